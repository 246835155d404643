import type { EntityManager } from 'typeorm';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { FakeClock } from '../../shared/kernel';
import { ProductSearch, type ProductWish } from './product-search';

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
               substr(md5(n::text), 1, 5),
               1 + n % 26, lpad((n % 3321)::text, 5, '0'), timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, ${PRODUCTS}) n;
      insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state)
        select ${uuid('3', 'n')}, ${uuid('2', 'n')}, case when n % 200 = 0 then 5 else 3 + n % 2 end, n::text, 'UBND', '2026-01-01', '2028-12-31', 'verified' from generate_series(1, ${PRODUCTS}, 2) n;
      insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd)
        select ${uuid('5', 'n')}, ${uuid('2', 'n')}, 'MA-' || n, 'kg', 1000, 20, 20, 10, 45000 from generate_series(1, ${PRODUCTS}) n;
      insert into account (id, phone, name, password_hash, role) values (${uuid('4', '1')}, '+84912000001', 'A', '', 'officer');
      insert into membership (producer_id, account_id, role) select ${uuid('1', 'n')}, ${uuid('4', '1')}, 'officer' from generate_series(1, 30) n;`);
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
  const plansOf = async (actor: Actor, wish: Omit<ProductWish, 'limit'>): Promise<{ found: number; isFuzzy: boolean; plans: string }> => {
    const statements: [string, unknown[]][] = [];
    const listening = {
      query: (sql: string, values: unknown[]) => {
        statements.push([sql, values]);
        return database.db.query(sql, values);
      },
    } as unknown as EntityManager; // all that `rows` calls of it
    const { ids, isFuzzy } = await search.find(listening, actor, { limit: 20, ...wish });
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
    ['a slip in one of several words', () => OPERATOR, () => ({ q: 'cma cao phong' }), 'product_words_idx'],
    ['a slip in a single word', () => OPERATOR, () => ({ q: 'tuyets' }), 'product_trigrams_idx'],
    ['a slip in one producer', () => OPERATOR, () => ({ q: 'mienn', producerId }), 'product_trigrams_idx'],
  ])('%s: by an index, never by reading all products', async (_, actor, wish, index) => {
    const { plans } = await plansOf(actor(), wish());
    expect(plans).toContain(index);
    expect(plans).not.toMatch(NO_SCAN);
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
