import { TEST_BOXES } from '../../../test/support/boxes';
import { stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { registry } from '../../../test/support/paper-shop';
import type { RemoteOrder } from '../../platform';
import { rows } from '../../shared/db';
import { newId, SystemClock } from '../../shared/kernel';
import { OrderImport } from '../order/order-import.service';
import { ShareService } from './share.service';
import { StockService } from './stock.service';

interface Share {
  readonly target: number;
  readonly dirty: boolean;
}

describe('the shares of a pool', () => {
  let database: TestDatabase;
  const shares = new ShareService(registry, new SystemClock());
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  /** One product at two shops, 20 units. */
  async function open() {
    const books = await stockedListing(database.db, 20);
    const other = await stockedListing(database.db, null);
    const [listing] = books.listings;
    if (!listing) throw new Error('no listing');
    const second = newId();
    await rows(
      database.db,
      `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state)
       select $1, $2, producer_id, product_id, pack_id, pool_id, sku, factor, 'live' from listing where id = $3`,
      [second, other.connection, listing.id],
    );
    for (const id of [listing.id, second]) {
      await rows(
        database.db,
        `with version as (insert into listing_version (id, listing_id, number, checksum, content) values ($2, $1, 1, 'x', '{}') returning id)
         update listing set wanted_version_id = version.id from version where listing.id = $1`,
        [id, newId()],
      );
    }
    await rows(database.db, 'update pool set dirty = true where id = $1', [books.pool]);
    const shareOf = async (id: string): Promise<Share> => {
      const [found] = await rows<Share>(database.db, 'select target, stock_dirty as dirty from listing where id = $1', [id]);
      if (!found) throw new Error('no such listing');
      return found;
    };
    return {
      pool: books.pool,
      connection: books.connection,
      sku: books.sku,
      targets: async () => Promise.all([shareOf(listing.id), shareOf(second)]),
    };
  }
  const plan = (): Promise<unknown> => database.transactions.run((tx) => shares.planDirtyPools(tx));

  it('[OP4] are worked out anew when a shop is paused, and when it is resumed', async () => {
    const { connection, targets } = await open();
    await plan();
    expect((await targets()).map(({ target }) => target)).toEqual([10, 10]);
    await rows(database.db, 'update connection set is_paused = true where id = $1', [connection]);
    await plan();
    expect((await targets()).map(({ target }) => target)).toEqual([0, 20]);
    await rows(database.db, 'update connection set is_paused = false where id = $1', [connection]);
    await plan();
    expect((await targets()).map(({ target }) => target)).toEqual([10, 10]);
  });

  it('[N1] leave alone what orders in trouble wait for', async () => {
    const { connection, pool, sku, targets } = await open();
    const imports = new OrderImport(new StockService(), TEST_BOXES);
    const order = (orderId: string, quantity: number): RemoteOrder => ({
      orderId,
      stage: 'awaiting-seller',
      platformState: 'new',
      createdAt: new Date(),
      payment: 'paid',
      cashOnDelivery: 0,
      total: 1000,
      fees: 0,
      receiver: { name: 'N', phone: '09', address: 'x', addressScheme: 'unknown' },
      lines: [{ lineId: '1', sku, quantity, unitPrice: 1000 }],
    });
    const take = (seen: RemoteOrder): Promise<unknown> => database.transactions.run((tx) => imports.take(tx, connection, seen, 'poll'));
    await plan();
    await take(order('A', 15));
    await take(order('B', 9)); // 5 are left, and all of them are for this one
    await plan();
    expect((await targets()).map(({ target }) => target)).toEqual([0, 0]);
    await rows(database.db, 'update pool set on_hand = 30, dirty = true where id = $1', [pool]);
    await plan();
    expect((await targets()).reduce((sum, { target }) => sum + target, 0)).toBe(6);
  });

  it('are not worked out anew when a shop is only renamed', async () => {
    const { connection, pool } = await open();
    await plan();
    await rows(database.db, `update connection set name = 'other', is_paused = false where id = $1`, [connection]);
    expect(await rows(database.db, 'select 1 from pool where id = $1 and dirty', [pool])).toEqual([]);
  });

  it('two planners and an operator at once do not wait in a circle', async () => {
    const books = await Promise.all([open(), open(), open()]);
    for (let round = 0; round < 10; round++) {
      for (const { pool } of books) await rows(database.db, 'update pool set dirty = true where id = $1', [pool]);
      const connections = books.map(({ connection }) => connection);
      await Promise.all([
        plan(),
        plan(),
        rows(database.db, 'update connection set is_paused = not is_paused where id = $1', [connections[round % 3]]),
      ]);
    }
    await rows(database.db, 'update connection set is_paused = false');
    await plan();
    for (const { targets } of books) expect((await targets()).map(({ target }) => target)).toEqual([10, 10]);
  });
});
