import { stockedListing } from '../../../test/support/books';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { openJudge } from '../../../test/support/judge';
import type { OrderStage } from '../../platform';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { OrderLaw } from './order-law.service';

const VODKA = 14;
const HONEY = 4;

describe('the law on orders', () => {
  const clock = new FakeClock(new Date('2026-11-22T02:00:00Z'));
  let database: TestDatabase;
  let law: OrderLaw;
  beforeAll(async () => {
    database = await openDatabase();
    const { readiness } = await openJudge(database, clock);
    law = new OrderLaw(database.transactions, clock, readiness);
  });
  afterAll(() => database.drop());

  /** An account with one order of one line. */
  async function sold(over: { set?: number; payment?: 'cod' | 'paid'; stage?: OrderStage; isBound?: boolean } = {}) {
    const { set = VODKA, payment = 'cod', stage = 'awaiting-seller', isBound = true } = over;
    const books = await stockedListing(database.db, 20);
    await rows(database.db, 'update product set ocop_set = $2 where id = $1', [books.product, set]);
    const orderId = newId();
    await rows(
      database.db,
      `insert into market_order (id, connection_id, platform_order_id, stage, platform_state, payment, cash_on_delivery, total, fees, buyer_box, placed_at)
       values ($1, $2, 'V1', $3, 'x', $4, 1000, 1000, 0, '', $5)`,
      [orderId, books.connection, stage, payment, clock.now()],
    );
    await rows(
      database.db,
      `insert into order_line (id, order_id, line_id, sku, quantity, unit_price, listing_id) values ($1, $2, '1', $3, 1, 1000, $4)`,
      [newId(), orderId, books.sku, isBound ? books.listings[0]?.id : null],
    );
    return { ...books, orderId };
  }
  async function become(orderId: string): Promise<unknown> {
    const [found] = await rows(
      database.db,
      `select forbidden_because is not null as forbidden, judged_at is not null as judged,
              coalesce((select json_agg(kind) from order_act a where a.order_id = o.id), '[]') as acts from market_order o where id = $1`,
      [orderId],
    );
    return found;
  }
  const permit = (orderId: string, act: 'confirm' | 'ship' | 'refuse'): Promise<void> =>
    database.transactions.run((tx) => law.permit(tx, orderId, act));

  it.each<[OrderStage, readonly string[]]>([
    ['awaiting-seller', ['refuse']],
    ['confirmed', ['cancel']],
    ['ready-to-ship', ['cancel']],
    ['picked-up', []],
  ])('turns an order at %s away with %j, once', async (stage, acts) => {
    const { connection, orderId } = await sold({ stage });
    await law.judgeNew(connection);
    await law.judgeNew(connection);
    expect(await become(orderId)).toEqual({ forbidden: true, judged: true, acts });
  });

  it.each([
    ['paid before', { payment: 'paid' }, { forbidden: false, judged: false, acts: [] }],
    ['of honey', { set: HONEY }, { forbidden: false, judged: true, acts: [] }],
    ['of a state that nobody knows', { stage: 'unknown' }, { forbidden: false, judged: false, acts: [] }],
    ['of something that nobody knows', { isBound: false }, { forbidden: false, judged: false, acts: [] }],
  ] as const)('lets one pass %s', async (_, over, state) => {
    const { connection, orderId } = await sold(over);
    await law.judgeNew(connection);
    expect(await become(orderId)).toEqual(state);
  });

  it('asks again once it is known what is in the order', async () => {
    const { connection, orderId, listings } = await sold({ isBound: false });
    await law.judgeNew(connection);
    await rows(database.db, 'update order_line set listing_id = $2 where order_id = $1', [orderId, listings[0]?.id]);
    await law.judgeNew(connection);
    expect(await become(orderId)).toEqual({ forbidden: true, judged: true, acts: ['refuse'] });
  });

  it('keeps people from carrying it out also before its turn has come, and never from turning it away', async () => {
    const { connection, orderId } = await sold();
    for (const act of ['confirm', 'ship'] as const)
      await expect(permit(orderId, act)).rejects.toMatchObject({ kind: { code: 'illegal-move' }, facts: { reason: 'forbidden-by-law' } });
    await permit(orderId, 'refuse');
    expect(await become(orderId)).toEqual({ forbidden: false, judged: false, acts: [] }); // what was refused wrote nothing
    await law.judgeNew(connection);
    await expect(permit(orderId, 'confirm')).rejects.toMatchObject({ kind: { code: 'illegal-move' } });
    await permit((await sold({ set: HONEY })).orderId, 'confirm');
  });

  it('goes by the rules of the day: before there was one, nothing was turned away', async () => {
    const earlier = new FakeClock(new Date('2019-12-31T02:00:00Z'));
    const { readiness } = await openJudge(database, earlier);
    const { connection, orderId } = await sold();
    await new OrderLaw(database.transactions, earlier, readiness).judgeNew(connection);
    expect(await become(orderId)).toEqual({ forbidden: false, judged: true, acts: [] });
  });
});
