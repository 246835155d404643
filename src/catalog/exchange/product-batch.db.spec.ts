import { stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { planRows, productKey, type WantedRow } from './import-plan.rules';
import { ProductBatch } from './product-batch.writer';

const NOW = new Date('2026-11-22T02:00:00Z');

const wantedRow = (at: number): WantedRow => ({
  number: at + 2,
  key: productKey(`Mật ong lô ${at}`, 4),
  product: { name: `Mật ong lô ${at}`, ocopSet: 4 },
  pack: { unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 },
  certificate: { number: `${at}/QĐ`, stars: 4, issuedBy: 'UBND tỉnh', issuedOn: '2026-01-01', expiresOn: '2029-01-01' },
});

describe('many products written at once', () => {
  let database: TestDatabase;
  const batch = new ProductBatch();
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  async function producer(): Promise<string> {
    const id = newId();
    await rows(database.db, `insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')`, [id]);
    return id;
  }
  async function take(producerId: string, wanted: readonly WantedRow[]): Promise<readonly string[]> {
    return database.transactions.run(async (tx) => {
      const idsByKey = await batch.keys(tx, producerId);
      const plan = planRows(wanted, await batch.registered(tx, producerId, wanted, idsByKey, [], true), newId);
      await batch.write(tx, producerId, plan, null, NOW);
      return plan.newProducts.map(({ id }) => id);
    });
  }
  /** Versions that are not what the product is now, or are missing. */
  const wrongVersions = async (producerId: string): Promise<number> =>
    (
      await rows<{ count: number }>(
        database.db,
        `select count(*)::int as count from product p left join product_version v on v.product_id = p.id and v.version = p.version
         where p.producer_id = $1 and v.state is distinct from product_state(p.id)`,
        [producerId],
      )
    )[0]?.count ?? -1;
  const due = (): Promise<{ productId: string }[]> =>
    rows(database.db, 'select distinct product_id as "productId" from readiness_due order by product_id');
  const asked = (): Promise<{ productId: string }[]> =>
    rows(database.db, 'select product_id as "productId" from product_recheck order by product_id');
  const those = (ids: readonly string[]): { productId: string }[] => [...ids].sort().map((productId) => ({ productId }));

  it('each keep their version with their packs, when they are made and when they are changed', async () => {
    const producerId = await producer();
    const wanted = Array.from({ length: 30 }, (_, at) => wantedRow(at));
    const ids = await take(producerId, wanted);
    expect(ids).toHaveLength(30);
    expect(await wrongVersions(producerId)).toBe(0);
    await take(
      producerId,
      wanted.map((row) => ({ ...row, pack: { ...row.pack, priceVnd: 360_000 } })),
    );
    expect(await wrongVersions(producerId)).toBe(0);
    const versions = await rows(
      database.db,
      `select v.version, count(*)::int, min(state -> 'packs' -> 0 ->> 'priceVnd') as price
      from product_version v join product p on p.id = v.product_id where p.producer_id = $1 group by v.version order by v.version`,
      [producerId],
    );
    expect(versions).toEqual([
      { version: 1, count: 30, price: '350000' },
      { version: 2, count: 30, price: '360000' },
    ]);
  });

  it('keep their version as it is at the commit, also when nobody asks for it', async () => {
    const producerId = await producer();
    const id = newId();
    await database.transactions.run(async (tx) => {
      await rows(tx, `insert into product (id, producer_id, name, ocop_set) values ($1, $2, 'Chè', 1)`, [id, producerId]);
      await rows(tx, `update product set version = version + 1, name = 'Chè xanh' where id = $1`, [id]);
      await rows(
        tx,
        `insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd) values ($1, $2, $3, 'gói', 1, 1, 1, 1, 1000)`,
        [newId(), id, `CHE-${id.slice(-8).toUpperCase()}`],
      );
    });
    expect(await wrongVersions(producerId)).toBe(0);
    const kept = await rows(database.db, 'select version from product_version where product_id = $1', [id]);
    expect(kept).toEqual([{ version: 2 }]);
  });

  it('are each marked to be judged anew, by one statement of each kind', async () => {
    const producerId = await producer();
    await rows(database.db, 'delete from readiness_due');
    const ids = await take(
      producerId,
      Array.from({ length: 5 }, (_, at) => wantedRow(at)),
    );
    const statements: readonly (readonly [string, readonly unknown[]])[] = [
      [`update certificate set state = 'verified' where product_id = any($1::uuid[])`, [ids]],
      [`update product set description = 'Thu vào mùa đông.' where id = any($1::uuid[])`, [ids]],
      ['delete from certificate where product_id = any($1::uuid[])', [ids]],
      ['delete from pack where product_id = any($1::uuid[])', [ids]],
      [
        `insert into document (id, producer_id, product_id, type, scope, number, issuer, issued_on)
         select gen_random_uuid(), $2, id, 'food-safety', 'product', id::text, 'Sở', '2026-01-01' from unnest($1::uuid[]) as given (id)`,
        [ids, producerId],
      ],
      [`update document set state = 'verified' where product_id = any($1::uuid[])`, [ids]],
      ['delete from document where product_id = any($1::uuid[])', [ids]],
      // Of the producer itself: all of its products.
      [
        `insert into document (id, producer_id, type, scope, number, issuer, issued_on) values ($1, $2, 'food-safety', 'producer', '1', 'Sở', '2026-01-01')`,
        [newId(), producerId],
      ],
    ];
    expect(await due()).toEqual(those(ids));
    for (const [sql, parameters] of statements) {
      await rows(database.db, 'delete from readiness_due');
      await rows(database.db, sql, parameters);
      expect([sql, await due()]).toEqual([sql, those(ids)]);
    }
  });

  it('are looked at again by the rules when their papers change and they are listed', async () => {
    const shops = [await stockedListing(database.db, 10), await stockedListing(database.db, 10)];
    const [first] = shops;
    const listed = shops.map(({ product }) => product);
    const unlisted = await take(await producer(), [wantedRow(0)]);
    const papers = `select gen_random_uuid(), id, 4, 'QĐ-9', 'UBND', '2026-01-01'::date, '2029-01-01'::date from unnest($1::uuid[]) as given (id)`;
    const statements: readonly (readonly [string, readonly unknown[], readonly string[]])[] = [
      [
        `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on) ${papers}`,
        [[...listed, ...unlisted]],
        listed,
      ],
      [`update certificate set state = 'verified' where product_id = any($1::uuid[])`, [[...listed, ...unlisted]], listed],
      ['delete from certificate where product_id = any($1::uuid[])', [[...listed, ...unlisted]], listed],
      [
        `insert into document (id, producer_id, type, scope, number, issuer, issued_on) values ($1, $2, 'food-safety', 'producer', '1', 'Sở', '2026-01-01')`,
        [newId(), first?.producer],
        listed.slice(0, 1),
      ],
      [
        `insert into document (id, producer_id, product_id, type, scope, number, issuer, issued_on)
         select gen_random_uuid(), p.producer_id, p.id, 'food-safety', 'product', '2', 'Sở', '2026-01-01' from product p where p.id = any($1::uuid[])`,
        [[...listed, ...unlisted]],
        listed,
      ],
      [`update document set state = 'verified'`, [], listed],
      ['delete from document', [], listed],
    ];
    for (const [sql, parameters, expected] of statements) {
      await rows(database.db, 'delete from product_recheck');
      await rows(database.db, sql, parameters);
      expect([sql, await asked()]).toEqual([sql, those(expected)]);
    }
  });
});
