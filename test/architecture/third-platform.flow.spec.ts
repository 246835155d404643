import { adapters } from '../../src/adapters';
import { referenceAdapter, ReferencePlatform } from '../../src/platform/conformance/reference';
import { openMarket, until, type Market } from '../support/market';

/**
 * What "a platform is one folder and one line" means for the core: it is handed an adapter that it has never heard of (the kit's own, complete and plain),
 * and everything goes its way: connection, categories, photos, publishing, review, stock, orders by webhook.
 */
describe('a third platform', () => {
  let market: Market;
  let third: ReferencePlatform;
  let shop: string;

  beforeAll(async () => {
    third = await ReferencePlatform.start();
    await third.pass(Date.now() - (await third.now()).getTime()); // tokens end by its clock
    market = await openMarket({ program: { platforms: [...adapters, referenceAdapter] } });
    const made = await market.operator.post('/api/v1/connections', {
      platform: referenceAdapter.code,
      name: 'Gian hàng thứ ba',
      baseUrl: third.baseUrl,
      credentials: third.credentials,
      webhookSecrets: third.webhookSecrets,
      isPractice: true,
    });
    expect(made.status).toBe(201);
    shop = (made.body as { id: string }).id;
    await third.sendWebhooksTo(`${market.app.url}/webhooks/${referenceAdapter.code}/${shop}`);
  });
  afterAll(async () => {
    await market?.close();
    await third?.stop();
  });

  const shown = async (sku: string) => (await third.listings(sku))[0];

  it('[AD1] is known to the program by its line in the list alone', async () => {
    const { body } = await market.operator.get<{ code: string }[]>('/api/v1/platforms');
    expect(body.map((platform) => platform.code).sort()).toEqual([...adapters, referenceAdapter].map((adapter) => adapter.code).sort());
  });

  it('[AD1] gets listings, a share of the stock and orders like the two that were there before', async () => {
    const honey = await market.register(60);
    await market.publish(honey);
    await until('the third platform has it for review', () => shown(honey.sku));
    await third.review(honey.sku, { approve: true });
    await market.live(honey);
    await until('all three offer a third', async () => (await shown(honey.sku))?.sellable === 20);
    for (const platform of market.platforms) expect(await market.sellable(platform, honey.sku)).toBe(20);

    await third.order([{ sku: honey.sku, quantity: 6 }]);
    await until('the order is known', async () => {
      const orders = await market.rows<{ stage: string }>('select stage from market_order where connection_id = $1', [shop]);
      return orders[0]?.stage === 'awaiting-seller';
    });
    await market.quiet();

    const left = await Promise.all(market.platforms.map((platform) => market.sellable(platform, honey.sku)));
    expect(left).toEqual([18, 18]);
    expect((await shown(honey.sku))?.sellable).toBe(18);
    await market.invariants();
  });
});
