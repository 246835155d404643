import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { FigureReader, mondayOf } from './figure.reader';
import { keepShownStock } from './shown-stock';

/** A Sunday afternoon in Vietnam. */
const NOW = new Date('2026-11-22T08:00:00Z');
const DAY = 86_400_000;

describe('figures of a producer', () => {
  let database: TestDatabase;
  const clock = new FakeClock(NOW);
  const figures = new FigureReader(clock);
  const [producer, other, voso, postmart] = [newId(), newId(), newId(), newId()];
  const products = [newId(), newId(), newId()];
  const [mine = '', second = '', foreign = ''] = products;
  const run = <T>(sql: string, ...values: unknown[]): Promise<T[]> => rows<T>(database.db, sql, values);

  beforeAll(async () => {
    database = await openDatabase();
    await run(
      `insert into producer (id, kind, name, province_code) values ($1, 'household', 'A', '08'), ($2, 'household', 'B', '08')`,
      producer,
      other,
    );
    await run(
      `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, 'voso', 'V', 'http://x', '', ''), ($2, 'postmart', 'P', 'http://x', '', '')`,
      ...[voso, postmart],
    );
    for (const [id, owner] of [
      [mine, producer],
      [second, producer],
      [foreign, other],
    ]) {
      await run(`insert into product (id, producer_id, name, ocop_set) values ($1, $2, 'Mật ong', 4)`, id, owner);
      await run(`insert into pool (id, product_id, on_hand) values ($1, $2, 10)`, newId(), id);
      await run(
        `insert into pack (id, product_id, sku, unit, factor, weight_grams, length_cm, width_cm, height_cm, price_vnd) values ($1, $2, $3, 'hộp', 2, 1, 1, 1, 1, 1)`,
        newId(),
        id,
        `K-${id}`,
      );
    }
  });
  afterAll(() => database.drop());

  /** A line of the producer and one of somebody else in the same order. */
  async function order(placedAt: string, stage: string, shop: string, quantity: number, confirmed: number | null = null): Promise<void> {
    const id = newId();
    await run(
      `insert into market_order (id, connection_id, platform_order_id, stage, platform_state, payment, cash_on_delivery, total, fees, buyer_box, placed_at) values ($1, $2, $3, $4, 'x', 'cod', 0, 9999999, 0, '', $5)`,
      ...[id, shop, id, stage, placedAt],
    );
    await run(
      `insert into order_line (id, order_id, line_id, sku, quantity, unit_price, producer_id, confirmed_quantity) values ($1, $3, '1', 'S', $4, 500, $5, $7), ($2, $3, '2', 'T', 50, 7000, $6, null)`,
      ...[newId(), newId(), id, quantity, producer, other, confirmed],
    );
  }

  it('[UI7] orders by week: Monday to Sunday in Vietnam, each platform for itself, as an independent count says', async () => {
    await order('2026-11-15T16:59:59Z', 'completed', voso, 1); // Sunday, one second before Monday in Vietnam
    await order('2026-11-15T17:00:00Z', 'completed', voso, 2); // Monday
    await order('2026-11-22T16:59:59Z', 'awaiting-seller', voso, 4); // Sunday, its last second
    await order('2026-11-18T03:00:00Z', 'confirmed', postmart, 10, 7);
    await order('2026-11-18T03:00:00Z', 'cancelled', voso, 100);
    await order('2026-10-01T03:00:00Z', 'completed', voso, 1_000); // too old
    const { from, to, items } = await figures.ordersByWeek(database.db, producer, 2);
    expect({ from, to }).toEqual({ from: '2026-11-09', to: '2026-11-16' });
    expect(items).toEqual([
      { week: '2026-11-09', platform: 'postmart', orders: 0, packs: 0, vnd: 0, cancelled: 0 },
      { week: '2026-11-09', platform: 'voso', orders: 1, packs: 1, vnd: 500, cancelled: 0 },
      { week: '2026-11-16', platform: 'postmart', orders: 1, packs: 7, vnd: 3_500, cancelled: 0 },
      { week: '2026-11-16', platform: 'voso', orders: 2, packs: 6, vnd: 3_000, cancelled: 1 },
    ]);
    const [count] = await run<{ packs: number }>(
      `select sum(coalesce(confirmed_quantity, quantity))::int as packs from order_line l join market_order o on o.id = l.order_id
        where l.producer_id = $1 and o.stage <> 'cancelled' and o.placed_at between '2026-11-08T17:00:00Z' and '2026-11-22T16:59:59.999Z'`,
      producer,
    );
    expect(items.reduce((sum, { packs }) => sum + packs, 0)).toBe(count?.packs);
    expect((await figures.ordersByWeek(database.db, newId(), 104)).items.every(({ orders }) => orders === 0)).toBe(true);
  });

  it('[UI7] stock day by day equals the ledger, and what was shown stays when the day is over', async () => {
    const move = (product: string, kind: string, onHand: number, promised: number, at: string): Promise<unknown> =>
      run(
        `insert into stock_move (pool_id, kind, on_hand_change, promised_change, at) select id, $2, $3, $4, $5 from pool where product_id = $1`,
        ...[product, kind, onHand, promised, at],
      );
    await move(mine, 'counted', 20, 0, '2026-10-01T00:00:00Z');
    await move(mine, 'reserved', 0, 3, '2026-11-20T16:59:59Z'); // the last second of the 20th in Vietnam
    await move(mine, 'shipped', -3, -3, '2026-11-20T17:00:00Z'); // the first of the 21st
    await move(second, 'counted', 5, 0, '2026-11-21T02:00:00Z');
    await move(foreign, 'counted', 900, 0, '2026-11-01T02:00:00Z');
    const listed = `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, shown)
      select gen_random_uuid(), $1, $2, k.product_id, k.id, o.id, k.sku, 2, $4 from pack k join pool o on o.product_id = k.product_id where k.product_id = $3`;
    await run(listed, voso, producer, mine, 4);
    await run(listed, postmart, producer, mine, null);
    for (let twice = 0; twice < 2; twice++) await keepShownStock(database.db, '2026-11-22');
    clock.advance(DAY);
    await run('update listing set shown = 6 where shown is not null');
    const all = (await figures.stock(database.db, producer, 4)).items;
    expect(all).toEqual([
      { day: '2026-11-20', counted: 20, promised: 3, shown: [] },
      { day: '2026-11-21', counted: 22, promised: 0, shown: [] },
      { day: '2026-11-22', counted: 22, promised: 0, shown: [{ platform: 'voso', units: 8 }] },
      { day: '2026-11-23', counted: 22, promised: 0, shown: [{ platform: 'voso', units: 12 }] },
    ]);
    const one = (await figures.stock(database.db, producer, 3, second)).items;
    expect(one.map(({ counted }) => counted)).toEqual([5, 5, 5]);
    expect((await figures.stock(database.db, producer, 4, second)).items[0]).toMatchObject({ day: '2026-11-20', counted: null });
    await expect(figures.stock(database.db, producer, 4, foreign)).rejects.toMatchObject({ kind: { code: 'not-found' } });
    const left = (): Promise<unknown[]> => run(`select from shown_stock where day = '2026-11-22'`);
    await keepShownStock(database.db, '2027-12-27'); // 400 days later
    expect(await left()).toHaveLength(1);
    await keepShownStock(database.db, '2027-12-28');
    expect(await left()).toEqual([]);
  });

  it.each([
    ['2026-11-16', '2026-11-16'],
    ['2026-11-22', '2026-11-16'],
    ['2026-11-23', '2026-11-23'],
    ['2026-01-01', '2025-12-29'],
  ])('the week of %s begins on %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
  });
});
