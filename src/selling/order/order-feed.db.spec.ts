import { TEST_BOXES } from '../../../test/support/boxes';
import { PaperShop } from '../../../test/support/paper-shop';
import { poolOf, stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { FakeClock, newId, SystemClock } from '../../shared/kernel';
import { StockService } from '../stock/stock.service';
import { OrderFeed } from './order-feed.service';
import { OrderImport } from './order-import.service';

describe('asking for orders', () => {
  let database: TestDatabase;
  let feed: OrderFeed;
  beforeAll(async () => {
    database = await openDatabase();
    feed = new OrderFeed(database.transactions, new OrderImport(new StockService(), TEST_BOXES), new SystemClock());
  });
  afterAll(() => database.drop());

  async function open(onHand = 10) {
    const books = await stockedListing(database.db, onHand);
    const shop = new PaperShop(books.connection, 'sellable');
    shop.shelf(books.sku).number = 100;
    return { ...books, shop };
  }
  const pull = (shop: PaperShop): Promise<void> => feed.pull(shop.account(), 'open-orders', 60_000);
  const orders = (shop: PaperShop): Promise<{ id: string; trouble: string | null }[]> =>
    rows(database.db, 'select platform_order_id as id, trouble from market_order where connection_id = $1 order by placed_at, id', [
      shop.connectionId,
    ]);
  const feedOf = async (shop: PaperShop): Promise<{ until: Date | null; trouble: string | null; inMs: number }> => {
    const [found] = await rows<{ until: Date | null; trouble: string | null; inMs: number }>(
      database.db,
      `select complete_until as until, trouble, (extract(epoch from due_at - now()) * 1000)::int as "inMs" from order_feed where connection_id = $1`,
      [shop.connectionId],
    );
    if (!found) throw new Error('no feed');
    return found;
  };

  it('one order that cannot be stored holds up no other, and the list does not count as read', async () => {
    const { shop, sku } = await open();
    shop.buy(sku, 1);
    const bad = shop.buy(sku, 1);
    shop.buy(sku, 1);
    shop.orders[1] = {
      ...shop.now(bad ? bad.orderId : ''),
      platformState: 'a\u0000b',
    };
    await expect(pull(shop)).rejects.toThrow('1 orders cannot be taken in');
    expect(await orders(shop)).toHaveLength(2);
    expect(await feedOf(shop)).toMatchObject({ until: null, trouble: expect.stringMatching(/\S/) as string });
  });

  it('[CL6] [OF3] an order in trouble is tried again when what it lacks is there, also when its platform has long forgotten it', async () => {
    const { shop, sku, product, pool, listings } = await open(1);
    shop.shelf('LATER').number = 10;
    shop.buy(sku, 3);
    shop.buy('LATER', 2);
    await pull(shop);
    expect((await orders(shop)).map((order) => order.trouble)).toEqual(['not-enough-stock', 'unbound-sku: LATER']);
    shop.orders.length = 0;
    await pull(shop);
    expect((await poolOf(database.db, pool)).promised).toBe(0);
    await database.transactions.run((tx) => new StockService().count(tx, product, 9, newId(), null));
    await pull(shop);
    expect((await poolOf(database.db, pool)).promised).toBe(3);
    await rows(
      database.db,
      `with pack as (insert into pack (id, product_id, sku, unit, factor, weight_grams, length_cm, width_cm, height_cm, price_vnd)
                     values ($2, $3, 'LATER', 'chai', 2, 1, 1, 1, 1, 1) returning id)
       insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state)
       select $2, connection_id, producer_id, product_id, pack.id, pool_id, 'LATER', 2, 'live' from listing, pack where listing.id = $1`,
      [listings[0]?.id, newId(), product],
    );
    for (let i = 0; i < 3; i++) await pull(shop);
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 9, promised: 7, ledgerOnHand: 9, ledgerPromised: 7 });
    expect((await orders(shop)).map((order) => order.trouble)).toEqual([null, null]);
  });

  it('orders of other people’s goods are opened once, not at every look', async () => {
    const { shop } = await open();
    shop.shelf('NOT-OURS').number = 10;
    shop.buy('NOT-OURS', 1);
    await pull(shop);
    const touched = (): Promise<unknown> =>
      rows(database.db, 'select xmin::text from market_order where connection_id = $1', [shop.connectionId]);
    const before = await touched();
    await pull(shop);
    expect(await touched()).toEqual(before);
  });

  it('whoever asks for a look while one is under way gets another one', async () => {
    const { shop } = await open();
    await pull(shop);
    shop.once('after list', () => feed.soon(shop.connectionId));
    await pull(shop);
    expect(await feed.isDue(shop.connectionId)).toBe(true);
    await pull(shop);
    expect(await feed.isDue(shop.connectionId)).toBe(false);
  });

  it('is planned by the clock of the database, which also says what is due', async () => {
    const { shop } = await open();
    const ahead = new FakeClock(new Date(Date.now() + 7_200_000));
    await new OrderFeed(database.transactions, new OrderImport(new StockService(), TEST_BOXES), ahead).pull(
      shop.account(),
      'open-orders',
      60_000,
    );
    expect((await feedOf(shop)).inMs).toBeLessThanOrEqual(60_000);
    expect((await feedOf(shop)).inMs).toBeGreaterThan(50_000);
  });
});
