import { newId } from '../../src/shared/kernel';
import { gtinCheckDigit } from '../../src/catalog/identifier/gtin.rules';
import { openApp, type Answer, type Json, type Person, type TestApp } from '../support/app';
import { goodRow, HEADINGS, take, xlsx } from '../support/sheet-files';

let serial = 0;
/** A number that nobody has yet. */
const gtin = (): string => {
  const body = `893850${String(++serial).padStart(6, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
};

describe('bar codes and traceability', () => {
  let app: TestApp;
  let mai: Person;
  let lan: Person;
  let home: Record<'mai' | 'lan', string>;
  beforeAll(async () => {
    app = await openApp();
    [mai, lan] = [await app.person('producer'), await app.person('producer')];
    home = {
      mai: `/api/v1/producers/${await app.producer(mai, '08')}`,
      lan: `/api/v1/producers/${await app.producer(lan, '08')}`,
    };
  });
  afterAll(() => app?.close());

  const pack = (over: object = {}): object => ({
    ...{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 },
    ...over,
  });
  const register = (who: 'mai' | 'lan', packs: readonly object[], over: object = {}): Promise<Answer> =>
    (who === 'mai' ? mai : lan).post(`${home[who]}/products`, { name: `Mật ong ${newId().slice(-6)}`, ocopSet: 4, packs, ...over });
  const done = async (answer: Promise<Answer>): Promise<Json> => {
    const { status, text, body } = await answer;
    if (status >= 300) throw new Error(text);
    return body;
  };
  const patch = (path: string, body: object): Promise<Answer> => mai.call('PATCH', path, { body });

  it('are kept in one form, however they are typed, and taken away by null', async () => {
    const number = gtin();
    const typed = `${number.slice(0, 3)} ${number.slice(3, 8)}-${number.slice(8)}`;
    const made = await done(register('mai', [pack({ gtin: typed }), pack()], { traceUrl: 'HTTPS://checkvn.mae.gov.vn/Mật-ong?a=1' }));
    expect(made.packs.map((each: Json) => each.gtin)).toEqual([number, null]);
    expect(made.traceUrl).toBe('https://checkvn.mae.gov.vn/Mật-ong?a=1');
    const path = `${home.mai}/products/${made.id}`;
    const cleared = await done(patch(`${path}/packs/${made.packs[0].id}`, { version: 1, gtin: null }));
    expect(cleared.packs[0].gtin).toBeNull();
    const moved = await done(patch(`${path}/packs/${made.packs[1].id}`, { version: 2, gtin: `0${number}` })); // as a GTIN-14
    expect(moved.packs.map((each: Json) => each.gtin)).toEqual([null, number]);
    expect((await done(patch(path, { version: 3, traceUrl: null }))).traceUrl).toBeNull();
  });

  it('are refused with the reason, field by field', async () => {
    const wrong = await register('mai', [pack({ gtin: '8930000000006' }), pack({ gtin: '893' }), pack({ gtin: 8938500012341 })], {
      traceUrl: 'http://checkvn.mae.gov.vn',
    });
    expect(wrong.status).toBe(400);
    expect(Object.fromEntries(wrong.body.errors.map((one: Json) => [one.pointer, one.message]))).toEqual({
      '/packs/0/gtin': 'Số cuối của mã vạch phải là 2; xin so lại với bao bì.',
      '/packs/1/gtin': 'Mã vạch (GTIN) gồm 8, 12, 13 hoặc 14 chữ số.',
      '/packs/2/gtin': 'Phải là chữ.',
      '/traceUrl': 'Phải là địa chỉ web bắt đầu bằng https://.',
    });
    for (const traceUrl of [
      'javascript:alert(1)',
      'https://',
      'https://ten:matkhau@a.vn',
      'https://a b.vn',
      '//a.vn',
      '',
      5,
      ['https://a.vn'],
    ])
      expect([traceUrl, (await register('mai', [pack()], { traceUrl })).status]).toEqual([traceUrl, 400]);
    const long = (chars: number): string => `https://a.vn/${'a'.repeat(chars - 13)}`;
    expect((await done(register('mai', [pack()], { traceUrl: long(500) }))).traceUrl).toHaveLength(500);
    expect((await register('mai', [pack()], { traceUrl: long(501) })).body.errors).toMatchObject([{ pointer: '/traceUrl' }]);
  });

  it('stand on one pack of a producer: 409 names the field, also when two come at once', async () => {
    const number = gtin();
    const made = await done(register('mai', [pack({ gtin: number, sku: `CO-${serial}` })]));
    const path = `${home.mai}/products/${made.id}`;
    const refusals: [Promise<Answer>, string][] = [
      [register('mai', [pack(), pack({ gtin: number })]), '/packs/1/gtin'],
      [mai.post(`${path}/packs`, pack({ gtin: number })), '/gtin'],
    ];
    for (const [answer, pointer] of refusals) {
      const { status, body } = await answer;
      expect([status, body.type, body.errors]).toEqual([
        409,
        'urn:problem:already-exists',
        [{ pointer, message: `Mã vạch này đã ghi cho quy cách CO-${serial}.` }],
      ]);
    }
    const twice = gtin();
    expect((await register('mai', [pack({ gtin: twice }), pack({ gtin: twice })])).body.errors).toMatchObject([
      { pointer: '/packs/1/gtin' },
    ]);
    // Its own number is no other's.
    expect((await patch(`${path}/packs/${made.packs[0].id}`, { version: 1, gtin: number })).status).toBe(200);

    const contested = gtin();
    const answers = await Promise.all(Array.from({ length: 6 }, () => register('mai', [pack({ gtin: contested })])));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body.errors[0].pointer).toMatch(/gtin$/);
  });

  it('[N21] tell two sellers of one number of each other, whatever else the products say', async () => {
    const number = gtin();
    const mine = await done(register('mai', [pack({ gtin: number })], { name: 'Chè dây Cao Bằng' }));
    const theirs = await done(register('lan', [pack()], { name: 'Tinh dầu quế', ocopSet: 20 }));
    expect(theirs.possibleDuplicates).toBeUndefined();
    const more = await done(lan.post(`${home.lan}/products/${theirs.id}/packs`, pack({ gtin: number })));
    expect(more.possibleDuplicates).toMatchObject([
      { id: mine.id, isOwn: false, certainty: 'certain', score: 100, reasons: ['same-gtin'], reasonsVi: ['Cùng mã vạch (GTIN)'] },
    ]);
  });

  it('[PR8] find the product, among one’s own', async () => {
    const number = gtin();
    const mine = await done(register('mai', [pack({ gtin: number })]));
    await done(register('lan', [pack({ gtin: number })]));
    for (const q of [number, `0${number}`]) {
      const { body } = await mai.get(`${home.mai}/products?q=${q}`);
      expect(body.items.map((each: Json) => each.id)).toEqual([mine.id]);
    }
    const { body } = await mai.get(`/api/v1/products/search?q=${number}`);
    expect(body.items.map((each: Json) => each.id)).toEqual([mine.id]);
  });

  it('[PR5] are part of every version, and come back where nobody has taken the number meanwhile', async () => {
    const [one, two] = [gtin(), gtin()];
    const made = await done(register('mai', [pack({ gtin: one }), pack({ gtin: two })], { traceUrl: 'https://a.vn/1' }));
    const path = `${home.mai}/products/${made.id}`;
    const [first, second] = made.packs.map((each: Json) => each.id);
    await done(patch(`${path}/packs/${first}`, { version: 1, gtin: null }));
    await done(patch(`${path}/packs/${second}`, { version: 2, gtin: one }));
    await done(patch(`${path}/packs/${first}`, { version: 3, gtin: two }));
    await done(patch(path, { version: 4, traceUrl: 'https://a.vn/2' }));
    const diff = await done(mai.get(`${path}/versions/1/diff/5`));
    expect(diff.changes.map((each: Json) => [each.pointer, each.before, each.after]).sort()).toEqual(
      [
        [`/packs/${first}/gtin`, one, two],
        [`/packs/${second}/gtin`, two, one],
        ['/traceUrl', 'https://a.vn/1', 'https://a.vn/2'],
      ].sort(),
    );
    const restored = await done(mai.post(`${path}/versions/1/restore`, { version: 5 })); // both numbers change places
    expect(restored.product.packs.map((each: Json) => each.gtin)).toEqual([one, two]);
    expect([restored.product.traceUrl, restored.notRestored]).toEqual(['https://a.vn/1', []]);

    await done(patch(`${path}/packs/${first}`, { version: 6, gtin: null }));
    await done(register('mai', [pack({ gtin: one })]));
    const partly = await done(mai.post(`${path}/versions/1/restore`, { version: 7 }));
    expect(partly.product.packs.map((each: Json) => each.gtin)).toEqual([null, two]);
    expect(partly.notRestored).toEqual([{ pointer: `/packs/${first}/gtin`, messageVi: `Mã vạch ${one} nay thuộc quy cách khác.` }]);
  });

  it('[BI2] come in by a table, each row that has somebody else’s number refused by its cell', async () => {
    const [one, two] = [gtin(), gtin()];
    await done(register('mai', [pack({ gtin: one })]));
    const producerId = home.mai.split('/').at(-1) ?? '';
    const headings = [...HEADINGS, 'Mã vạch', 'SKU', 'Truy xuất nguồn gốc'];
    const table = await xlsx([
      headings,
      [...goodRow('Cam sành'), Number(two), 'CAM-1', 'https://a.vn/cam'],
      [...goodRow('Cam vinh'), one, 'CAM-2', ''],
      [...goodRow('Cam canh'), two, 'CAM-3', ''],
      [...goodRow('Cam xoàn'), '8930000000006', 'CAM-4', 'http://a.vn'],
    ]);
    const imported = await take(mai, producerId, table, undefined, { skipRefused: true });
    expect(imported).toMatchObject({ state: 'done', created: 1, refused: 3 });
    const { body } = await mai.get(`${home.mai}/products/imports/${imported.id}/issues`);
    expect(body.items.map((each: Json) => [each.cell, each.messageVi])).toEqual([
      ['I3', 'Mã vạch này đã ghi cho một quy cách khác.'],
      ['I4', 'Mã vạch này đã ghi cho một quy cách khác.'],
      ['K5', expect.stringContaining('https://')],
      ['I5', expect.stringContaining('Số cuối của mã vạch phải là 2')],
    ]);
    // The number moves to another pack, and the one that had it gets the other's.
    const three = gtin();
    const moving = [headings, [...goodRow('Cam sành'), three, 'CAM-1', 'https://a.vn/cam'], [...goodRow('Cam vinh'), two, 'CAM-2', '']];
    expect(await take(mai, producerId, await xlsx(moving))).toMatchObject({ state: 'done', created: 1, changed: 1, refused: 0 });
    const swapped = [headings, [...goodRow('Cam sành'), one, 'CAM-1', 'https://a.vn/cam']];
    expect(await take(mai, producerId, await xlsx(swapped), undefined, { skipRefused: true })).toMatchObject({ refused: 1 });
    expect(await take(mai, producerId, await xlsx(moving))).toMatchObject({ unchanged: 2, changed: 0 });
  });
});
