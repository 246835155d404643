import { TEST_BOXES } from '../../../test/support/boxes';
import { poolOf, stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { openJudge } from '../../../test/support/judge';
import { inboxOf, PaperShop, quietHold, registry } from '../../../test/support/paper-shop';
import { type OrderAct, type PlatformGateway, type RemoteOrder } from '../../platform';
import { rows } from '../../shared/db';
import { newId, SystemClock } from '../../shared/kernel';
import { LaneLost, LaneRunner, type Hold } from '../../sync';
import { OrderActs } from '../order/order-act.service';
import { OrderFeed } from '../order/order-feed.service';
import { OrderImport } from '../order/order-import.service';
import { OrderLaw } from '../order/order-law.service';
import { SharePlanner } from '../stock/share-planner';
import { ShareService } from '../stock/share.service';
import { StockService } from '../stock/stock.service';
import { OrderLane } from './order-lane';
import { PollInterval } from './poll-interval';

describe('the lane of orders', () => {
  let database: TestDatabase;
  let runner: LaneRunner;
  let acts: OrderActs;
  let imports: OrderImport;
  let lane: OrderLane;
  const shops = new Map<string, PaperShop>();
  const woken: number[] = [];
  beforeAll(async () => {
    database = await openDatabase();
    const { transactions } = database;
    runner = new LaneRunner(transactions, { databaseUrl: database.url, works: false, sweepEveryMs: 1_000_000 });
    jest.spyOn(runner, 'wakeIn').mockImplementation((_lane, _connection, ms) => void woken.push(ms)); // what it was asked for
    const { readiness } = await openJudge(database, new SystemClock());
    imports = new OrderImport(new StockService(), TEST_BOXES);
    acts = new OrderActs(transactions, imports);
    const gateway = { account: (id: string) => Promise.resolve(shops.get(id)?.account()) } as unknown as PlatformGateway; // shops on paper
    const planner = new SharePlanner(transactions, new ShareService(registry, new SystemClock()), runner);
    lane = new OrderLane(
      transactions,
      gateway,
      inboxOf(transactions),
      runner,
      new OrderFeed(transactions, imports, new SystemClock()),
      acts,
      imports,
      new OrderLaw(transactions, new SystemClock(), readiness),
      planner,
      new PollInterval(60_000),
    );
  });
  afterAll(async () => {
    await runner.beforeApplicationShutdown();
    await database.drop();
  });
  beforeEach(() => void woken.splice(0));

  async function open() {
    const books = await stockedListing(database.db, 20);
    const shop = new PaperShop(books.connection, 'sellable');
    shop.shelf(books.sku).number = 20;
    shops.set(books.connection, shop);
    return { ...books, shop };
  }
  let deliveries = 0;
  const deliver = (shop: PaperShop, orderId: string, carried?: RemoteOrder): Promise<unknown> =>
    inboxOf(database.transactions).store(
      shop.connectionId,
      { headers: {}, body: Buffer.from('') },
      {
        key: String((deliveries += 1)),
        events: [{ kind: 'order', orderId, order: carried }],
        acknowledgement: { status: 200, contentType: 'text/plain', body: '' },
      },
    );
  async function known(shop: PaperShop, order: RemoteOrder | false): Promise<string> {
    if (!order) throw new Error('the shop had too little');
    return (await database.transactions.run((tx) => imports.take(tx, shop.connectionId, shop.now(order.orderId), 'poll'))).orderId;
  }
  const want = (orderId: string, act: OrderAct): Promise<unknown> =>
    database.transactions.run((tx) => acts.want(tx, orderId, act, newId()));
  const actsOf = (shop: PaperShop): Promise<{ state: string; due: boolean }[]> =>
    rows(database.db, `select state, due_at <= now() as due from order_act where connection_id = $1 order by created_at`, [
      shop.connectionId,
    ]);
  const isPolled = async (shop: PaperShop): Promise<boolean> =>
    (await rows(database.db, 'select 1 from order_feed where connection_id = $1 and polled_at is not null', [shop.connectionId])).length ===
    1;

  it('[OP4] rests while its account is paused, whatever waits there', async () => {
    const { shop, sku } = await open();
    const order = shop.buy(sku, 1);
    await want(await known(shop, order), { kind: 'confirm' });
    await deliver(shop, order ? order.orderId : '');
    shop.isPaused = true;
    await rows(database.db, 'update connection set is_paused = true where id = $1', [shop.connectionId]);
    await lane.attend(quietHold(shop.connectionId));
    expect(await rows(database.db, `select state from delivery where connection_id = $1`, [shop.connectionId])).toEqual([
      { state: 'done' },
    ]);
    expect([shop.acts, woken]).toEqual([[], []]);
    shop.isPaused = false;
    await rows(database.db, 'update connection set is_paused = false where id = $1', [shop.connectionId]);
    await lane.attend(quietHold(shop.connectionId));
    expect(shop.acts).toHaveLength(1);
    expect(await isPolled(shop)).toBe(true);
  });

  it('polls in time also while deliveries never cease', async () => {
    const { shop, sku } = await open();
    const order = shop.buy(sku, 1);
    const orderId = order ? order.orderId : '';
    await deliver(shop, orderId);
    let taken = 0;
    let takenBeforePoll: number | null = null;
    const next = async (): Promise<void> => {
      taken += 1;
      if (taken < 30) await deliver(shop, orderId);
      shop.once('before read', next);
    };
    shop.once('before read', next);
    shop.once('before list', () => void (takenBeforePoll = taken));
    await lane.attend(quietHold(shop.connectionId));
    expect(taken).toBe(30);
    expect(takenBeforePoll).toBeLessThan(5);
  });

  it('believes what a webhook carries only of orders that it knows, and never that goods are free again', async () => {
    const { shop, sku, pool } = await open();
    shop.carriesOrders = true;
    const order = shop.buy(sku, 2);
    if (!order) throw new Error('the shop had too little');
    const carried = (change: Partial<RemoteOrder>): RemoteOrder => ({ ...order, ...change, platformState: 'told' });
    await deliver(shop, 'FORGED', carried({ orderId: 'FORGED' }));
    await deliver(shop, order.orderId, carried({ stage: 'picked-up' })); // new to us: asked for, and it is not picked up
    await lane.attend(quietHold(shop.connectionId));
    const states = (): Promise<unknown> =>
      rows(database.db, 'select platform_order_id as id, stage from market_order where connection_id = $1', [shop.connectionId]);
    expect(await states()).toEqual([{ id: order.orderId, stage: 'awaiting-seller' }]);
    await deliver(shop, order.orderId, carried({ stage: 'cancelled' }));
    await lane.attend(quietHold(shop.connectionId));
    expect(await states()).toEqual([{ id: order.orderId, stage: 'awaiting-seller' }]);
    expect(await poolOf(database.db, pool)).toMatchObject({ promised: 2 });
    await deliver(shop, order.orderId, carried({ stage: 'confirmed' }));
    await lane.attend(quietHold(shop.connectionId));
    expect(await states()).toEqual([{ id: order.orderId, stage: 'confirmed' }]);
  });

  it('an act whose order cannot be stored is put off, and holds up neither the other acts nor the poll', async () => {
    const { shop, sku } = await open();
    const [bad, good] = [shop.buy(sku, 1), shop.buy(sku, 1)];
    if (!bad || !good) throw new Error('the shop had too little');
    await want(await known(shop, bad), { kind: 'confirm' });
    await want(await known(shop, good), { kind: 'confirm' });
    shop.once('after act', () => {
      shop.orders[0] = { ...shop.now(bad.orderId), platformState: 'a\0b' };
    });
    await lane.attend(quietHold(shop.connectionId));
    expect(shop.acts.map((act) => act.orderId)).toEqual([bad.orderId, good.orderId]);
    expect(await actsOf(shop)).toEqual([
      { state: 'wanted', due: false },
      { state: 'done', due: expect.any(Boolean) as boolean },
    ]);
  });

  it('[OP2] a worker whose lane has another holder by now does no act', async () => {
    const { shop, sku } = await open();
    await want(await known(shop, shop.buy(sku, 1)), { kind: 'confirm' });
    const lost: Hold = { ...quietHold(shop.connectionId), fence: () => Promise.reject(new LaneLost('another holder')) };
    await expect(acts.carryOut(shop.account(), lost)).rejects.toThrow(LaneLost);
    expect(shop.acts).toEqual([]);
    expect(await rows(database.db, 'select attempts from order_act where connection_id = $1', [shop.connectionId])).toEqual([
      { attempts: 0 },
    ]);
  });

  it('[OP2] nothing more is begun once the lane is lost', async () => {
    const { shop, sku } = await open();
    for (let i = 0; i < 3; i++) await want(await known(shop, shop.buy(sku, 1)), { kind: 'confirm' });
    let isHeld = true;
    const hold: Hold = { ...quietHold(shop.connectionId), isHeld: () => isHeld };
    shop.once('after act', () => void (isHeld = false));
    await acts.carryOut(shop.account(), hold);
    expect(shop.acts).toHaveLength(1);
  });
});
