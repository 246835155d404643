import { openMarket, until, type Market } from '../support/market';

describe('the main job', () => {
  let market: Market;
  beforeAll(async () => {
    market = await openMarket({ settings: { LOG_LEVEL: process.env.TEST_LOG ?? 'silent' } });
  });
  afterAll(() => market?.close());
  afterEach(() => market.quiet().then(() => market.invariants()));

  it('[PR1] one registration is live on every platform, with no field typed twice', async () => {
    const honey = await market.register(40);
    const answer = await market.operator.post(`${honey.home}/products/${honey.productId}/listings`, {});
    expect(answer.status).toBe(201);
    expect(answer.body).toHaveLength(2);
    await market.live(honey);
    for (const platform of market.platforms) {
      expect(await market.product(platform, honey.sku)).toMatchObject({ onSale: true, sellable: 20, priceVnd: 350_000 });
    }
  });

  it.each(['voso', 'postmart'] as const)(
    '[MJ2] a sale on %s lowers what the other offers, and its cancellation restores it',
    async (platform) => {
      const other = platform === 'voso' ? 'postmart' : 'voso';
      const honey = await market.listed(40);
      const orderId = (await market.buy(platform, honey, 4)) ?? '';
      await market.orderAt(platform, orderId, 'awaiting-seller');
      await until('the other shows less', async () => ((await market.sellable(other, honey.sku)) ?? 0) < 20);
      await market.quiet();
      expect(await market.sellable(other, honey.sku)).toBe(18);
      await market.sim(platform, `/orders/${orderId}/cancel`, { by: 'buyer' });
      await market.orderAt(platform, orderId, 'cancelled');
      await until(
        'all is back',
        async () => (await market.sellable(other, honey.sku)) === 20 && (await market.sellable(platform, honey.sku)) === 20,
      );
    },
  );
});
