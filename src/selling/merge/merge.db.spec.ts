import { poolOf, stockedListing } from '../../../test/support/books';
import { TEST_BOXES } from '../../../test/support/boxes';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { sqlState, rows, violatedConstraint } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { OrderImport } from '../order/order-import.service';
import { StockService } from '../stock/stock.service';
import { moveRows } from '../../people';
import { sellingMergePlan } from './selling-merge-plan';

describe('a merge and what happens at the same moment', () => {
  let database: TestDatabase;
  const imports = new OrderImport(new StockService(), TEST_BOXES);
  beforeAll(async () => {
    database = await openDatabase([], 30);
  });
  afterAll(() => database.drop());

  const sell = (connectionId: string, sku: string, orderId = 'P-1'): Promise<unknown> =>
    database.transactions.run((tx) =>
      imports.take(
        tx,
        connectionId,
        {
          ...{
            orderId,
            stage: 'awaiting-seller',
            platformState: 'new',
            createdAt: new Date(),
            payment: 'cod',
            cashOnDelivery: 1,
            total: 1,
            fees: 0,
          },
          receiver: { name: 'Người mua', phone: '0900000001', address: 'Hà Nội', addressScheme: 'unknown' },
          lines: [{ lineId: '1', sku, quantity: 2, unitPrice: 1 }],
        },
        'webhook',
      ),
    );
  const producer = async (): Promise<string> => {
    const id = newId();
    await rows(database.db, `insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')`, [id]);
    return id;
  };
  /** The part of a merge that others can run into; `meanwhile` is started once the locks are held. */
  async function merge(from: string, into: string, meanwhile: () => Promise<unknown>): Promise<unknown> {
    const by = newId();
    await rows(database.db, `insert into account (id, phone_box, name, role, password_hash) values ($1, '', 'Người gộp', 'operator', '')`, [
      by,
    ]);
    let running: Promise<unknown> | undefined;
    await database.transactions.run(async (tx) => {
      await rows(tx, 'select from producer where id = any($1) order by id for update', [[from, into]]);
      await moveRows(tx, sellingMergePlan, from, into);
      running ??= meanwhile().catch((error: unknown) => error);
      await waitsForLock();
      await rows(
        tx,
        `insert into producer_merge (from_id, into_id, now_id, merged_at, merged_by, shown_sha256, moved) values ($1, $2, $2, now(), $3, '', '{}')`,
        [from, into, by],
      );
    });
    return running;
  }
  /** Somebody waits for a row that we hold. */
  async function waitsForLock(): Promise<void> {
    for (;;) {
      const [waiting] = await rows<{ n: number }>(
        database.db,
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if ((waiting?.n ?? 0) > 0) return;
    }
  }

  it('[PD7] [ST1] an order that comes in the middle of it is the sale of the producer that is left, once', async () => {
    const { connection, pool, producer: from, sku } = await stockedListing(database.db, 10);
    const into = await producer();
    await merge(from, into, () => sell(connection, sku));
    await sell(connection, sku);
    expect(await rows(database.db, 'select producer_id, quantity from order_line where pool_id = $1', [pool])).toEqual([
      { producer_id: into, quantity: 2 },
    ]);
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 10, promised: 2, ledgerOnHand: 10, ledgerPromised: 2 });
  });

  it('[PD7] whatever is begun for the producer that goes is refused, and nothing of it is left', async () => {
    const { producer: from, connection } = await stockedListing(database.db, 1);
    const into = await producer();
    const error = await merge(from, into, () =>
      rows(database.db, `insert into product (id, producer_id, name, ocop_set) values ($1, $2, 'Trà', 11)`, [newId(), from]),
    );
    expect([sqlState(error), violatedConstraint(error)]).toEqual(['23514', 'producer_is_merged']);
    expect(await rows(database.db, 'select 1 from listing where producer_id = $1 and connection_id = $2', [from, connection])).toEqual([]);
    const changed = rows(database.db, `update producer set name = 'Tên khác' where id = $1`, [from]).catch(violatedConstraint);
    expect(await changed).toBe('producer_is_merged');
    const moved = rows(database.db, 'update listing set producer_id = $1 where producer_id = $2', [from, into]).catch(violatedConstraint);
    expect(await moved).toBe('producer_is_merged');
  });

  it('[PD7] a producer is never merged into itself', async () => {
    const [id, by] = [await producer(), newId()];
    await rows(database.db, `insert into account (id, phone_box, name, role, password_hash) values ($1, '', 'Người gộp', 'operator', '')`, [
      by,
    ]);
    const same = rows(
      database.db,
      `insert into producer_merge (from_id, into_id, now_id, merged_at, merged_by, shown_sha256, moved) values ($1, $1, $1, now(), $2, '', '{}')`,
      [id, by],
    ).catch(violatedConstraint);
    expect(await same).toBe('producer_merge_of_two');
  });
});
