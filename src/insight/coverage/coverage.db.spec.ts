import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { CoverageReader } from './coverage.reader';

const [DONG_VAN, OTHER] = ['00712', '00715'] as const;

describe('how far the products of a province are on platforms', () => {
  let database: TestDatabase;
  const coverage = new CoverageReader(new FakeClock(new Date('2026-11-22T02:00:00Z')));
  const shops = { voso: newId(), postmart: newId() };
  const run = <T>(sql: string, ...values: unknown[]): Promise<T[]> => rows<T>(database.db, sql, values);

  beforeAll(async () => {
    database = await openDatabase();
    await run(`insert into province (code, name, kind) values ('08', 'Tuyên Quang', 'tinh') on conflict do nothing`);
    for (const [code, name] of [
      [DONG_VAN, 'Đồng Văn'],
      [OTHER, 'Lũng Cú'],
    ])
      await run(
        `insert into commune (code, province_code, name, kind) values ($1, '08', $2, 'xa') on conflict (code) do update set province_code = '08', name = excluded.name`,
        code,
        name,
      );
    for (const [platform, id] of Object.entries(shops))
      await run(
        `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, $2, 'G', 'http://x', '', '')`,
        id,
        platform,
      );
    // Six producers in one commune, one in the other, one without a commune, one in another province; two products each.
    const homes = [...Array.from({ length: 6 }, () => [DONG_VAN, '08']), [OTHER, '08'], [null, '08'], [null, '66']];
    for (const [i, [commune, province]] of homes.entries()) {
      const producer = newId();
      await run(
        `insert into producer (id, kind, name, province_code, commune_code) values ($1, 'household', 'H', $2, $3)`,
        producer,
        province,
        commune,
      );
      for (const k of [0, 1]) await product(producer, k === 0, i < 3 ? ['voso', 'postmart'].slice(0, 1 + (i % 2)) : []);
    }
  });
  afterAll(() => database.drop());

  async function product(producer: string, hasStars: boolean, live: readonly string[]): Promise<void> {
    const [id, pack, pool] = [newId(), newId(), newId()];
    await run(`insert into product (id, producer_id, name, ocop_set) values ($1, $2, 'Mật ong', 4)`, id, producer);
    await run(
      `insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd) values ($1, $2, $3, 'hộp', 1, 1, 1, 1, 1)`,
      pack,
      id,
      `K-${pack}`,
    );
    await run(`insert into pool (id, product_id) values ($1, $2)`, pool, id);
    await run(
      `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state) values ($1, $2, 4, 'QĐ', 'UBND', '2025-01-01', $3, 'verified')`,
      ...[newId(), id, hasStars ? '2028-01-01' : '2026-11-21'],
    );
    for (const platform of live) {
      const [listing, version] = [newId(), newId()];
      await run(
        `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state, external_id) values ($1, $2, $3, $4, $5, $6, $7, 1, 'live', $7)`,
        ...[listing, platform === 'voso' ? shops.voso : shops.postmart, producer, id, pack, pool, `E-${listing}`],
      );
      await run(`insert into listing_version (id, listing_id, number, checksum, content) values ($1, $2, 1, 'x', '{}')`, version, listing);
      await run(`update listing set wanted_version_id = $2, sent_version_id = $2 where id = $1`, listing, version);
    }
  }

  it('[UI7] counts by commune what an independent count finds, each product once', async () => {
    const { total, communes, isDemonstration } = await coverage.ofProvince(database.db, '08', 'province');
    const [count] = await run<{ producers: number; products: number; live: number; stars: number }>(
      `select count(distinct p.id)::int as producers, count(distinct t.id)::int as products, count(distinct l.product_id)::int as live,
              count(distinct c.product_id) filter (where c.expires_on >= '2026-11-22')::int as stars
         from producer p join product t on t.producer_id = p.id join certificate c on c.product_id = t.id
         left join listing l on l.product_id = t.id and l.seen_state = 'live' where p.province_code = '08'`,
    );
    expect(total).toEqual({
      ...{ producers: count?.producers, products: count?.products, withStars: count?.stars, live: count?.live, withStarsLive: 3 },
      liveAt: [
        { platform: 'postmart', products: 2 },
        { platform: 'voso', products: 6 },
      ],
    });
    expect(total.live).toBe(6);
    expect(communes.map(({ communeName, isSmall, counts }) => [communeName, isSmall, counts?.producers, counts?.live])).toEqual([
      ['Đồng Văn', false, 6, 6],
      ['Lũng Cú', true, 1, 0],
      [null, true, 1, 0],
    ]);
    expect(isDemonstration).toBe(false);
  });

  it('[UI7] of a commune with fewer than five producers only the province itself is told', async () => {
    const { communes } = await coverage.ofProvince(database.db, '08', 'operator');
    expect(communes.map(({ counts }) => counts?.products ?? null)).toEqual([12, null, null]);
  });

  it('[UI7] a listing that is paused, held or rejected is not live', async () => {
    await run(`update listing set held_because = 'giấy hết hạn' where connection_id = $1`, shops.voso);
    const { total } = await coverage.ofProvince(database.db, '08', 'province');
    expect(total).toMatchObject({ live: 2, liveAt: [{ platform: 'postmart', products: 2 }] });
    await run(`update connection set is_practice = true`);
    expect((await coverage.ofProvince(database.db, '08', 'province')).isDemonstration).toBe(true);
  });
});
