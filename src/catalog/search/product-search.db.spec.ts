import type { EntityManager } from 'typeorm';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { allWords, FakeClock } from '../../shared/kernel';
import { layInOldProvince } from '../reference/old-place.reader';
import { ProductSearch, type Narrowing, type ProductWish } from './product-search';

const PRODUCTS = 30_000;
const uuid = (kind: string, n: string): string => `('${kind}0000000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
const OPERATOR: Actor = { accountId: '00000000-0000-7000-8000-000000000000', role: 'operator', provinceCode: null };
const PROVINCE: Actor = { ...OPERATOR, role: 'province', provinceCode: '25' };

describe('how PostgreSQL finds products', () => {
  const search = new ProductSearch(new FakeClock(new Date('2026-11-21T02:00:00Z')));
  let database: TestDatabase;
  let officer: Actor;
  let producerId: string;

  beforeAll(async () => {
    database = await openDatabase();
    await database.db.query(`
      insert into producer (id, kind, name, province_code) select ${uuid('1', 'n')}, 'household', 'Hộ ' || n, lpad((1 + n % 34)::text, 2, '0') from generate_series(1, 1000) n;
      insert into product (id, producer_id, name, ocop_set, commune_code, created_at)
        select ${uuid('2', 'n')}, ${uuid('1', '1 + n % 1000')},
               (array['Cam', 'Chè', 'Mật ong', 'Rượu nếp', 'Gạo', 'Miến dong', 'Nước mắm', 'Tinh dầu'])[1 + n % 8] || ' ' ||
               (array['Cao Phong', 'Shan tuyết', 'bạc hà', 'Đồng Văn', 'Tân Lạc', 'sấy dẻo', 'đặc biệt', 'hữu cơ', 'Hoà Bình'])[1 + n / 8 % 9] || ' ' ||
               substr(md5(n::text), 1, 5) || case when n <= 2000 then ' cổ cam' else '' end,
               1 + n % 26, lpad((n % 3321)::text, 5, '0'), timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, ${PRODUCTS}) n;
      insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state)
        select ${uuid('3', 'n')}, ${uuid('2', 'n')}, case when n % 200 = 0 then 5 else 3 + n % 2 end, n::text, 'UBND', '2026-01-01', '2028-12-31', 'verified' from generate_series(1, ${PRODUCTS}, 2) n;
      insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd)
        select ${uuid('5', 'n')}, ${uuid('2', 'n')}, 'MA-' || n, 'kg', 1000, 20, 20, 10, 45000 from generate_series(1, ${PRODUCTS}) n;
      insert into product_readiness (product_id, platform, percent, is_ready, pauses_live, gaps, rule_revision, checked_at)
        select ${uuid('2', 'n')}, platform, n % 101, n % 101 = 100, false, '[]', 1, '2026-11-21' from generate_series(1, ${PRODUCTS}) n, unnest(array['postmart', 'voso']) platform;
      insert into province (code, name, kind) values ('08', 'Tuyên Quang', 'tinh');
      insert into commune (code, province_code, name, kind) select lpad(n::text, 5, '0'), '08', 'Xã ' || n, 'xa' from generate_series(1, 60) n;
      insert into old_province (code, name) values ('02', 'Hà Giang');
      insert into old_place (code, province_code, ward, district, province, ward_key, district_key, province_key, full_key)
        select 'x' || n, '02', '', '', '', '', '', '', '' from generate_series(1, 5000) n;
      insert into old_place_successor (old_code, commune_code, is_checked) select 'x' || n, lpad((1 + n % 60)::text, 5, '0'), true from generate_series(1, 5000) n;
      insert into account (id, phone_box, name, password_hash, role) values (${uuid('4', '1')}, '+84912000001', 'A', '', 'officer');
      insert into officer_area (account_id, province_code) select ${uuid('4', '1')}, lpad(n::text, 2, '0') from generate_series(1, 34) n;
      insert into consent (id, producer_id, purpose, text_version, text_sha256, signer_name, signer_relation, method, given_at, collected_by)
        select ${uuid('6', 'n')}, ${uuid('1', 'n')}, 'officer-acts-for-me', 1, sha256('one'), 'A', 'self', 'app-tap', '2026-01-01', ${uuid('4', '1')} from generate_series(1, 30) n;
      insert into mandate (id, producer_id, officer_id, officer_unit, rights, consent_id, valid_from, valid_until, granted_by, created_at)
        select ${uuid('7', 'n')}, ${uuid('1', 'n')}, ${uuid('4', '1')}, 'extension', '{profile.read}', ${uuid('6', 'n')}, '2026-01-01', '2036-01-01', ${uuid('4', '1')}, '2026-01-01'
        from generate_series(1, 30) n;`);
    await database.db.query('vacuum analyze'); // also moves new entries of the indexes to their place
    const [one] = await rows<{ producer: string; account: string }>(
      database.db,
      `select ${uuid('1', '7')} as producer, ${uuid('4', '1')} as account`,
    );
    producerId = one?.producer ?? '';
    officer = { accountId: one?.account ?? '', role: 'officer', provinceCode: null };
  });
  afterAll(() => database.drop());

  /** Searches, and answers the plans of all statements that it took, as text. */
  const plansOf = async (
    actor: Actor,
    wish: Omit<ProductWish, 'limit'>,
    narrowings: readonly Narrowing[] = [],
  ): Promise<{ found: number; isFuzzy: boolean; plans: string }> => {
    const statements: [string, unknown[]][] = [];
    const listening = {
      query: (sql: string, values: unknown[]) => {
        statements.push([sql, values]);
        return database.db.query(sql, values);
      },
    } as unknown as EntityManager; // all that `rows` calls of it
    const { ids, isFuzzy } = await search.find(listening, actor, { limit: 20, ...wish }, narrowings);
    const plans: string[] = [];
    for (const [sql, values] of statements) {
      const plan = await rows<{ 'QUERY PLAN': string }>(database.db, `explain ${sql}`, values);
      plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'));
    }
    return { found: ids.length, isFuzzy, plans: plans.join('\n\n') };
  };

  const NO_SCAN = /Seq Scan on (product|certificate|pack)\b/;

  it.each<[string, () => Actor, () => Omit<ProductWish, 'limit'>, string]>([
    ['rare words among all', () => OPERATOR, () => ({ q: 'cao phong 0a' }), 'product_words_idx'],
    ['a whole name among all', () => OPERATOR, () => ({ q: 'cam cao phong' }), 'product_words_idx'],
    ['words of one producer', () => OPERATOR, () => ({ q: 'mat ong', producerId }), 'product_producer_idx'],
    ['words of an officer’s producers', () => officer, () => ({ q: 'mat ong bac ha' }), 'product_words_idx'],
    ['words of a province', () => PROVINCE, () => ({ q: 'mat ong bac ha' }), 'product_words_idx'],
    ['a broad word, the newest first', () => OPERATOR, () => ({ q: 'cam', sort: 'newest' }), 'product_newest_idx'],
    ['a broad word by name', () => OPERATOR, () => ({ q: 'cam', sort: 'name' }), 'product_name_idx'],
    ['everything by name', () => OPERATOR, () => ({ sort: 'name' }), 'product_name_idx'],
    ['everything of a producer', () => OPERATOR, () => ({ producerId }), 'product_producer_idx'],
    ['a commune', () => OPERATOR, () => ({ communeCode: '00007' }), 'product_commune_idx'],
    ['few stars', () => OPERATOR, () => ({ stars: [5] }), 'certificate_stars_idx'],
    ['a code', () => OPERATOR, () => ({ q: 'HTX-01' }), 'pack_sku_unique'],
    ['what is ready for a platform', () => OPERATOR, () => ({ readinessAt: 'voso', readiness: 'ready' }), 'product_readiness_order_idx'],
    ['the most ready first', () => OPERATOR, () => ({ readinessAt: 'voso', sort: 'most-ready' }), 'product_readiness_order_idx'],
    ['the least ready of a province', () => PROVINCE, () => ({ readinessAt: 'voso', sort: 'least-ready' }), 'product_readiness_order_idx'],
    [
      'the most ready of those that are not',
      () => OPERATOR,
      () => ({ readinessAt: 'voso', readiness: 'not-ready', sort: 'most-ready' }),
      'product_readiness_order_idx',
    ],
    ['a slip in one of several words', () => OPERATOR, () => ({ q: 'cma cao phong' }), 'product_words_idx'],
    ['a slip in a single word', () => OPERATOR, () => ({ q: 'tuyets' }), 'product_trigrams_idx'],
    ['a slip in one producer', () => OPERATOR, () => ({ q: 'mienn', producerId }), 'product_trigrams_idx'],
  ])('%s: by an index, never by reading all products', async (_, actor, wish, index) => {
    const { plans } = await plansOf(actor(), wish());
    expect(plans).toContain(index);
    expect(plans).not.toMatch(NO_SCAN);
  });

  /** What relevance means, the slow way. */
  const relevant = async (q: string, limit: number): Promise<string[]> => {
    const found = await rows<{ id: string }>(
      database.db,
      `select id from product p where search_words @@ $2::tsquery
        order by case when search_name = $1 then 0 when starts_with(search_name, $1) then 1 else 2 end, created_at desc, id desc limit $3`,
      [q, allWords(q.split(' ')), limit],
    );
    return found.map(({ id }) => id);
  };

  it.each([
    ['a common word that some names begin with', 'cam', 6_000],
    ['a common word in the middle of names', 'ong', 500],
    ['a common word that none of the newest has', 'co', 3_000],
    ['common words of which none of the newest has both', 'ong co', 600],
    ['common words that never meet', 'mien ong', 100],
    ['a beginning of many words', 'c', 500],
    ['a rare word', '0a', 300],
    ['a rare word with common ones', 'cam 0a cao', 300],
    ['a whole name', 'cam cao phong', 600],
    ['a beginning and a common word behind it', 'cam c', 500],
  ])('[AP4] %s: page by page what is relevant, in its order', async (_, q, most) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { ids, next, isFuzzy } = await search.find(database.db, OPERATOR, { q, limit: 100, cursor });
      if (!isFuzzy) seen.push(...ids);
      cursor = next;
    } while (cursor !== undefined && seen.length < most);
    expect(seen).toEqual(await relevant(q, most));
  });

  it('neither sorts nor counts what many products have', async () => {
    const { found, plans } = await plansOf(OPERATOR, { q: 'c' });
    expect(found).toBe(20);
    expect(plans).not.toContain('product_words_idx');
    expect(plans).not.toContain('Aggregate');
  });

  it('where an old province lay: by the index of communes, never by reading all products', async () => {
    const { found, plans } = await plansOf(OPERATOR, { sort: 'name' }, [(bind) => layInOldProvince('p.commune_code', '02', bind)]);
    expect(found).toBe(20);
    expect(plans).toContain('product_commune_idx');
    expect(plans).not.toMatch(NO_SCAN);
  });

  it('gives everything in the order of how ready it is, page by page, with nothing sorted', async () => {
    const page = (cursor?: string) => search.find(database.db, officer, { readinessAt: 'voso', sort: 'most-ready', limit: 100, cursor });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { ids, next } = await page(cursor);
      seen.push(...ids);
      cursor = next;
    } while (cursor !== undefined);
    const right = await rows<{ id: string }>(
      database.db,
      `select p.id from product p join product_readiness r on r.product_id = p.id and r.platform = 'voso'
        where p.producer_id in (select producer_id from mandate) order by r.percent desc, p.id desc`,
    );
    expect(seen).toEqual(right.map(({ id }) => id));
    const { plans } = await plansOf(OPERATOR, { readinessAt: 'voso', sort: 'most-ready' });
    expect(plans).not.toContain('Sort');
  });

  it('counts to a thousand and one, not further', async () => {
    expect(await search.find(database.db, OPERATOR, { q: 'cam', limit: 20 })).toMatchObject({ total: 1_001 });
    expect(await search.find(database.db, OPERATOR, { q: 'cam cao phong', limit: 20 })).toMatchObject({ total: expect.any(Number) });
    expect((await search.find(database.db, OPERATOR, { q: 'cao phong', limit: 20, communeCode: '00007' })).total).toBeLessThan(10);
  });

  it('wants to know whose products may be seen', async () => {
    await expect(search.find(database.db, null, { q: 'cam', limit: 20 })).rejects.toThrow('producer');
  });
});
