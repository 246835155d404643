import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { sealBuyer } from './buyer';
import { PickListReader } from './pick-list.reader';
import { pickListPage } from './pick-list.rules';

describe('the pick list', () => {
  let database: TestDatabase;
  const boxes = new SecretBoxes(Buffer.alloc(32, 7));
  const lists = new PickListReader(new FakeClock(new Date('2026-11-22T02:00:00Z')), boxes);
  const [producer, other, shop] = [newId(), newId(), newId()];
  const run = <T>(sql: string, ...values: unknown[]): Promise<T[]> => rows<T>(database.db, sql, values);

  beforeAll(async () => {
    database = await openDatabase();
    await run(
      `insert into producer (id, kind, name, province_code) values ($1, 'household', 'A', '08'), ($2, 'household', 'B', '08')`,
      producer,
      other,
    );
    await run(
      `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, 'voso', 'Gian Voso', 'http://x', '', '')`,
      shop,
    );
    const made = [
      ['V-1', 'confirmed', '2026-11-21T02:00:00Z', 'S1', 2, null],
      ['V-2', 'ready-to-ship', '2026-11-22T16:59:59Z', 'S1', 5, 3],
      ['V-3', 'confirmed', '2026-11-22T17:00:00Z', 'S2', 1, null], // tomorrow in Vietnam
      ['V-4', 'picked-up', '2026-11-21T02:00:00Z', 'S1', 90, null],
      ['V-5', 'awaiting-seller', '2026-11-21T02:00:00Z', 'S1', 90, null],
      ['V-6', 'confirmed', '2026-11-21T02:00:00Z', 'S3', 4, 0], // the seller accepted none of it
    ] as const;
    for (const [number, stage, placedAt, sku, quantity, confirmed] of made) {
      const id = newId();
      const receiver = {
        name: `Trần <b>Thị</b> ${number}`,
        phone: '0912345678',
        address: 'Số 1 Hàng Bài',
        addressScheme: 'unknown' as const,
      };
      await run(
        `insert into market_order (id, connection_id, platform_order_id, stage, platform_state, payment, cash_on_delivery, total, fees, buyer_box, placed_at) values ($1, $2, $3, $4, 'x', 'cod', 0, 1, 0, $5, $6)`,
        ...[id, shop, number, stage, sealBuyer(boxes, id, { receiver, note: 'gọi trước' }).box, placedAt],
      );
      const line = `insert into order_line (id, order_id, line_id, sku, title, quantity, unit_price, producer_id, confirmed_quantity) values ($1, $2, $3, $4, 'Mật <i>ong</i>', $5, 1, $6, $7)`;
      await run(line, newId(), id, '1', sku, quantity, producer, confirmed);
      await run(line, newId(), id, '2', 'FOREIGN', 7, other, null);
    }
  });
  afterAll(() => database.drop());

  it('[OF8] lays out each pack once with the parcels it goes into, of what was confirmed and has not left', async () => {
    const list = await lists.read(database.db, producer);
    expect(list).toMatchObject({ day: '2026-11-22', orders: 2, isCut: false });
    expect(list.packs.map(({ sku, quantity }) => [sku, quantity])).toEqual([['S1', 5]]);
    expect(list.packs[0]?.orders.map(({ platformOrderId, quantity }) => [platformOrderId, quantity])).toEqual([
      ['V-1', 2],
      ['V-2', 3],
    ]);
    expect((await lists.read(database.db, producer, '2026-11-23')).packs.map(({ sku }) => sku)).toEqual(['S1', 'S2']);
    expect((await lists.read(database.db, other, '2026-11-20')).packs).toEqual([]);
  });

  it('[OF8] is a page for A4 and small phones without script, and names no buyer', async () => {
    const page = pickListPage('HTX <Một>', await lists.read(database.db, producer));
    expect(page).toContain('@page{size:A4');
    expect(page).toContain('width=device-width');
    expect(page).toMatch(/Mật &lt;i&gt;ong&lt;\/i&gt;/);
    expect(page).not.toMatch(/<script|<i>|<Một>|0912345678|Hàng Bài|gọi trước|Trần/);
    expect(pickListPage('A', { day: '2026-11-22', orders: 0, isCut: false, packs: [] })).toContain('Không có đơn nào');
  });
});
