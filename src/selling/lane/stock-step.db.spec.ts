import { TEST_BOXES } from '../../../test/support/boxes';
import { lostAnswer, PaperShop, quietHold } from '../../../test/support/paper-shop';
import { poolOf, stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { until } from '../../../test/support/market';
import type { DataSource, EntityManager } from 'typeorm';
import type { Capabilities, RemoteOrder } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { newId, SystemClock } from '../../shared/kernel';
import { OrderFeed } from '../order/order-feed.service';
import { OrderImport } from '../order/order-import.service';
import { LaneLost } from '../../sync';
import { StockService } from '../stock/stock.service';
import { StockStepper } from './stock-step';

interface Share {
  readonly granted: number;
  readonly shown: number | null;
  readonly dirty: boolean;
}

describe('telling platforms their shares', () => {
  let database: TestDatabase;
  let imports: OrderImport;
  let stepper: StockStepper;
  beforeAll(async () => {
    database = await openDatabase();
    imports = new OrderImport(new StockService(), TEST_BOXES);
    stepper = new StockStepper(database.transactions, new OrderFeed(database.transactions, imports, new SystemClock()));
  });
  afterAll(() => database.drop());

  async function open(meaning: Capabilities['stockMeaning'], onHand: number, more: { packs?: number; factor?: number } = {}) {
    const books = await stockedListing(database.db, onHand, more);
    return { ...books, shop: new PaperShop(books.connection, meaning), listing: books.listings[0]?.id ?? '' };
  }
  const want = (listingId: string, target: number): Promise<unknown> =>
    rows(database.db, 'update listing set target = $2, stock_dirty = true, stock_due_at = now() where id = $1', [listingId, target]);
  /** Everything that is due for this shop, as the lane does it. */
  async function tell(shop: PaperShop): Promise<void> {
    for (let round = 0; round < 20; round++) {
      await rows(database.db, 'update listing set stock_due_at = now() where connection_id = $1', [shop.connectionId]);
      if ((await stepper.step(shop.account(), quietHold(shop.connectionId))) === 0) return;
    }
    throw new Error('the shop is told again and again');
  }
  const step = (shop: PaperShop): Promise<number> => stepper.step(shop.account(), quietHold(shop.connectionId));
  const take = (shop: PaperShop, order: RemoteOrder): Promise<unknown> =>
    database.transactions.run((tx) => imports.take(tx, shop.connectionId, shop.now(order.orderId), 'webhook'));
  async function share(listingId: string): Promise<Share> {
    const [found] = await rows<Share>(database.db, 'select granted, shown, stock_dirty as dirty from listing where id = $1', [listingId]);
    if (!found) throw new Error('no such listing');
    return found;
  }
  /** A listing of the same product at another shop. */
  async function alsoAt(books: Awaited<ReturnType<typeof open>>, meaning: Capabilities['stockMeaning']) {
    const other = await stockedListing(database.db, null);
    const listing = newId();
    await rows(
      database.db,
      `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state)
       select $1, $2, producer_id, product_id, pack_id, pool_id, sku, factor, 'live' from listing where id = $3`,
      [listing, other.connection, books.listing],
    );
    return { listing, shop: new PaperShop(other.connection, meaning), sku: books.sku };
  }
  function bought(order: RemoteOrder | false): RemoteOrder {
    if (!order) throw new Error('the shop had too little');
    return order;
  }

  it('[N1] units given back while a shop is found to have no room for them are not forgotten', async () => {
    const books = await open('sellable', 10);
    const other = await alsoAt(books, 'sellable');
    await rows(database.db, 'update listing set granted = 10, shown = 10 where id = $1', [other.listing]);
    await rows(database.db, 'update listing set shown = 0 where id = $1', [books.listing]);
    await want(books.listing, 10);
    const meanwhile = new AfterReading(database.dataSource, /as room from listing/, async () => {
      await rows(database.db, 'update listing set granted = 0, shown = 0 where id = $1', [other.listing]);
      await want(books.listing, 10); // as the plan does it
    });
    const interrupted = new StockStepper(meanwhile, new OrderFeed(meanwhile, imports, new SystemClock()));
    await interrupted.step(books.shop.account(), quietHold(books.shop.connectionId));
    expect(meanwhile.happened).toBe(true);
    expect(await share(books.listing)).toMatchObject({ dirty: true });
    await tell(books.shop);
    expect(books.shop.sellable(books.sku)).toBe(10);
  });

  it('[N1] a buyer who comes while orders are asked for cannot buy units that are granted again', async () => {
    const { shop, sku, listing } = await open('sellable', 10);
    await want(listing, 5);
    await tell(shop);
    expect(shop.sellable(sku)).toBe(5);
    await want(listing, 10);
    shop.once('after list', () => void shop.buy(sku, 3));
    await tell(shop);
    expect(shop.sold + shop.sellable(sku)).toBeLessThanOrEqual(10);
  });

  it.each(['sellable', 'on-hand'] as const)(
    '[ST6] what was bought at a %s shop before is in the books before it may sell more',
    async (meaning) => {
      const { shop, sku, listing } = await open(meaning, 10);
      await want(listing, 5);
      await tell(shop);
      shop.buy(sku, 3);
      await want(listing, 10);
      await tell(shop);
      expect(shop.sold + shop.sellable(sku)).toBe(10);
      expect(await share(listing)).toEqual({ granted: 7, shown: 7, dirty: false });
    },
  );

  it('[N1] [OF6] units that a cancellation puts back on sale by itself, while all is frozen, are not granted a second time', async () => {
    const { shop, sku, listing } = await open('sellable', 10);
    await want(listing, 10);
    await tell(shop);
    const first = bought(shop.buy(sku, 4));
    await take(shop, first);
    await want(listing, 6);
    await rows(database.db, 'update listing set shown = null where id = $1', [listing]);
    shop.once('before list', () => shop.cancel(first)); // the list tells of it
    shop.once('after list', () => void shop.buy(sku, 4)); // and not of this one, who buys what came back
    await want(listing, 10);
    await tell(shop);
    expect(shop.sold + shop.sellable(sku)).toBeLessThanOrEqual(10);
  });

  it('a cancellation that our number has overwritten is told again, so that nothing is kept from buyers', async () => {
    const { shop, sku, listing } = await open('sellable', 10);
    await want(listing, 10);
    await tell(shop);
    const order = bought(shop.buy(sku, 4));
    await take(shop, order);
    shop.once('after list', () => shop.cancel(order));
    await want(listing, 5);
    await tell(shop);
    expect(shop.sellable(sku)).toBe(5);
    await want(listing, 9);
    await take(shop, order);
    await tell(shop);
    expect([shop.sellable(sku), (await share(listing)).granted]).toEqual([9, 9]);
    await want(listing, 10);
    await tell(shop);
    expect(shop.sellable(sku)).toBe(10);
  });

  it('[N1] a shop that counts open orders itself never gets to sell what the courier has taken meanwhile', async () => {
    const { shop, sku, listing } = await open('on-hand', 10);
    await want(listing, 5);
    await tell(shop);
    const order = bought(shop.buy(sku, 4));
    await take(shop, order);
    shop.once('after list', () => shop.pickUp(order)); // we count it as open, the platform does not any more
    await want(listing, 6);
    await tell(shop);
    expect(shop.sellable(sku)).toBe(6);
    await take(shop, order);
    await tell(shop);
    expect([shop.sellable(sku), await share(listing)]).toEqual([6, { granted: 6, shown: 6, dirty: false }]);
  });

  it('[N1] and is put right when a new order has hidden from us that another one left', async () => {
    const { shop, sku, listing } = await open('on-hand', 10);
    await want(listing, 6);
    await tell(shop);
    const old = bought(shop.buy(sku, 2));
    await take(shop, old);
    shop.once('after list', () => {
      shop.pickUp(old);
      shop.buy(sku, 2);
    });
    await want(listing, 8);
    await tell(shop);
    for (const order of shop.orders) await take(shop, order);
    await tell(shop);
    expect(shop.sold + shop.sellable(sku)).toBeLessThanOrEqual(10);
    expect((await share(listing)).granted).toBe(shop.sellable(sku));
  });

  it('[N1] units of an order that is in trouble are promised to nobody else', async () => {
    const books = await open('sellable', 10, { packs: 2 });
    const { shop, pool, listings } = books;
    const [tea, box] = listings;
    if (!tea || !box) throw new Error('two packs');
    const lines = [tea, box].map(({ sku }, i) => ({ lineId: String(i), sku, quantity: 6, unitPrice: 1000 }));
    const order = bought(shop.buy(tea.sku, 0));
    shop.orders[0] = { ...order, lines };
    await take(shop, order);
    expect(await rows(database.db, 'select trouble from market_order where connection_id = $1', [shop.connectionId])).toEqual([
      { trouble: 'not-enough-stock' },
    ]);
    await want(tea.id, 10);
    await tell(shop);
    expect(shop.sellable(tea.sku)).toBe(0);
    await database.transactions.run((tx) => new StockService().adjust(tx, books.product, 5, newId(), null));
    expect((await poolOf(database.db, pool)).onHand).toBe(15);
    await want(tea.id, 10);
    await tell(shop);
    expect(shop.sellable(tea.sku)).toBe(3);
    await take(shop, order);
    expect(await poolOf(database.db, pool)).toMatchObject({ onHand: 15, promised: 12 });
    expect(await new StockService().findDrift(database.db)).toEqual([]);
  });

  it('[ST6] while an order cannot be taken in nothing is raised, and the lane goes on', async () => {
    const { shop, sku, listing } = await open('sellable', 10);
    await want(listing, 5);
    await tell(shop);
    const order = bought(shop.buy(sku, 3));
    const line = { lineId: '1', sku, quantity: 3, unitPrice: 1000 };
    shop.orders[0] = { ...order, lines: [line, line] };
    await want(listing, 10);
    expect(await step(shop)).toBe(1);
    expect(shop.sellable(sku)).toBe(0);
    expect((await share(listing)).granted).toBe(5);
    shop.orders[0] = order;
    await tell(shop);
    expect(shop.sold + shop.sellable(sku)).toBe(10);
  });

  it.each(['sellable', 'on-hand'] as const)(
    '[N1] while the answer of a %s shop is unknown, what it was told stays granted, and a second shop gets none of it',
    async (meaning) => {
      const books = await open(meaning, 10);
      const other = await alsoAt(books, 'sellable');
      await want(books.listing, 8);
      books.shop.once('after set', lostAnswer);
      expect(await step(books.shop)).toBe(1);
      expect(await share(books.listing)).toEqual({ granted: 8, shown: null, dirty: true });
      await want(other.listing, 10);
      await tell(other.shop);
      expect(other.shop.sellable(other.sku)).toBe(2);
      books.shop.buy(books.sku, 8);
      await want(books.listing, 0);
      await tell(books.shop);
      await want(other.listing, 10);
      await tell(other.shop);
      expect(books.shop.sold + books.shop.sellable(books.sku) + other.shop.sellable(other.sku)).toBe(10);
    },
  );

  it('[N1] what is lowered stays granted until the shop has said yes', async () => {
    const books = await open('on-hand', 10);
    const other = await alsoAt(books, 'sellable');
    await want(books.listing, 10);
    await tell(books.shop);
    await want(books.listing, 2);
    books.shop.once('before set', lostAnswer);
    await step(books.shop);
    await want(other.listing, 8);
    await tell(other.shop);
    expect(other.shop.sellable(other.sku)).toBe(0);
    await tell(books.shop);
    await want(other.listing, 8);
    await tell(other.shop);
    expect([books.shop.sellable(books.sku), other.shop.sellable(other.sku)]).toEqual([2, 8]);
  });

  it.each(['sellable', 'on-hand'] as const)(
    '[MJ3] units that a %s shop gives up are offered to the others, also when we die before its answer',
    async (meaning) => {
      const { shop, listing, pool } = await open(meaning, 10);
      await want(listing, 10);
      await tell(shop);
      await rows(database.db, 'update pool set dirty = false where id = $1', [pool]);
      await want(listing, 5);
      const die = (): void => shop.once('before set', lostAnswer);
      if (meaning === 'sellable')
        shop.once('before set', die); // the first call sets it to 0
      else die();
      await step(shop);
      await tell(shop);
      expect(await share(listing)).toEqual({ granted: 5, shown: 5, dirty: false });
      expect(await rows(database.db, 'select dirty from pool where id = $1', [pool])).toEqual([{ dirty: true }]);
    },
  );

  it('[PR3] two packs of one pool, told in one go, share it exactly', async () => {
    const { shop, pool, listings } = await open('sellable', 13, { packs: 2, factor: 6 });
    for (const { id } of listings) await want(id, 2);
    await tell(shop);
    expect(listings.map(({ sku }) => shop.sellable(sku)).sort()).toEqual([0, 2]);
    expect(await poolOf(database.db, pool)).toMatchObject({ promised: 0 });
    expect(await new StockService().findDrift(database.db)).toEqual([]);
  });

  it.each(['sellable', 'on-hand'] as const)(
    '[PR7] units that may not be sold today are granted to nobody, also while one %s shop is lowered and another raised',
    async (meaning) => {
      const books = await open(meaning, 20);
      const other = await alsoAt(books, meaning);
      const hold = (units: number): Promise<unknown> => rows(database.db, 'update pool set held = $2 where id = $1', [books.pool, units]);
      await hold(8);
      await want(books.listing, 12);
      await tell(books.shop);
      expect(books.shop.sellable(books.sku)).toBe(12);
      // Four more are ripe; but the targets are those of a day on which all were.
      await hold(4);
      await want(books.listing, 6);
      await want(other.listing, 14);
      await Promise.all([tell(other.shop), tell(books.shop)]);
      expect(books.shop.sellable(books.sku)).toBe(6);
      await want(other.listing, 14);
      await tell(other.shop);
      expect(other.shop.sellable(other.sku)).toBe(10);
      expect((await share(books.listing)).granted + (await share(other.listing)).granted).toBe(16);
    },
  );

  it('[ST2] [N1] two shops at once never get more than there is', async () => {
    for (let round = 0; round < 20; round++) {
      const books = await open('sellable', 10);
      const other = await alsoAt(books, 'on-hand');
      await want(books.listing, 7);
      await want(other.listing, 7);
      await Promise.all([tell(books.shop), tell(other.shop)]);
      expect(books.shop.sellable(books.sku) + other.shop.sellable(books.sku)).toBe(10);
    }
  });

  it.each(['sellable', 'on-hand'] as const)(
    '[ST4] orders that come in while a %s shop is told its share never sell a unit twice',
    async (meaning) => {
      for (let round = 0; round < 25; round++) {
        const { shop, sku, listing, pool } = await open(meaning, 20);
        await want(listing, 10);
        await tell(shop);
        const orders = Array.from({ length: 5 }, () => bought(shop.buy(sku, 1)));
        await want(listing, 20);
        await Promise.all([step(shop), ...orders.map((order) => take(shop, order))]);
        await tell(shop);
        expect(shop.sold + shop.sellable(sku)).toBeLessThanOrEqual(20);
        expect((await share(listing)).granted).toBe(shop.sellable(sku));
        expect(await poolOf(database.db, pool)).toMatchObject({ onHand: 20, promised: 5, ledgerPromised: 5 });
      }
    },
  );

  it('[ST4] nor one that comes in at the very moment when the share is worked out', async () => {
    const [first, second] = [await open('on-hand', 20), await open('on-hand', 20)];
    const { shop } = second;
    await rows(database.db, 'update listing set connection_id = $2 where id = $1', [first.listing, shop.connectionId]);
    await want(second.listing, 10);
    await tell(shop);
    let unseen: RemoteOrder | null = null;
    shop.once('after list', () => void (unseen = bought(shop.buy(second.sku, 5))));
    for (const { listing } of [first, second]) await want(listing, 20);
    const waiters = async (): Promise<number> =>
      (await rows(database.db, `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length;
    // The first product's pool is held, so that the step stands still between reading the listings and reading the pools.
    const [isStepped, isTaken] = await database.transactions.run(async (tx) => {
      await rows(tx, 'select 1 from pool where id = $1 for update', [first.pool]);
      const stepped = step(shop);
      await until('the step waiting', async () => (await waiters()) === 1);
      if (!unseen) throw new Error('the shop was not asked for its orders');
      let isDone = false;
      const taken = take(shop, unseen).finally(() => (isDone = true));
      await until('the order waiting, or taken', async () => isDone || (await waiters()) === 2);
      return [stepped, taken];
    });
    await Promise.all([isStepped, isTaken]);
    expect(shop.sellable(second.sku) + shop.sold).toBeLessThanOrEqual(20);
  });

  it('[N1] a listing that its platform has removed gives its share back once its last orders are in the books', async () => {
    const books = await open('sellable', 10);
    const other = await alsoAt(books, 'sellable');
    await want(books.listing, 6);
    await tell(books.shop);
    books.shop.buy(books.sku, 4);
    books.shop.shelf(books.sku).number = 0;
    await rows(database.db, `update listing set seen_state = 'deleted', stock_dirty = true where id = $1`, [books.listing]);
    await want(other.listing, 10);
    await tell(other.shop);
    expect(other.shop.sellable(other.sku)).toBe(4);
    await tell(books.shop);
    expect((await share(books.listing)).granted).toBe(0);
    await want(other.listing, 10);
    await tell(other.shop);
    expect(books.shop.sold + other.shop.sellable(other.sku)).toBe(10);
  });

  it('[OP2] a worker whose lane has another holder by now grants nothing', async () => {
    const { shop, sku, listing } = await open('sellable', 10);
    await want(listing, 5);
    const lost = { ...quietHold(shop.connectionId), fence: () => Promise.reject(new LaneLost('another holder')) };
    await expect(stepper.step(shop.account(), lost)).rejects.toThrow(LaneLost);
    expect([shop.sellable(sku), (await share(listing)).granted]).toEqual([0, 0]);
  });

  it('[OP2] a worker that lost its lane while it granted tells nothing; whoever comes next freezes first', async () => {
    const { shop, sku, listing } = await open('sellable', 10);
    let isHeld = true;
    const losing = { ...quietHold(shop.connectionId), isHeld: () => isHeld, fence: () => Promise.resolve(void (isHeld = false)) };
    await want(listing, 5);
    await stepper.step(shop.account(), losing);
    expect([shop.told, (await share(listing)).granted]).toEqual([[], 5]);
    await tell(shop);
    expect([shop.told.map(({ quantity }) => quantity), shop.sellable(sku)]).toEqual([[0, 5], 5]);
  });
});

/** Lets something happen once, between a statement and whatever is done with its answer. */
class AfterReading extends Transactions {
  happened = false;

  constructor(
    dataSource: DataSource,
    private readonly statement: RegExp,
    private readonly meanwhile: () => Promise<void>,
  ) {
    super(dataSource);
  }

  override get reader(): EntityManager {
    const reader = super.reader;
    return new Proxy(reader, {
      get: (target, name, receiver) =>
        name === 'query' ? this.query.bind(this, target) : (Reflect.get(target, name, receiver) as unknown),
    });
  }

  private async query(reader: EntityManager, sql: string, parameters?: unknown[]): Promise<unknown> {
    const answer: unknown = await reader.query(sql, parameters);
    if (!this.happened && this.statement.test(sql)) {
      this.happened = true;
      await this.meanwhile();
    }
    return answer;
  }
}
