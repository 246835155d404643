import { TEST_BOXES } from '../../../test/support/boxes';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { inboxOf, PaperShop, quietHold, registry } from '../../../test/support/paper-shop';
import type { CatalogReader, ReadinessService, CatalogEraser } from '../../catalog';
import type { PeopleEraser, Standing } from '../../people';
import { PlatformGateway, type RemoteOrder } from '../../platform';
import { rows } from '../../shared/db';
import { FakeClock, newId, SystemClock } from '../../shared/kernel';
import { LaneRunner } from '../../sync';
import { HoldService } from '../listing/hold.service';
import { OrderActs } from '../order/order-act.service';
import { OrderFeed } from '../order/order-feed.service';
import { OrderImport } from '../order/order-import.service';
import { OrderReader } from '../order/order.reader';
import { SharePlanner } from '../stock/share-planner';
import { ShareService } from '../stock/share.service';
import { StockService } from '../stock/stock.service';
import { ContentStepper, dueListings } from './content-step';
import { ErasureKeeper } from '../erasure/erasure-keeper';
import { ErasureService } from '../erasure/erasure.service';
import type { SellingEraser } from '../erasure/selling-eraser';
import { PublicationProposals } from '../listing/publication.proposals';
import { ListingService } from '../listing/listing.service';
import { WishKeeper } from '../wish/wish-keeper';
import { HoldKeeper } from './hold-keeper';
import { ListingLane } from './listing-lane';
import { StockStepper } from './stock-step';

const ORDERS = 40_000;
const LISTINGS = 20_000;
/** Rows of a table, found by whatever means, that one of these statements may read. */
const MOST_ROWS = 1_000;

/** 20,000 listings of 200 producers at one shop, with two finished orders each, and a little that is going on. */
async function fill(
  database: TestDatabase,
): Promise<{ connection: string; producer: string; listing: string; sku: string; order: string }> {
  const connection = newId();
  const run = (sql: string): Promise<unknown> => rows(database.db, sql);
  await rows(
    database.db,
    `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, 'postmart', 'shop', 'http://127.0.0.1:1', '', '')`,
    [connection],
  );
  await run(
    `insert into producer (id, kind, name, province_code) select gen_random_uuid(), 'cooperative', 'HTX ' || i, '08' from generate_series(1, 200) i`,
  );
  await run(`
    insert into product (id, producer_id, name, ocop_set)
    select gen_random_uuid(), p.id, 'Chè', 4 from (select id from producer order by id) p, generate_series(1, ${LISTINGS / 200})`);
  await run(`insert into pool (id, product_id, on_hand) select gen_random_uuid(), id, 100 from product`);
  await run(`
    insert into pack (id, product_id, sku, unit, factor, weight_grams, length_cm, width_cm, height_cm, price_vnd)
    select gen_random_uuid(), id, 'SKU-' || id, 'chai', 1, 1, 1, 1, 1, 1000 from product`);
  await run(`
    insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state, granted, target, shown, due_at)
    select gen_random_uuid(), '${connection}', d.producer_id, d.id, k.id, p.id, k.sku, 1, 'live', 10, 10, 10, now() + interval '5 minutes'
      from product d join pack k on k.product_id = d.id join pool p on p.product_id = d.id`);
  await run(`
    insert into listing_version (id, listing_id, number, checksum, content) select gen_random_uuid(), id, 1, 'x', '{}' from listing;
    update listing l set wanted_version_id = v.id from listing_version v where v.listing_id = l.id`);
  await run(`
    insert into market_order (id, connection_id, platform_order_id, stage, platform_state, payment, cash_on_delivery, total, fees, buyer_box, placed_at)
    select gen_random_uuid(), '${connection}', 'OLD-' || i, 'completed', 'completed', 'paid', 0, 1000, 0, '', now() - i * interval '1 minute' from generate_series(1, ${ORDERS}) i`);
  await run(`
    insert into order_line (id, order_id, line_id, sku, quantity, unit_price, listing_id, pool_id, producer_id)
    select gen_random_uuid(), o.id, '1', l.sku, 1, 1000, l.id, l.pool_id, l.producer_id
      from (select id, row_number() over () % ${LISTINGS} as n from market_order) o join (select *, row_number() over () - 1 as n from listing) l on l.n = o.n`);
  await run(`
    insert into stock_move (pool_id, kind, on_hand_change, promised_change, order_line_id)
    select pool_id, k.kind, k.h, k.p, id from order_line, (values ('reserved', 0, 1), ('shipped', -1, -1)) k(kind, h, p)`);
  await run(`
    insert into delivery (connection_id, delivery_key, headers, content_box, state, due_at)
    select '${connection}', i, '{}', '', case when i > ${ORDERS} - 5000 then 'waiting' else 'done' end, now() - interval '1 minute' from generate_series(1, ${ORDERS}) i`);
  await run(`
    insert into order_act (id, order_id, connection_id, kind, content, state) select gen_random_uuid(), id, connection_id, 'confirm', '{}', 'done' from market_order`);
  await run(`delete from product_recheck; insert into product_recheck_day (day) values ('9999-12-31')`); // an ordinary moment: no paper has changed
  await run('analyze');
  const [one] = await rows<{ producer: string; listing: string; sku: string; order: string }>(
    database.db,
    `select l.producer_id as producer, l.id as listing, l.sku, o.order_id as "order" from listing l join order_line o on o.listing_id = l.id limit 1`,
  );
  if (!one) throw new Error('nothing filled in');
  return { connection, ...one };
}

describe('however many listings and orders there are, few rows are read by', () => {
  let database: TestDatabase;
  let known: Awaited<ReturnType<typeof fill>>;
  beforeAll(async () => {
    database = await openDatabase([], 1); // one connection, so that its own statistics tell all
    known = await fill(database);
  });
  afterAll(() => database.drop());

  /** Rows that were read until now, by table. */
  async function rowsRead(): Promise<Map<string, number>> {
    await rows(database.db, 'select pg_stat_force_next_flush()');
    const found = await rows<{ name: string; count: number }>(
      database.db,
      `select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as count from pg_stat_user_tables where schemaname = 'public'`,
    );
    return new Map(found.map(({ name, count }) => [name, count]));
  }
  async function costOf(work: () => Promise<unknown>): Promise<string[]> {
    const before = await rowsRead();
    await work();
    const after = await rowsRead();
    return [...after].flatMap(([name, count]) => {
      const read = count - (before.get(name) ?? 0);
      return read > MOST_ROWS ? [`${name}: ${read}`] : [];
    });
  }
  const order = (id: string): RemoteOrder => ({
    orderId: id,
    stage: 'awaiting-seller',
    platformState: 'new',
    createdAt: new Date(),
    payment: 'paid',
    cashOnDelivery: 0,
    total: 1000,
    fees: 0,
    receiver: { name: 'N', phone: '09', address: 'x', addressScheme: 'unknown' },
    lines: [{ lineId: '1', sku: known.sku, quantity: 1, unitPrice: 1000 }],
  });

  it.each([
    ['taking an order in', async () => take('NEW-1')],
    ['seeing it again', async () => take('NEW-1')],
    ['asking for new orders', async () => feed().pull(shop().account(), 'new-orders', null)],
    ['asking for open orders', async () => feed().pull(shop().account(), 'open-orders', 60_000)],
    ['which accounts have acts due', async () => acts().connectionsWithDue()],
    ['acts that are due', async () => acts().carryOut(shop().account(), quietHold(known.connection))],
    ['which accounts have deliveries due', async () => inboxOf(database.transactions).connectionsWithDue(database.db)],
    ['deliveries that are due', async () => inboxOf(database.transactions).due(database.db, known.connection, 100)],
    ['which accounts have listings due', async () => lane().findDue()],
    ['listings that are due', async () => dueListings(database.db, known.connection, 8)],
    ['working out shares', async () => plan()],
    ['telling a share', async () => tell()],
    ['orders of a producer', async () => new OrderReader(TEST_BOXES).list(database.db, known.producer, { limit: 20 })],
    [
      'orders of a producer at one stage',
      async () => new OrderReader(TEST_BOXES).list(database.db, known.producer, { limit: 20, stage: 'awaiting-seller' }),
    ],
    ['orders of a producer that has none', async () => new OrderReader(TEST_BOXES).list(database.db, newId(), { limit: 20 })],
    [
      'orders of a producer at a stage that none is in',
      async () => new OrderReader(TEST_BOXES).list(database.db, known.producer, { limit: 20, stage: 'lost' }),
    ],
    [
      'orders of a producer at the stage that most are in',
      async () => new OrderReader(TEST_BOXES).list(database.db, known.producer, { limit: 20, stage: 'completed' }),
    ],
    ['one order', async () => new OrderReader(TEST_BOXES).get(database.db, known.producer, known.order)],
  ] as [string, () => Promise<unknown>][])('%s', async (_what, work) => {
    expect(await costOf(work)).toEqual([]);
  });

  const imports = new OrderImport(new StockService(), TEST_BOXES);
  const shop = (): PaperShop => new PaperShop(known.connection, 'on-hand');
  const feed = (): OrderFeed => new OrderFeed(database.transactions, imports, new SystemClock());
  const acts = (): OrderActs => new OrderActs(database.transactions, imports);
  const take = (id: string): Promise<unknown> => database.transactions.run((tx) => imports.take(tx, known.connection, order(id), 'poll'));
  const runner = (): LaneRunner =>
    new LaneRunner(database.transactions, { databaseUrl: database.url, works: false, sweepEveryMs: 1_000_000 });
  const planner = (): SharePlanner => new SharePlanner(database.transactions, new ShareService(registry, new SystemClock()), runner());
  const stepper = (): StockStepper => new StockStepper(database.transactions, feed());
  const wishes = (): WishKeeper =>
    new WishKeeper(
      database.transactions,
      new FakeClock(),
      ...([{}, {}, {}, {}] as [Standing, ReadinessService, ListingService, PublicationProposals]), // nothing is wished
    );
  const keeper = (): HoldKeeper =>
    new HoldKeeper(
      database.transactions,
      new HoldService(new FakeClock(), {} as CatalogReader, {} as ReadinessService),
      wishes(),
      runner(),
    );
  const erasures = (): ErasureKeeper =>
    new ErasureKeeper(
      database.transactions,
      new ErasureService(new FakeClock(), runner(), {} as PeopleEraser, {} as CatalogEraser, {} as SellingEraser, TEST_BOXES), // nothing is erased
    );
  const lane = (): ListingLane =>
    new ListingLane(
      database.transactions,
      {} as PlatformGateway,
      runner(),
      keeper(),
      erasures(),
      planner(),
      stepper(),
      {} as ContentStepper,
    ); // only asked what is due
  const plan = async (): Promise<void> => {
    await rows(database.db, 'update pool set dirty = true where id = (select pool_id from listing where id = $1)', [known.listing]);
    await database.transactions.run((tx) => new ShareService(registry, new SystemClock()).planDirtyPools(tx));
  };
  const tell = async (): Promise<void> => {
    await rows(database.db, 'update listing set target = target - 5, stock_dirty = true, stock_due_at = now() where id = $1', [
      known.listing,
    ]);
    await stepper().step(shop().account(), quietHold(known.connection));
  };
});
