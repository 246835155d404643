import { Transactions } from '../../src/shared/db';
import type { Answer, Json } from '../support/app';
import { openMarket, type Goods, type Market } from '../support/market';
import { givePapers } from '../support/papers';
import { tradersOf, type Traders } from '../support/trade';

describe('an order for alcohol', () => {
  let market: Market;
  let traders: Traders;
  let wine: Goods;
  let honey: Goods;
  beforeAll(async () => {
    market = await openMarket({ platforms: ['voso'] });
    traders = tradersOf(market);
    const gate = { platform: 'voso', ageGate: true, noteVi: 'Sàn có bước xác nhận tuổi', effectiveFrom: '2026-01-01' };
    expect((await market.operator.post('/api/v1/platform-rules', gate)).status).toBe(201);
    [wine, honey] = [await market.register(40, { name: 'Rượu vang sim rừng' }), await market.register(40)];
    const path = `${wine.home}/products/${wine.productId}`;
    const { version } = (await market.operator.get(path)).body;
    expect((await market.operator.call('PATCH', path, { body: { version, ocopSet: 15 } })).status).toBe(200);
    await givePapers(market.app.app.get(Transactions).reader, [wine.productId]);
    for (const goods of [wine, honey]) {
      await market.publish(goods);
      await market.live(goods);
    }
  });
  afterAll(() => market?.close());

  const order = (goods: Goods, id: string): Promise<Answer> => market.operator.get(`${goods.home}/orders/${id}`);

  it('is turned away when it is to be paid on delivery, with the reason, and its stock is free again', async () => {
    const bought = (await market.buy('voso', wine, 2)) ?? '';
    const id = await traders.known('voso', bought);
    await market.orderAt('voso', bought, 'cancelled');
    expect((await traders.acted(id, 'refuse')).state).toBe('done');
    const { body } = await order(wine, id);
    expect(body).toMatchObject({ payment: 'cod', cancelledBy: 'seller', forbiddenBecause: expect.stringContaining('không dùng tiền mặt') });
    expect(body.acts.map((one: Json) => one.kind)).toEqual(['refuse']);
    const asked = await market.rows(`select content ->> 'reason' as reason, actor_id as actor from order_act where order_id = $1`, [id]);
    expect(asked).toEqual([{ reason: body.forbiddenBecause, actor: null }]);
    await market.quiet();
    expect(await market.rows('select promised, on_hand as "onHand" from pool where product_id = $1', [wine.productId])).toEqual([
      { promised: 0, onHand: 40 },
    ]);
  });

  it('is for nobody to confirm or send once it is known to be forbidden, whatever became of turning it away', async () => {
    const id = await traders.known('voso', (await market.buy('voso', honey, 1)) ?? '');
    await market.rows(`update market_order set forbidden_because = 'Phải trả trước.', judged_at = now() where id = $1`, [id]);
    const asked = await market.operator.post(`${honey.home}/orders/${id}/confirm`, {});
    expect([asked.status, asked.body]).toEqual([
      409,
      expect.objectContaining({ type: 'urn:problem:illegal-move', detail: 'Phải trả trước.', reason: 'forbidden-by-law' }),
    ]);
    expect((await order(honey, id)).body).toMatchObject({ stage: 'awaiting-seller', forbiddenBecause: 'Phải trả trước.', acts: [] });
  });

  it('goes its way when it was paid before, as honey does that is paid on delivery', async () => {
    const paid = await traders.known('voso', (await market.buy('voso', wine, 1, { payment: 'paid' })) ?? '');
    const other = await traders.known('voso', (await market.buy('voso', honey, 1)) ?? '');
    for (const [goods, id, payment] of [
      [wine, paid, 'paid'],
      [honey, other, 'cod'],
    ] as const) {
      await traders.act(goods, id, 'confirm');
      expect((await traders.acted(id, 'confirm')).state).toBe('done');
      const { body } = await order(goods, id);
      expect(body).toMatchObject({ payment, forbiddenBecause: null, acts: [{ kind: 'confirm' }] });
    }
  });
});
