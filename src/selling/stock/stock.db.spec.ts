import { Client } from 'pg';
import { poolOf, stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { StockService } from './stock.service';

const BUYERS = 50;

describe('the stock ledger', () => {
  let database: TestDatabase;
  const stock = new StockService();
  const actor = newId();
  beforeAll(async () => {
    database = await openDatabase([], BUYERS + 5);
  });
  afterAll(() => database.drop());

  it('[ST1] fifty buyers at once for the last unit, each on a connection of its own: one gets it, and the counter equals the ledger', async () => {
    for (let round = 0; round < 20; round++) {
      const { pool } = await stockedListing(database.db, 1);
      const answers = await Promise.all(
        Array.from({ length: BUYERS }, () => database.transactions.run((tx) => stock.reserve(tx, pool, 1, null))),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await poolOf(database.db, pool)).toEqual({ onHand: 1, promised: 1, ledgerOnHand: 1, ledgerPromised: 1 });
    }
    const [connections] = await rows<{ n: number }>(
      database.db,
      `select count(*)::int as n from pg_stat_activity where datname = current_database()`,
    );
    expect(connections?.n).toBeGreaterThanOrEqual(BUYERS);
  });

  it('[ST1] the database itself refuses to promise more than was counted, whatever statement asks for it', async () => {
    const { pool } = await stockedListing(database.db, 3);
    const uncounted = await stockedListing(database.db, null);
    for (const [id, promised] of [
      [pool, 4],
      [pool, -1],
      [uncounted.pool, 1],
    ] as const)
      await expect(rows(database.db, 'update pool set promised = $2 where id = $1', [id, promised])).rejects.toThrow(
        'violates check constraint',
      );
  });

  it('[ST1] without the guard the same fifty buyers oversell, so the test above can fail', async () => {
    const { pool } = await stockedListing(database.db, 1);
    await rows(database.db, 'alter table pool drop constraint pool_never_oversold');
    const clients = await Promise.all(
      Array.from({ length: BUYERS }, async () => {
        const client = new Client({ connectionString: database.url });
        await client.connect();
        return client;
      }),
    );
    try {
      const taken = await Promise.all(
        clients.map(async (client) => {
          const before = await client.query<{ free: number }>('select on_hand - promised as free from pool where id = $1', [pool]);
          if ((before.rows[0]?.free ?? 0) < 1) return false;
          await client.query('update pool set promised = promised + 1 where id = $1', [pool]);
          return true;
        }),
      );
      expect(taken.filter(Boolean).length).toBeGreaterThan(1);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
      await rows(database.db, 'delete from listing where pool_id = $1', [pool]);
      await rows(database.db, 'update pool set promised = 0 where id = $1', [pool]);
      await rows(database.db, 'alter table pool add constraint pool_never_oversold check (promised <= coalesce(on_hand, 0))');
    }
  });

  it('[ST8] stock that was never counted can be neither promised nor adjusted', async () => {
    const { pool, product } = await stockedListing(database.db, null);
    expect(await database.transactions.run((tx) => stock.reserve(tx, pool, 1, null))).toBe(false);
    await expect(database.transactions.run((tx) => stock.adjust(tx, product, 5, actor, null))).rejects.toMatchObject({
      kind: { code: 'stock-unknown' },
    });
    expect((await poolOf(database.db, pool)).onHand).toBeNull();
  });

  it('[ST3] the ledger is append-only, also for plain SQL', async () => {
    const { pool } = await stockedListing(database.db, 3);
    await expect(rows(database.db, 'update stock_move set on_hand_change = 9 where pool_id = $1', [pool])).rejects.toThrow('never changed');
    await expect(rows(database.db, 'delete from stock_move where pool_id = $1', [pool])).rejects.toThrow('never changed');
  });

  it('[ST3] a line is promised once and leaves once, whoever asks for it again', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 10);
    const line = newId();
    await rows(
      database.db,
      `with placed as (
         insert into market_order (id, connection_id, platform_order_id, stage, platform_state, payment, cash_on_delivery, total, fees, buyer_box, placed_at)
         values ($1, $2, 'P-1', 'confirmed', '', 'paid', 0, 0, 0, '', now()) returning id)
       insert into order_line (id, order_id, line_id, sku, quantity, unit_price) select $3, id, '1', $4, 2, 1 from placed`,
      [newId(), connection, line, sku],
    );
    const promise = (): Promise<boolean> => database.transactions.run((tx) => stock.reserve(tx, pool, 2, line));
    const leave = (): Promise<boolean> =>
      database.transactions.run((tx) => stock.moveLine(tx, pool, { kind: 'shipped', onHandChange: -2, promisedChange: -2 }, line));
    expect(await promise()).toBe(true);
    await expect(promise()).rejects.toThrow('stock_move_line_once');
    expect(await leave()).toBe(true);
    await expect(leave()).rejects.toThrow();
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 8, promised: 0, ledgerOnHand: 8, ledgerPromised: 0 });
  });

  it('a count below what buyers were promised is refused and changes nothing', async () => {
    const { pool, product } = await stockedListing(database.db, 5);
    await database.transactions.run((tx) => stock.reserve(tx, pool, 4, null));
    await expect(database.transactions.run((tx) => stock.count(tx, product, 3, actor, null))).rejects.toMatchObject({
      kind: { code: 'not-enough-stock' },
    });
    await expect(database.transactions.run((tx) => stock.adjust(tx, product, -2, actor, null))).rejects.toMatchObject({
      kind: { code: 'not-enough-stock' },
    });
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 5, promised: 4, ledgerOnHand: 5, ledgerPromised: 4 });
  });

  it('finds counters that differ from their ledger', async () => {
    const { pool } = await stockedListing(database.db, 5);
    expect(await stock.findDrift(database.db)).toEqual([]);
    await rows(database.db, 'update pool set on_hand = 6 where id = $1', [pool]);
    expect(await stock.findDrift(database.db)).toEqual([{ poolId: pool, reason: 'counter differs from ledger' }]);
    await rows(database.db, 'update pool set on_hand = 5 where id = $1', [pool]);
  });
});
