import { Transactions } from '../../src/shared/db';
import { MANDATE, openApp, type Json, type Person, type TestApp } from '../support/app';
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
    await people.third.post(`/api/v1/producers/${third}/mandates`, { ...MANDATE, officerId: people.officer.accountId });
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

  describe('among producers', () => {
    const list = (who: Person, query: Readonly<Record<string, string>>): Promise<{ status: number; body: Json }> =>
      who.get(`/api/v1/producers?${new URLSearchParams(query)}`);
    const found = async (who: Person, query: Readonly<Record<string, string>>): Promise<string[]> => {
      const { status, body } = await list(who, query);
      expect([query, status]).toEqual([query, 200]);
      return body.items.map((item: Json) => item.name);
    };
    const hoa = 'HTX của Hoa';
    const household = 'Hộ bà Hoa';
    let owner: Person;
    let helper: Person;

    beforeAll(async () => {
      owner = await app.person('producer');
      helper = await app.person('officer');
      const add = async (name: string, kind: string, provinceCode: string, communeCode?: string): Promise<string> => {
        const { status, body } = await owner.post('/api/v1/producers', { name, kind, provinceCode, communeCode });
        expect(status).toBe(201);
        return body.id;
      };
      await add(hoa, 'cooperative', '19', VAN_LANG);
      const helped = await add(household, 'household', '08', AN_TUONG);
      await add('Trang trại không rõ nơi ở', 'farm', '08');
      await owner.post(`/api/v1/producers/${helped}/mandates`, { ...MANDATE, officerId: helper.accountId });
    });

    it('finds by kind, by commune, and by words of its name', async () => {
      expect(await found(owner, { kind: 'household' })).toEqual([household]);
      expect(await found(owner, { kind: 'company' })).toEqual([]);
      expect(await found(owner, { communeCode: VAN_LANG })).toEqual([hoa]);
      for (const commune of ['Văn Lăng', 'van lang', 'xã Văn L', 'lang van', 'VĂN LĂNG'.normalize('NFD')])
        expect([commune, await found(owner, { commune })]).toEqual([commune, [hoa]]);
      for (const commune of ['phường An Tường', 'an t']) expect(await found(owner, { commune })).toEqual([household]);
      for (const commune of ['%', "'", 'xã', 'không đâu cả']) expect([commune, await found(owner, { commune })]).toEqual([commune, []]);
      expect(await found(owner, { commune: 'van lang', kind: 'household' })).toEqual([]);
      expect(await found(owner, { commune: 'van lang', kind: 'cooperative', q: 'hoa', communeCode: VAN_LANG })).toEqual([hoa]);
    });

    it('shows nobody a producer whom they may not see', async () => {
      const queries: Readonly<Record<string, string>>[] = [
        { communeCode: AN_TUONG },
        { commune: 'an tuong' },
        { kind: 'household', q: 'hoa' },
      ];
      for (const query of queries) {
        for (const who of [owner, helper, people.operator, people.tuyenQuang]) expect(await found(who, query)).toContain(household);
        for (const who of [people.mai, people.officer, people.stranger, people.phuTho])
          expect(await found(who, query)).not.toContain(household);
      }
      expect(await found(helper, {})).toEqual([household]);
    });

    it('refuses what it cannot look for, and names it', async () => {
      for (const [query, pointer] of [
        [{ kind: 'shop' }, '?kind'],
        [{ communeCode: '123' }, '?communeCode'],
        [{ communeCode: '123456' }, '?communeCode'],
        [{ commune: 'x'.repeat(81) }, '?commune'],
        [{ commune: '' }, '?commune'],
      ] as const) {
        const { status, body } = await list(people.operator, query);
        expect([query, status, body.errors?.map((error: Json) => error.pointer)]).toEqual([query, 400, [pointer]]);
      }
      expect(await found(people.operator, { commune: 'x'.repeat(80) })).toEqual([]);
    });

    it('[AP4] gives each producer once, while others are added between the pages', async () => {
      const add = async (): Promise<string> =>
        (await owner.post('/api/v1/producers', { name: 'Hộ ở Hà Giang', kind: 'household', provinceCode: '08', communeCode: HA_GIANG_2 }))
          .body.id;
      const before = [await add(), await add(), await add()];
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { commune: 'ha giang', kind: 'household', limit: '2', ...(cursor === undefined ? {} : { cursor }) };
        const { body } = await list(people.tuyenQuang, query);
        seen.push(...body.items.map((item: Json) => item.id));
        cursor = body.next;
        if (seen.length < 5) await add();
      } while (cursor !== undefined && seen.length < 50);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(before));
    });
  });
});
