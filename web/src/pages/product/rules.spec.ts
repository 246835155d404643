import { changeOf, untouched, withAttribute, withField } from './details.rules';
import { placeOf, together } from './gap-place.rules';
import { asWillBe, registeredHere, type Product, type Waiting } from './pending.rules';

const product = {
  id: 'p1',
  producerId: 'c1',
  name: 'Mật ong',
  attributes: { netQuantity: '500 ml', warning: 'x' },
  photoIds: ['a', 'b'],
  packs: [{ id: 'k1', unit: 'chai', priceVnd: 100 }],
} as unknown as Product; // the rules look at no other field
const home = '/api/v1/producers/c1/products';
const waiting = (over: Partial<Waiting>): Waiting => ({
  ...{ id: 'i', method: 'patch', url: `${home}/p1`, state: 'waiting', producerId: 'c1', capturedAt: '2026-11-22T00:00:00Z' },
  ...over,
});

describe('a product with what waits on this device', () => {
  it('shows the change of a field, of an attribute and of a pack as it will be', () => {
    const { product: after, isWaiting } = asWillBe(product, [
      waiting({ body: { version: 1, name: 'Mật ong rừng', attributes: { warning: null, ingredients: 'Mật' } } }),
      waiting({ url: `${home}/p1/packs/k1`, body: { version: 1, priceVnd: 200 } }),
      waiting({ method: 'put', url: `${home}/p1/photos`, body: { version: 1, photoIds: ['b', 'a'] } }),
      waiting({ method: 'post', url: `${home}/p1/packs`, body: { id: 'k2', unit: 'hộp', priceVnd: 5 } }),
    ]);
    expect(isWaiting).toBe(true);
    expect(after).toMatchObject({ name: 'Mật ong rừng', attributes: { netQuantity: '500 ml', ingredients: 'Mật' }, photoIds: ['b', 'a'] });
    expect(after.attributes).not.toHaveProperty('warning');
    expect(after.packs.map(({ id, priceVnd }) => [id, priceVnd])).toEqual([
      ['k1', 200],
      ['k2', 5],
    ]);
  });

  it('leaves alone what belongs to another product or is kept for review', () => {
    const items = [waiting({ url: `${home}/p11`, body: { name: 'x' } }), waiting({ state: 'held', body: { name: 'x' } })];
    expect(asWillBe(product, items)).toEqual({ product, isWaiting: false });
  });

  it('lists what was registered here with its photos, newest first', () => {
    const items = [
      waiting({ method: 'post', url: home, body: { id: 'n1', name: 'Một' } }),
      waiting({ method: 'post', url: '/api/v1/producers/c1/uploads', body: { productId: 'n1' }, fileId: 'f' }),
      waiting({ method: 'post', url: home, body: { id: 'n2', name: 'Hai' } }),
    ];
    expect(registeredHere(items, 'c1').map(({ name, photos }) => [name, photos])).toEqual([
      ['Hai', 0],
      ['Một', 1],
    ]);
    expect(registeredHere(items, 'c2')).toEqual([]);
  });
});

describe('where a gap is mended', () => {
  it.each([
    ['attributes.ingredients', { part: 'thong-tin', field: 'attributes.ingredients' }],
    ['communeCode', { part: 'thong-tin', field: 'communeCode' }],
    ['photoIds', { part: 'anh' }],
    ['documents.test-report', { part: 'giay-to', field: 'test-report' }],
    ['certificates', { part: 'giay-to', field: 'ocop' }],
    ['overrides.voso.title', { part: 'san', platform: 'voso', field: 'title' }],
    ['consents.voso', null],
    ['producer.kind', null],
  ])('%s', (field, place) => {
    expect(placeOf(field)).toEqual(place);
  });

  it('tells the same gap of two platforms once, cheapest first', () => {
    const gap = (code: string, cost: number) => ({ code, field: 'x', who: 'producer', cost });
    const told = together([
      { platformCode: 'voso', gaps: [gap('b', 5)] },
      { platformCode: 'postmart', gaps: [gap('a', 1), gap('b', 5)] },
    ]);
    expect(told.map(({ gap: { code }, platforms }) => [code, platforms])).toEqual([
      ['a', ['postmart']],
      ['b', ['voso', 'postmart']],
    ]);
  });
});

describe('an edit that was not sent yet', () => {
  const known = { ...product, version: 4 };

  it('holds only what differs from where it began, and nothing once all is as before', () => {
    const edit = withAttribute(withField(untouched(), known, 'name', 'Mật ong rừng'), known, 'warning', null);
    expect(changeOf(edit)).toEqual({ version: 4, name: 'Mật ong rừng', attributes: { warning: null } });
    const back = withAttribute(withField(edit, known, 'name', 'Mật ong'), known, 'warning', 'x');
    expect(back).toEqual(untouched());
    expect(changeOf(back)).toBeNull();
  });

  it('goes on from where it began although the product was changed elsewhere meanwhile', () => {
    const edit = withField(untouched(), known, 'name', 'Mật ong rừng');
    const later = withField(edit, { ...known, version: 9, name: 'Khác' }, 'description', 'Ngon');
    expect(changeOf(later)).toEqual({ version: 4, name: 'Mật ong rừng', description: 'Ngon' });
  });
});
