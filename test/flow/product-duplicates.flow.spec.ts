import { newId } from '../../src/shared/kernel';
import { openApp, type Json, type Person, type TestApp } from '../support/app';
import { scene } from '../support/scene';

describe('products that may be one and the same', () => {
  let app: TestApp;
  let people: Record<'mai' | 'lan' | 'hoaBinh' | 'operator', Person>;
  let homes: Record<'mai' | 'lan', string>;

  const product = (name: string, over: object = {}): object => ({
    ...{ name, ocopSet: 1, communeCode: '01273' },
    packs: [{ unit: 'kg', weightGrams: 1000, lengthCm: 20, widthCm: 20, heightCm: 10, priceVnd: 45_000 }],
    ...over,
  });
  const register = async (who: 'mai' | 'lan', name: string, over: object = {}): Promise<Json> => {
    const { status, body } = await people[who].post(homes[who], product(name, over));
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  };
  const duplicatesOf = async (who: Person, home: string, id: string): Promise<Json[]> => {
    const { status, body } = await who.get(`${home}/${id}/duplicates`);
    expect(status).toBe(200);
    return body.items;
  };

  beforeEach(async () => {
    app ??= await openApp();
    people = {
      mai: await app.person('producer'),
      lan: await app.person('producer'),
      hoaBinh: await app.person('province', '25'),
      operator: await app.person('operator'),
    };
    homes = {
      mai: `/api/v1/producers/${await app.producer(people.mai, '25')}/products`,
      lan: `/api/v1/producers/${await app.producer(people.lan, '25')}/products`,
    };
  });
  afterAll(() => app.close());

  it('[N21] are found when the second seller registers, long before anything is published', async () => {
    const name = `Cam Cao Phong ${newId().slice(-5)}`;
    const first = await register('mai', name);
    expect(first.possibleDuplicates).toBeUndefined();
    const second = await register('lan', name.toUpperCase().normalize('NFD'));
    expect(second.possibleDuplicates).toEqual([
      {
        id: first.id,
        name,
        producerName: expect.stringMatching(/^HTX /),
        communeCode: '01273',
        communeVi: expect.stringMatching(/^(Xã|Phường|Đặc khu) /),
        isOwn: false,
        certainty: 'very-likely',
        score: 90,
        reasons: ['same-name'],
        reasonsVi: ['Cùng tên, cùng bộ sản phẩm'],
        state: 'open',
      },
    ]);
    expect(await duplicatesOf(people.mai, homes.mai, first.id)).toMatchObject([{ id: second.id, isOwn: false }]);
    // It is a hint: nothing else of the other seller's can be reached by it.
    expect((await people.lan.get(`${homes.mai}/${first.id}`)).status).toBe(404);
    expect((await people.lan.get(`${homes.lan}/${first.id}`)).status).toBe(404);
    expect((await people.lan.get(`${homes.lan}/${first.id}/duplicates`)).status).toBe(404);
  });

  it.each([
    ['another set', 'Mật ong rừng tràm', 'Mật ong rừng tràm', { ocopSet: 4 }, null],
    ['another commune', 'Chè búp khô', 'Chè búp khô', { communeCode: '01279' }, null],
    ['a name that is not much alike', 'Mật ong bạc hà', 'Mật ong hoa nhãn', {}, null],
    ['a similar name', 'Rượu ngô men lá Bản Phố', 'Rượu ngô men lá Bản Phố ủ lâu', {}, 'similar-name'],
  ])('[N21] %s: %j and %j with %j', async (_, one, other, over, reason) => {
    const mark = newId().slice(-4);
    await register('mai', `${one} ${mark}`);
    const { possibleDuplicates } = await register('lan', `${other} ${mark}`, over);
    expect(possibleDuplicates?.map((each: Json) => each.reasons)).toEqual(reason === null ? undefined : [[reason]]);
  });

  it('are found within one producer as well, and after a change', async () => {
    const one = await register('mai', 'Miến dong Bình Lư', { communeCode: null });
    const two = await register('mai', 'Bánh đa đỏ', { communeCode: null });
    expect(two.possibleDuplicates).toBeUndefined();
    const path = `${homes.mai}/${two.id}`;
    const { body } = await people.mai.call('PATCH', path, { body: { version: two.version, name: 'Mien dong Binh Lu' } });
    expect(body.possibleDuplicates).toMatchObject([{ id: one.id, isOwn: true, reasons: ['same-name'] }]);
  });

  it('[N21] are found by a certificate of the same number and name, and by nearly the same photo', async () => {
    const name = `Tinh bột nghệ ${newId().slice(-5)}`;
    const one = await register('mai', name, { communeCode: '01279' });
    const two = await register('lan', name, { communeCode: null, ocopSet: 4 });
    const certificate = {
      stars: 3,
      number: `12/QĐ-${newId().slice(-5)}`,
      issuedBy: 'UBND',
      issuedOn: '2026-01-01',
      expiresOn: '2028-12-31',
    };
    for (const [who, id] of [
      ['mai', one.id],
      ['lan', two.id],
    ] as const) {
      expect((await people[who].post(`${homes[who]}/${id}/certificates`, certificate)).status).toBe(201);
    }
    expect(await duplicatesOf(people.lan, homes.lan, two.id)).toMatchObject([
      { id: one.id, reasons: ['same-name-and-certificate'], score: 95 },
    ]);

    const jar = await register('mai', 'Mắm cáy Diêm Điền');
    const copy = await register('lan', 'Đặc sản quê nhà');
    const photograph = async (who: 'mai' | 'lan', id: string, quality: number): Promise<Json> => {
      const form = new FormData();
      const bytes = await (await scene({ jar: '#70301f', share: 0.3 })).jpeg({ quality }).toBuffer();
      form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'anh.jpg');
      const photo = await people[who].post(homes[who].replace('/products', '/photos'), form);
      expect(photo.status).toBe(201);
      const { status, body } = await people[who].call('PUT', `${homes[who]}/${id}/photos`, { body: { photoIds: [photo.body.id] } });
      expect(status).toBe(200);
      return body;
    };
    await photograph('mai', jar.id, 90);
    expect((await photograph('lan', copy.id, 40)).possibleDuplicates).toMatchObject([
      { id: jar.id, certainty: 'likely', reasons: ['same-photo'] },
    ]);
  });

  it('stay two once somebody has said so: a seller for the own product, the province for both, until something new speaks for one', async () => {
    const name = `Chả mực giã tay ${newId().slice(-5)}`;
    const one = await register('mai', name);
    const two = await register('lan', `${name} Hạ Long loại`);
    const apart = (who: Person, home: string, id: string, other: string) => who.post(`${home}/${id}/duplicates/${other}/distinct`);
    expect((await apart(people.lan, homes.lan, two.id, one.id)).body).toMatchObject({ id: one.id, state: 'distinct' });
    expect(await duplicatesOf(people.lan, homes.lan, two.id)).toMatchObject([{ state: 'distinct' }]);
    expect(await duplicatesOf(people.mai, homes.mai, one.id)).toMatchObject([{ state: 'open' }]);
    expect((await apart(people.hoaBinh, homes.mai, one.id, two.id)).status).toBe(200);
    expect(await duplicatesOf(people.mai, homes.mai, one.id)).toMatchObject([{ state: 'distinct' }]);

    const path = `${homes.lan}/${two.id}`;
    const kept = await people.lan.call('PATCH', path, { body: { version: 1, description: 'Giã tay.' } });
    expect(kept.body.possibleDuplicates).toBeUndefined();
    const renamed = await people.lan.call('PATCH', path, { body: { version: 2, name } });
    expect(renamed.body.possibleDuplicates).toMatchObject([{ id: one.id, reasons: ['same-name'], state: 'open' }]);
    expect((await apart(people.lan, homes.lan, two.id, newId())).body.type).toBe('urn:problem:not-found');
    expect((await apart(people.mai, homes.lan, two.id, one.id)).status).toBe(404);
  });
});
