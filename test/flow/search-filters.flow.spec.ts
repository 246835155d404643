import { Transactions } from '../../src/shared/db';
import { openApp, type Json, type Person, type TestApp } from '../support/app';
import { until } from '../support/market';

const PACK = { unit: 'kg', weightGrams: 1000, lengthCm: 20, widthCm: 20, heightCm: 10, priceVnd: 45_000 };
/** Communes of today: the first lay in Hà Giang, the second in Tuyên Quang, the third in Bắc Kạn and Thái Nguyên. */
const [HA_GIANG_2, AN_TUONG, VAN_LANG] = ['00691', '02512', '05665'];

describe('narrowing a search', () => {
  let app: TestApp;
  let people: Record<'mai' | 'third' | 'officer' | 'tuyenQuang' | 'phuTho' | 'operator' | 'stranger', Person>;
  let db: { query(sql: string, values?: unknown[]): Promise<Json[]> };

  const asked = (who: Person, query: Readonly<Record<string, string>>): Promise<{ status: number; body: Json }> =>
    who.get(`/api/v1/products/search?${new URLSearchParams(query)}`);
  const names = async (who: Person, query: Readonly<Record<string, string>>): Promise<string[]> => {
    const { status, body } = await asked(who, query);
    expect([query, status]).toEqual([query, 200]);
    return body.items.map((item: Json) => item.name);
  };

  beforeAll(async () => {
    app = await openApp({ SWEEP_EVERY_MS: '100' });
    db = app.app.get(Transactions).reader;
    people = {
      mai: await app.person('producer'),
      third: await app.person('producer'),
      officer: await app.person('officer'),
      tuyenQuang: await app.person('province', '08'),
      phuTho: await app.person('province', '25'),
      operator: await app.person('operator'),
      stranger: await app.person('producer'),
    };
    const mai = await app.producer(people.mai, '25');
    const third = await app.producer(people.third, '08');
    await people.operator.call('PUT', `/api/v1/producers/${third}/members/${people.officer.accountId}`);
    const register = async (who: Person, producer: string, name: string, communeCode?: string): Promise<void> => {
      const { status } = await who.post(`/api/v1/producers/${producer}/products`, { name, ocopSet: 1, packs: [PACK], communeCode });
      expect(status).toBe(201);
    };
    await register(people.mai, mai, 'Gạo nếp không rõ nơi làm');
    await register(people.mai, mai, 'Gạo nếp Văn Lăng', VAN_LANG);
    await register(people.third, third, 'Gạo nếp Hà Giang', HA_GIANG_2);
    await register(people.third, third, 'Gạo nếp Tuyên Quang', AN_TUONG);
    await until('all were judged', async () => (await db.query('select from product_readiness')).length === 8);
    await db.query(
      `update product_readiness r set percent = 100, is_ready = true from product p where p.id = r.product_id and p.name = 'Gạo nếp Hà Giang' and platform = 'voso'`,
    );
  });
  afterAll(() => app?.close());

  it('finds by a province of before July 2025 what now lies in another one', async () => {
    const { operator, tuyenQuang, officer, phuTho, stranger, mai } = people;
    for (const historicProvince of ['Hà Giang', 'ha giang', '02'])
      expect(await names(operator, { historicProvince })).toEqual(['Gạo nếp Hà Giang']);
    for (const historicProvince of ['Bắc Kạn', 'Thái Nguyên'])
      expect(await names(operator, { historicProvince })).toEqual(['Gạo nếp Văn Lăng']);
    expect(await names(operator, { historicProvince: 'Tuyên Quang', q: 'gao' })).toEqual(['Gạo nếp Tuyên Quang']);
    expect(await names(tuyenQuang, { provinceCode: '08' })).toHaveLength(2);
    for (const own of [tuyenQuang, officer, people.third])
      expect(await names(own, { historicProvince: 'Hà Giang' })).toEqual(['Gạo nếp Hà Giang']);
    for (const other of [phuTho, stranger, mai]) expect(await names(other, { historicProvince: 'Hà Giang' })).toEqual([]);
  });

  it('finds what is ready for a platform and what is not', async () => {
    const { operator, tuyenQuang, officer, phuTho, stranger, mai } = people;
    const ready = { readinessAt: 'voso', readiness: 'ready' };
    expect(await names(operator, ready)).toEqual(['Gạo nếp Hà Giang']);
    expect(await names(operator, { ...ready, readinessAt: 'postmart' })).toEqual([]);
    expect(await names(operator, { ...ready, readinessAt: 'nowhere' })).toEqual([]);
    expect(await names(operator, { readinessAt: 'voso', readiness: 'not-ready' })).toHaveLength(3);
    expect(await names(operator, { readinessAt: 'postmart' })).toHaveLength(4);
    expect(await names(operator, { ...ready, historicProvince: 'Hà Giang', q: 'nep ha', sort: 'most-ready' })).toEqual([
      'Gạo nếp Hà Giang',
    ]);
    for (const own of [tuyenQuang, officer, people.third]) expect(await names(own, ready)).toEqual(['Gạo nếp Hà Giang']);
    for (const other of [phuTho, stranger, mai]) expect(await names(other, ready)).toEqual([]);
    expect(await names(mai, { readinessAt: 'voso', readiness: 'not-ready', sort: 'most-ready' })).toEqual([
      'Gạo nếp Văn Lăng',
      'Gạo nếp không rõ nơi làm', // its commune is one more thing that is missing
    ]);
  });

  it('says how far each product is, and sorts by it', async () => {
    const { body } = await asked(people.operator, { readinessAt: 'voso', sort: 'most-ready' });
    const percents = body.items.map((item: Json) => item.readiness.find((one: Json) => one.platform === 'voso').percent);
    expect(body.items[0].readiness).toEqual([
      { platform: 'postmart', percent: expect.any(Number), isReady: false },
      { platform: 'voso', percent: 100, isReady: true },
    ]);
    expect(percents).toEqual([...percents].sort((a: number, b: number) => b - a));
    const least = await names(people.operator, { readinessAt: 'voso', sort: 'least-ready' });
    expect(least[0]).toBe('Gạo nếp không rõ nơi làm');
    expect(least[3]).toBe('Gạo nếp Hà Giang');
  });

  it('refuses what it cannot look for, and names it', async () => {
    const { operator } = people;
    for (const [query, pointer] of [
      [{ historicProvince: 'Hà Đông' }, '?historicProvince'],
      [{ historicProvince: '99' }, '?historicProvince'],
      [{ historicProvince: 'x' }, '?historicProvince'],
      [{ historicProvince: 'x'.repeat(41) }, '?historicProvince'],
      [{ readiness: 'ready' }, '?readinessAt'],
      [{ sort: 'most-ready' }, '?readinessAt'],
      [{ sort: 'least-ready', q: 'gao' }, '?readinessAt'],
      [{ readinessAt: 'voso', readiness: 'soon' }, '?readiness'],
      [{ readinessAt: "'" }, '?readinessAt'],
      [{ readinessAt: 'a'.repeat(32) }, '?readinessAt'],
    ] as const) {
      const { status, body } = await asked(operator, query);
      expect([query, status, body.errors?.map((error: Json) => error.pointer)]).toEqual([query, 400, [pointer]]);
    }
    expect(await names(operator, { readinessAt: 'a'.repeat(31) })).toEqual([]);
    const { body } = await asked(operator, { readinessAt: 'voso', sort: 'most-ready', limit: '1' });
    for (const sort of ['least-ready', 'newest'])
      expect((await asked(operator, { readinessAt: 'voso', sort, cursor: body.next })).body.type).toBe('urn:problem:cursor-invalid');
    expect((await asked(operator, { readinessAt: 'voso', sort: 'most-ready', cursor: body.next })).status).toBe(200);
  });

  it.each(['most-ready', 'least-ready'])('[AP4] gives each product once by %s, while others are added between the pages', async (sort) => {
    const owner = await app.person('producer');
    const producer = await app.producer(owner, '25');
    const add = async (name: string, communeCode?: string): Promise<void> => {
      const { status, body } = await owner.post(`/api/v1/producers/${producer}/products`, { name, ocopSet: 1, packs: [PACK], communeCode });
      expect(status).toBe(201);
      await until(
        'it was judged',
        async () => (await db.query(`select from product_readiness where product_id = $1`, [body.id])).length === 2,
      );
    };
    for (const name of ['Gạo một', 'Gạo hai', 'Gạo ba']) await add(name);
    for (const name of ['Gạo bốn', 'Gạo năm']) await add(name, AN_TUONG);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await asked(owner, { readinessAt: 'voso', sort, limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...body.items.map((item: Json) => item.name));
      cursor = body.next;
      if (seen.length <= 4) await add(`Thêm ${seen.length}`);
    } while (cursor !== undefined && seen.length < 50);
    expect(new Set(seen).size).toBe(seen.length);
    const before = seen.filter((name) => !name.startsWith('Thêm'));
    expect([...before].sort()).toEqual(['Gạo ba', 'Gạo bốn', 'Gạo hai', 'Gạo một', 'Gạo năm']);
    const better = sort === 'most-ready' ? before.slice(0, 2) : before.slice(3);
    expect([...better].sort()).toEqual(['Gạo bốn', 'Gạo năm']);
  });
});
