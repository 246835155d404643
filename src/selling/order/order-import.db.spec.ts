import { TEST_BOXES } from '../../../test/support/boxes';
import { poolOf, stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import type { OrderStage, RemoteOrder } from '../../platform';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { StockService } from '../stock/stock.service';
import { openBuyer, type Buyer } from './buyer';
import { OrderImport } from './order-import.service';

function order(sku: string, stage: OrderStage, more: Partial<RemoteOrder> = {}): RemoteOrder {
  return {
    orderId: 'P-1',
    stage,
    platformState: stage,
    createdAt: new Date('2026-11-21T02:00:00Z'),
    payment: 'cod',
    cashOnDelivery: 350_000,
    total: 350_000,
    fees: 0,
    receiver: { name: 'Người mua', phone: '0900000001', address: 'Hà Nội', addressScheme: 'unknown' },
    lines: [{ lineId: '1', sku, quantity: 2, unitPrice: 350_000 }],
    ...more,
  };
}

describe('taking in orders', () => {
  let database: TestDatabase;
  const imports = new OrderImport(new StockService(), TEST_BOXES);
  const take = (connectionId: string, seen: RemoteOrder): Promise<{ orderId: string; changed: boolean }> =>
    database.transactions.run((tx) => imports.take(tx, connectionId, seen, 'webhook'));
  const stored = async (connectionId: string): Promise<{ stage: string; trouble: string | null }[]> =>
    rows(database.db, 'select stage, trouble from market_order where connection_id = $1', [connectionId]);

  beforeAll(async () => {
    database = await openDatabase([], 30);
  });
  afterAll(() => database.drop());

  it('[OF1] [WI3] twenty copies of one order at once are one order with one stock effect', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 10);
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 20 }, () => take(connection, order(sku, 'awaiting-seller', { orderId: `P-${round}` }))));
    }
    expect(await stored(connection)).toHaveLength(5);
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 10, promised: 10, ledgerOnHand: 10, ledgerPromised: 10 });
  });

  it('[ST2] two lines that share a pool are counted together: both or none', async () => {
    const { connection, pool, listings } = await stockedListing(database.db, 5, { packs: 2 });
    const lines = listings.map(({ sku }, i) => ({ lineId: String(i), sku, quantity: 3, unitPrice: 1000 }));
    await take(connection, order('', 'awaiting-seller', { lines }));
    expect(await stored(connection)).toEqual([{ stage: 'awaiting-seller', trouble: 'not-enough-stock' }]);
    expect((await poolOf(database.db, pool)).promised).toBe(0);
    await rows(database.db, 'update pool set on_hand = 6 where id = $1', [pool]);
    await take(connection, order('', 'awaiting-seller', { lines }));
    expect(await stored(connection)).toEqual([{ stage: 'awaiting-seller', trouble: null }]);
    expect((await poolOf(database.db, pool)).promised).toBe(6);
    await rows(database.db, `insert into stock_move (pool_id, kind, on_hand_change, promised_change) values ($1, 'adjusted', 1, 0)`, [
      pool,
    ]);
  });

  it('[OF3] goods that left before we heard of the order, and that nobody had counted, are a trouble for a person and no failure', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 1);
    await take(connection, order(sku, 'picked-up'));
    expect(await stored(connection)).toEqual([{ stage: 'picked-up', trouble: 'not-enough-stock' }]);
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 1, promised: 0, ledgerOnHand: 1, ledgerPromised: 0 });
  });

  it('[OF6] a cancellation that arrives twice at once restores stock exactly once', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 10);
    await take(connection, order(sku, 'awaiting-seller'));
    expect((await poolOf(database.db, pool)).promised).toBe(2);
    await Promise.all([
      take(connection, order(sku, 'cancelled', { cancelledBy: 'buyer' })),
      take(connection, order(sku, 'cancelled', { cancelledBy: 'platform', platformState: 'timeout' })),
      take(connection, order(sku, 'cancelled', { cancelledBy: 'seller' })),
    ]);
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 10, promised: 0, ledgerOnHand: 10, ledgerPromised: 0 });
  });

  it('[OF2] goods leave at pick-up and come back only when they physically did, whatever arrives late', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 10);
    for (const stage of ['awaiting-seller', 'picked-up', 'confirmed', 'returning'] as const) await take(connection, order(sku, stage));
    expect(await poolOf(database.db, pool)).toMatchObject({ onHand: 8, promised: 0 });
    for (const stage of ['returned', 'delivered', 'cancelled', 'unknown'] as const) await take(connection, order(sku, stage));
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 10, promised: 0, ledgerOnHand: 10, ledgerPromised: 0 });
    expect(await stored(connection)).toEqual([{ stage: 'returned', trouble: null }]);
    const events = await rows<{ stage: string; applied: boolean }>(
      database.db,
      'select e.stage, e.applied from order_event e join market_order o on o.id = e.order_id where o.connection_id = $1 order by e.id',
      [connection],
    );
    expect(events.filter((event) => !event.applied).map((event) => event.stage)).toEqual([
      'confirmed',
      'delivered',
      'cancelled',
      'unknown',
    ]);
  });

  it('[CL6] a line whose SKU is not bound is kept with its reason, and has its effect once when it is bound', async () => {
    const { connection, pool, listings } = await stockedListing(database.db, 10);
    await take(connection, order('SOMETHING-ELSE', 'awaiting-seller'));
    expect(await stored(connection)).toEqual([{ stage: 'awaiting-seller', trouble: 'unbound-sku: SOMETHING-ELSE' }]);
    await rows(database.db, `update listing set sku = 'SOMETHING-ELSE' where id = $1`, [listings[0]?.id]);
    for (let i = 0; i < 3; i++) await take(connection, order('SOMETHING-ELSE', 'awaiting-seller'));
    expect(await stored(connection)).toEqual([{ stage: 'awaiting-seller', trouble: null }]);
    expect((await poolOf(database.db, pool)).promised).toBe(2);
  });

  it('a part that the seller refuses is free again, and the platform may sell it again', async () => {
    const { connection, pool, sku, listings } = await stockedListing(database.db, 10);
    await rows(database.db, 'update listing set granted = 8 where id = $1', [listings[0]?.id]);
    await take(connection, order(sku, 'awaiting-seller'));
    await take(
      connection,
      order(sku, 'confirmed', { lines: [{ lineId: '1', sku, quantity: 2, unitPrice: 350_000, confirmedQuantity: 1 }] }),
    );
    expect(await poolOf(database.db, pool)).toMatchObject({ onHand: 10, promised: 1 });
    const [listing] = await rows<{ granted: number }>(database.db, 'select granted from listing where id = $1', [listings[0]?.id]);
    expect(listing?.granted).toBe(7);
  });

  it('packs take their factor out of the pool', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 13, { factor: 6 });
    await take(connection, order(sku, 'awaiting-seller'));
    expect((await poolOf(database.db, pool)).promised).toBe(12);
    await take(connection, order(sku, 'awaiting-seller', { orderId: 'P-2', lines: [{ lineId: '1', sku, quantity: 1, unitPrice: 1 }] }));
    expect(
      await rows(database.db, `select trouble from market_order where connection_id = $1 and platform_order_id = 'P-2'`, [connection]),
    ).toEqual([{ trouble: 'not-enough-stock' }]);
  });

  it('a masked phone number never replaces a whole one', async () => {
    const { connection, sku } = await stockedListing(database.db, 10);
    await take(connection, order(sku, 'awaiting-seller'));
    await take(connection, order(sku, 'confirmed', { receiver: { name: 'N', phone: '09****01', address: 'x', addressScheme: 'unknown' } }));
    expect((await buyerOf(connection))?.receiver.phone).toBe('0900000001');
  });

  it('[SP2] the buyer lies encrypted, with what they wrote, and opens in its own order only', async () => {
    const { connection, sku } = await stockedListing(database.db, 10);
    await take(connection, order(sku, 'awaiting-seller', { note: 'Gọi 0900 000 001' }));
    expect(await buyerOf(connection)).toMatchObject({ receiver: { name: 'Người mua', phone: '0900000001' }, note: 'Gọi 0900 000 001' });
    const [row] = await rows<{ box: Buffer; text: string }>(
      database.db,
      'select buyer_box as box, o::text as text from market_order o where connection_id = $1',
      [connection],
    );
    expect(row!.text + row!.box.toString('utf8')).not.toMatch(/Người mua|000 ?001|Hà Nội/);
    expect(openBuyer(TEST_BOXES, newId(), row!.box)).toBeNull();
    await take(
      connection,
      order(sku, 'confirmed', { receiver: { name: 'Mới', phone: '0900000002', address: 'x', addressScheme: 'unknown' } }),
    );
    expect(await buyerOf(connection)).toMatchObject({ receiver: { name: 'Mới' }, note: 'Gọi 0900 000 001' });
  });

  async function buyerOf(connection: string): Promise<Buyer | null> {
    const [row] = await rows<{ id: string; box: Buffer }>(
      database.db,
      'select id, buyer_box as box from market_order where connection_id = $1',
      [connection],
    );
    return row ? openBuyer(TEST_BOXES, row.id, row.box) : null;
  }

  const T = (minute: number): Date => new Date(Date.UTC(2026, 10, 21, 2, minute));

  it('[OF2] news that come late change neither money nor receiver nor the platform’s state', async () => {
    const { connection, sku } = await stockedListing(database.db, 10);
    const facts = async (): Promise<unknown> => {
      const [row] = await rows<object>(
        database.db,
        `select stage, platform_state as state, total, cash_on_delivery as cod, parcel_code as parcel, changed_at as at
           from market_order where connection_id = $1`,
        [connection],
      );
      return { ...row, address: (await buyerOf(connection))?.receiver.address };
    };
    await take(
      connection,
      order(sku, 'ready-to-ship', { platformState: '104', changedAt: T(20), total: 500, cashOnDelivery: 500, parcelCode: 'NEW' }),
    );
    const before = await facts();
    const receiver = { name: 'Người mua', phone: '0900000001', address: 'Địa chỉ cũ', addressScheme: 'unknown' as const };
    await take(
      connection,
      order(sku, 'ready-to-ship', { platformState: '100', changedAt: T(10), total: 400, cashOnDelivery: 0, parcelCode: 'OLD', receiver }),
    );
    await take(connection, order(sku, 'unknown', { platformState: '-100', changedAt: T(5), total: 1, cashOnDelivery: 1, receiver }));
    expect(await facts()).toEqual(before);
    await take(
      connection,
      order(sku, 'ready-to-ship', { platformState: '104', changedAt: T(30), total: 600, cashOnDelivery: 600, receiver }),
    );
    expect(await facts()).toMatchObject({ total: 600, cod: 600, address: 'Địa chỉ cũ', parcel: 'NEW' });
  });

  it('goods that came back are not shipped again when the platform calls them lost afterwards', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 10);
    for (const stage of ['awaiting-seller', 'picked-up', 'returned', 'lost'] as const) await take(connection, order(sku, stage));
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 10, promised: 0, ledgerOnHand: 10, ledgerPromised: 0 });
  });

  it('a partial confirmation that is contradicted later stays as it was', async () => {
    const { connection, pool, sku } = await stockedListing(database.db, 10);
    const confirmed = (quantity: number): Partial<RemoteOrder> => ({
      lines: [{ lineId: '1', sku, quantity: 2, unitPrice: 350_000, confirmedQuantity: quantity }],
    });
    await take(connection, order(sku, 'awaiting-seller'));
    await take(connection, order(sku, 'confirmed', confirmed(1)));
    await take(connection, order(sku, 'ready-to-ship', confirmed(2)));
    expect(await poolOf(database.db, pool)).toEqual({ onHand: 10, promised: 1, ledgerOnHand: 10, ledgerPromised: 1 });
  });

  it('[OF2] every order of arrival ends with the same stock and the same share', async () => {
    const seen = (sku: string): RemoteOrder[] => {
      const part = [{ lineId: '1', sku, quantity: 2, unitPrice: 350_000, confirmedQuantity: 1 }];
      return [
        order(sku, 'awaiting-seller', { changedAt: T(1) }),
        order(sku, 'confirmed', { changedAt: T(2), lines: part }),
        order(sku, 'picked-up', { changedAt: T(3) }),
        order(sku, 'returned', { changedAt: T(4) }),
      ];
    };
    const ends = new Set<string>();
    for (const arrival of permutations([0, 1, 2, 3])) {
      const { connection, pool, sku, listings } = await stockedListing(database.db, 10);
      await rows(database.db, 'update listing set granted = 8 where id = $1', [listings[0]?.id]);
      for (const i of arrival) await take(connection, seen(sku)[i] as RemoteOrder);
      const [listing] = await rows<{ granted: number }>(database.db, 'select granted from listing where id = $1', [listings[0]?.id]);
      const [found] = await rows(
        database.db,
        'select stage, platform_state, changed_at, total from market_order where connection_id = $1',
        [connection],
      );
      ends.add(JSON.stringify([await poolOf(database.db, pool), listing, found]));
    }
    expect([...ends]).toHaveLength(1);
  });

  it('a state that ranks below ours is logged once, however often it is read', async () => {
    const { connection, sku } = await stockedListing(database.db, 10);
    for (const stage of ['awaiting-seller', 'returning', 'picked-up', 'picked-up', 'picked-up'] as const)
      await take(connection, order(sku, stage));
    expect(
      await rows(
        database.db,
        'select e.stage from order_event e join market_order o on o.id = e.order_id where o.connection_id = $1 order by e.id',
        [connection],
      ),
    ).toEqual([{ stage: 'awaiting-seller' }, { stage: 'returning' }, { stage: 'picked-up' }]);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}
