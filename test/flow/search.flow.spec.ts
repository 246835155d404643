import { Transactions } from '../../src/shared/db';
import { FakeClock, newId } from '../../src/shared/kernel';
import { MANDATE, openApp, type Json, type Person, type TestApp } from '../support/app';

const product = (name: string, over: object = {}): object => ({
  name,
  ocopSet: 1,
  packs: [{ unit: 'kg', weightGrams: 1000, lengthCm: 20, widthCm: 20, heightCm: 10, priceVnd: 45_000 }],
  ...over,
});

const namesOf = (body: Json): string[] => body.items.map((item: { name: string }) => item.name);

describe('searching products', () => {
  let app: TestApp;
  let mai: Person;
  let products: string;
  beforeAll(async () => {
    app = await openApp();
    mai = await app.person('producer');
    products = `/api/v1/producers/${await app.producer(mai, '17')}/products`;
    for (const name of ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai', 'Cá lăng sông Đà', 'Rượu cần Hoà Bình', 'Chè Shan tuyết']) {
      expect((await mai.post(products, product(name))).status).toBe(201);
    }
  });
  afterAll(() => app.close());

  const find = async (q: string): Promise<Json> => {
    const { status, body } = await mai.get(`${products}?q=${encodeURIComponent(q)}`);
    expect(status).toBe(200);
    return body;
  };

  it.each([
    ['cam cao phong', ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai']],
    ['CAM CAO PHONG', ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai']],
    ['phong cao cam', ['Nước cam Cao Phong đóng chai', 'Cam Cao Phong']],
    ['cam-cao/phong', ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai']],
    ['nước cam', ['Nước cam Cao Phong đóng chai']],
    ['nước cam'.normalize('NFD'), ['Nước cam Cao Phong đóng chai']],
    ['Ca lang song da', ['Cá lăng sông Đà']],
    ['sông đà', ['Cá lăng sông Đà']],
    ['hòa bình', ['Rượu cần Hoà Bình']],
    ['hoà bình', ['Rượu cần Hoà Bình']],
    ['ruou c', ['Rượu cần Hoà Bình']],
    ['quýt', []],
  ])('[PR8] %j finds %j', async (q, names) => {
    const body = await find(q);
    expect(namesOf(body)).toEqual(names);
    expect(body).toMatchObject({ total: names.length, isFuzzy: false });
  });

  it.each([
    ['cma cao phong', 'Cam Cao Phong'],
    ['cam cao phog', 'Cam Cao Phong'],
    ['ca lagn song da', 'Cá lăng sông Đà'],
    ['tuyets', 'Chè Shan tuyết'],
  ])('finds what is most like %j and says that it is only like it', async (q, name) => {
    const body = await find(q);
    expect(namesOf(body)[0]).toBe(name);
    expect(body.isFuzzy).toBe(true);
  });

  it('finds a product by the code of one of its packs, before those that have it in their name', async () => {
    await mai.post(products, product('Bưởi đỏ Tân Lạc', { packs: [{ ...packOf('BUOI-1KG') }] }));
    await mai.post(products, product('Thùng cho buoi 1kg'));
    expect(namesOf(await find('buoi-1kg'))).toEqual(['Bưởi đỏ Tân Lạc', 'Thùng cho buoi 1kg']);
  });

  it.each([
    '%',
    '_',
    "'",
    '"',
    '\\',
    "' or 1=1 --",
    '* & | ! ( ) < > :',
    '\u202e\u202d',
    '""" \\\'',
    ':*',
    "'':*",
    Array.from({ length: 50 }, () => 'a').join(' '),
  ])('answers %j with nothing or something, never with an error', async (q) => {
    const body = await find(q);
    expect(body.items).toEqual([]);
  });

  it('refuses more than a hundred characters, and what is no text', async () => {
    expect((await mai.get(`${products}?q=${'a'.repeat(100)}`)).status).toBe(200);
    for (const q of ['a'.repeat(101), '', '%00', 'a%00b', '%0a']) {
      const answer = await mai.get(`${products}?q=${q}`);
      expect([q, answer.status, answer.body.errors?.[0]?.pointer ?? answer.body.type]).toEqual([
        q,
        400,
        expect.stringMatching(/q|validation|bad-request/),
      ]);
    }
  });
});

describe('searching over all producers that one may see', () => {
  const clock = new FakeClock(new Date('2026-11-21T16:30:00Z')); // half an hour before midnight in Vietnam
  let app: TestApp;
  let people: Record<'mai' | 'lan' | 'officer' | 'hoaBinh' | 'tuyenQuang' | 'operator' | 'stranger', Person>;
  let producers: Record<'mai' | 'lan' | 'third', string>;
  const made: Record<string, string> = {};

  const path = (query: Readonly<Record<string, string>>): string => `/api/v1/products/search?${new URLSearchParams(query)}`;
  const search = async (who: Person, query: Readonly<Record<string, string>>): Promise<Json> => {
    const { status, body } = await who.get(path(query));
    expect([status, body]).toEqual([200, expect.anything()]);
    return body;
  };
  const names = async (who: Person, query: Readonly<Record<string, string>>): Promise<string[]> => namesOf(await search(who, query));

  beforeAll(async () => {
    app = await openApp({ ROLE: 'web' }, { clock });
    people = {
      mai: await app.person('producer'),
      lan: await app.person('producer'),
      officer: await app.person('officer'),
      hoaBinh: await app.person('province', '25'),
      tuyenQuang: await app.person('province', '08'),
      operator: await app.person('operator'),
      stranger: await app.person('officer'),
    };
    const third = await app.person('producer');
    producers = {
      mai: await app.producer(people.mai, '25'),
      lan: await app.producer(people.lan, '25'),
      third: await app.producer(third, '08'),
    };
    await people.mai.post(`/api/v1/producers/${producers.mai}/mandates`, { ...MANDATE, officerId: people.officer.accountId });
    const register = async (who: Person, producer: string, name: string, over: object = {}): Promise<void> => {
      const { status, body } = await who.post(`/api/v1/producers/${producer}/products`, product(name, over));
      expect(status).toBe(201);
      made[name] = body.id;
    };
    await register(people.mai, producers.mai, 'Cam Cao Phong', { communeCode: '01273' });
    await register(people.lan, producers.lan, 'Cam Cao Phong sấy dẻo', { ocopSet: 4 });
    await register(third, producers.third, 'Cam sành Hàm Yên', { communeCode: '01273' });
    const certify = async (
      who: Person,
      producer: string,
      name: string,
      stars: number,
      issuedOn: string,
      expiresOn: string,
    ): Promise<void> => {
      const certificates = `/api/v1/producers/${producer}/products/${made[name]}/certificates`;
      const { body } = await who.post(certificates, { stars, number: `${stars}/${issuedOn}`, issuedBy: 'UBND tỉnh', issuedOn, expiresOn });
      expect((await people.operator.post(`${certificates}/${body.id}/verify`)).status).toBeLessThan(300);
    };
    await certify(people.mai, producers.mai, 'Cam Cao Phong', 5, '2020-01-01', '2023-01-01');
    await certify(people.mai, producers.mai, 'Cam Cao Phong', 3, '2025-01-01', '2028-01-01');
    await certify(people.mai, producers.mai, 'Cam Cao Phong', 4, '2026-01-01', '2029-01-01');
    await certify(third, producers.third, 'Cam sành Hàm Yên', 5, '2026-01-01', '2026-11-21');
  });
  afterAll(() => app.close());

  it('[SP1] shows everybody the products of exactly those producers whom they may see', async () => {
    const visible = {
      mai: ['Cam Cao Phong'],
      lan: ['Cam Cao Phong sấy dẻo'],
      officer: ['Cam Cao Phong'],
      stranger: [],
      hoaBinh: ['Cam Cao Phong sấy dẻo', 'Cam Cao Phong'],
      tuyenQuang: ['Cam sành Hàm Yên'],
      operator: ['Cam sành Hàm Yên', 'Cam Cao Phong sấy dẻo', 'Cam Cao Phong'],
    };
    for (const [who, own] of Object.entries(visible)) {
      const person = people[who as keyof typeof people]; // the keys are those of people
      for (const query of [{ q: 'cam', sort: 'newest' }, {}]) {
        const body = await search(person, query as Readonly<Record<string, string>>);
        expect([who, namesOf(body), body.total]).toEqual([who, own, own.length]);
      }
      for (const q of ['cma cao phong', 'cam hàn yên', 'camm']) {
        const { items, isFuzzy } = await search(person, { q });
        expect([who, isFuzzy, namesOf({ items }).filter((name) => !(own as readonly string[]).includes(name))]).toEqual([
          who,
          items.length > 0,
          [],
        ]);
      }
      for (const producer of Object.values(producers)) {
        const seen = await person.get(`/api/v1/producers/${producer}`);
        const found = await names(person, { producerId: producer });
        expect([who, found.length > 0]).toEqual([who, seen.status === 200]);
      }
    }
  });

  it('finds by set, stars that are good today, commune, province and maker, and by all of them together', async () => {
    const { operator } = people;
    expect(await names(operator, { ocopSets: '4' })).toEqual(['Cam Cao Phong sấy dẻo']);
    expect(await names(operator, { ocopSets: '1,4', q: 'phong', sort: 'name' })).toEqual(['Cam Cao Phong', 'Cam Cao Phong sấy dẻo']);
    expect(await names(operator, { stars: '3' })).toEqual([]); // there is a later certificate with four
    expect(await names(operator, { stars: '4' })).toEqual(['Cam Cao Phong']);
    expect(await names(operator, { stars: '4,5' })).toEqual(['Cam sành Hàm Yên', 'Cam Cao Phong']);
    expect(await names(operator, { communeCode: '01273' })).toEqual(['Cam sành Hàm Yên', 'Cam Cao Phong']);
    expect(await names(operator, { provinceCode: '08' })).toEqual(['Cam sành Hàm Yên']);
    expect(await names(operator, { producerId: producers.lan })).toEqual(['Cam Cao Phong sấy dẻo']);
    expect(await names(operator, { q: 'cam', stars: '5', communeCode: '01273', provinceCode: '08', ocopSets: '1' })).toEqual([
      'Cam sành Hàm Yên',
    ]);
    expect(await names(people.hoaBinh, { provinceCode: '08' })).toEqual([]);
    clock.advance(3_600_000); // one certificate was good until the 21st
    expect(await names(operator, { stars: '5' })).toEqual([]);
  });

  it('says of each product what one looks for in a list', async () => {
    const { items } = await search(people.hoaBinh, { q: 'cao ph' });
    expect(items.find((item: Json) => item.name === 'Cam Cao Phong')).toMatchObject({
      id: made['Cam Cao Phong'],
      producerId: producers.mai,
      producerName: expect.stringMatching(/^HTX /),
      provinceCode: '25',
      communeVi: expect.stringMatching(/^(Xã|Phường|Đặc khu) /),
      stars: 4,
      coverPhotoId: null,
      listings: [],
      highlights: [
        { start: 4, length: 3 },
        { start: 8, length: 2 },
      ],
    });
  });

  it('finds what is shown on a platform and what is not', async () => {
    const { db, connectionId } = await connect(app);
    const put = async (name: string, seen: string): Promise<void> => {
      await db.query(
        `with product as (select p.id, p.producer_id, k.id as pack_id from product p join pack k on k.product_id = p.id where p.name = $1),
              pool as (insert into pool (id, product_id) select gen_random_uuid(), id from product returning id),
              listing as (insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, external_id, seen_state)
                          select gen_random_uuid(), $2, p.producer_id, p.id, p.pack_id, pool.id, $1, 1, $1, $3 from product p, pool returning id),
              version as (insert into listing_version (id, listing_id, number, checksum, content) select gen_random_uuid(), id, 1, '', '{}' from listing returning id, listing_id)
         select from version`,
        [name, connectionId, seen],
      );
      await db.query(
        `update listing l set wanted_version_id = v.id, sent_version_id = v.id from listing_version v where v.listing_id = l.id and l.sku = $1`,
        [name],
      );
    };
    await put('Cam Cao Phong', 'live');
    await put('Cam sành Hàm Yên', 'rejected');
    const { operator } = people;
    expect(await names(operator, { platform: 'voso', state: 'live' })).toEqual(['Cam Cao Phong']);
    expect(await names(operator, { platform: 'voso', state: 'rejected' })).toEqual(['Cam sành Hàm Yên']);
    expect(await names(operator, { platform: 'voso', state: 'unpublished' })).toEqual(['Cam Cao Phong sấy dẻo']);
    expect(await names(operator, { platform: 'postmart', state: 'unpublished' })).toHaveLength(3);
    expect(await names(operator, { platform: 'voso' })).toEqual(['Cam sành Hàm Yên', 'Cam Cao Phong']);
    expect(await names(operator, { state: 'live', q: 'cam' })).toEqual(['Cam Cao Phong']);
    expect((await search(people.mai, { q: 'cam' })).items[0].listings).toEqual([{ platform: 'voso', sku: 'Cam Cao Phong', state: 'live' }]);
  });

  it.each(['relevance', 'name', 'newest'])(
    '[AP4] gives each product once, in order by %s, while others are added between the pages',
    async (sort) => {
      const owner = await app.person('producer');
      const producer = await app.producer(owner, '25');
      const add = async (name: string): Promise<void> => {
        expect((await owner.post(`/api/v1/producers/${producer}/products`, product(name))).status).toBe(201);
      };
      const before = ['Ổi lê', 'Ớt khô', 'Oản nếp', 'Đào khô', 'Dưa lưới', 'ổi xá lị', 'Nước ổi', 'Ổi lê'];
      for (const name of before) await add(name);
      const seen: string[] = [];
      const pageNames: string[] = [];
      let cursor: string | undefined;
      let added = 0;
      do {
        const page = await search(owner, { sort, limit: '3', ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...page.items.map((item: Json) => item.id));
        pageNames.push(...namesOf(page));
        cursor = page.next;
        if (cursor !== undefined) for (const name of ['A', 'Zz', 'Ổi lê']) await add(`${name}${sort === 'name' ? '' : ` ${added++}`} thêm`);
      } while (cursor !== undefined && seen.length < 100);
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter((name) => !pageNames.includes(name))).toEqual([]);
      expect(pageNames.filter((name) => before.includes(name))).toEqual(
        sort === 'name' ? [...before].sort(new Intl.Collator('vi').compare) : [...before].reverse(),
      );
    },
  );

  it('[AP4] puts whole names first, then those that begin so, and keeps to that from page to page', async () => {
    const owner = await app.person('producer');
    const producer = await app.producer(owner, '25');
    for (const name of ['Mứt quất', 'Quất', 'Quất cảnh', 'Trà quất', 'Quất sấy', 'QUẤT', 'Siro quất']) {
      await owner.post(`/api/v1/producers/${producer}/products`, product(name));
    }
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search(owner, { q: 'quat', limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      if (cursor === undefined) expect(page.total).toBe(7);
      all.push(...namesOf(page));
      cursor = page.next;
      await owner.post(`/api/v1/producers/${producer}/products`, product('Quất mới'));
    } while (cursor !== undefined);
    expect(all.filter((name) => name !== 'Quất mới')).toEqual([
      'QUẤT',
      'Quất',
      'Quất sấy',
      'Quất cảnh',
      'Siro quất',
      'Trà quất',
      'Mứt quất',
    ]);
  });

  it('refuses what it cannot look for, and names it', async () => {
    const { next } = await search(people.operator, { limit: '1', sort: 'name' });
    for (const [query, pointer] of [
      [{ stars: '6' }, '?stars'],
      [{ stars: 'năm' }, '?stars'],
      [{ ocopSets: '0' }, '?ocopSets'],
      [{ ocopSets: '1,27' }, '?ocopSets'],
      [{ provinceCode: '1' }, '?provinceCode'],
      [{ communeCode: 'abc' }, '?communeCode'],
      [{ producerId: 'x' }, '?producerId'],
      [{ state: 'sold' }, '?state'],
      [{ platform: "'" }, '?platform'],
      [{ sort: 'price' }, '?sort'],
      [{ limit: '101' }, '?limit'],
      [{ q: 'a'.repeat(101) }, '?q'],
    ] as const) {
      const { status, body } = await people.operator.get(path(query as Readonly<Record<string, string>>));
      expect([query, status, body.errors?.map((error: Json) => error.pointer)]).toEqual([query, 400, [pointer]]);
    }
    for (const cursor of ['x', next, `${next}A`, 'a'.repeat(1_400)]) {
      expect((await people.operator.get(path({ cursor, sort: 'newest' }))).body.type).toBe('urn:problem:cursor-invalid');
    }
    expect((await people.operator.get(path({ cursor: next, sort: 'name' }))).status).toBe(200);
  });
});

async function connect(app: TestApp): Promise<{ db: { query(sql: string, values?: unknown[]): Promise<unknown> }; connectionId: string }> {
  const db = app.app.get(Transactions).reader;
  const connectionId = newId();
  await db.query(
    `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, 'voso', 'shop', 'http://127.0.0.1:1', '', '')`,
    [connectionId],
  );
  return { db, connectionId };
}

const packOf = (sku: string): object => ({ sku, unit: 'kg', weightGrams: 1000, lengthCm: 20, widthCm: 20, heightCm: 10, priceVnd: 45_000 });
