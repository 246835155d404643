import { card, openMarket, until, type Goods, type Market } from '../support/market';
import { tradersOf, type Traders } from '../support/trade';

describe('what only the practice Voso does wrong', () => {
  let market: Market;
  let traders: Traders;
  beforeAll(async () => {
    market = await openMarket({
      sandbox: { seed: 11, voso: { stockRatePerSecond: 5 } },
      settings: { LOG_LEVEL: process.env.TEST_LOG ?? 'silent' },
    });
    traders = tradersOf(market);
  });
  afterAll(() => market?.close());
  afterEach(() => traders.settled());

  const fault = async (knob: string, setting: unknown = { times: 1 }): Promise<void> => {
    const set = await market.fault('voso', knob, setting);
    if (set.status !== 200) throw new Error(`no knob ${knob}: ${JSON.stringify(set.body)}`);
  };
  const heal = (knob: string) => market.fault('voso', knob, false);
  const row = async <T>(sql: string, parameters: unknown[]): Promise<T> => (await market.rows<T>(sql, parameters))[0] as T; // the test fails on what it reads of it
  const deliveries = () =>
    row<{ n: number }>('select count(*)::int as n from delivery where connection_id = $1', [market.shops.get('voso')]);

  async function published(onHand = 12): Promise<Goods> {
    const goods = await market.register(onHand);
    await market.publish(goods);
    return goods;
  }
  const rejected = (goods: Goods) =>
    until('rejected, with what to do', async () => {
      const listing = await traders.listing('voso', goods);
      return listing?.state === 'rejected' && listing.issues[0]?.adviceVi ? listing : null;
    });

  it('wrong-token: a forged webhook is not let in, and polling brings the order', async () => {
    const honey = await market.listed(12);
    const before = await deliveries();
    await fault('wrong-token', { times: 1, match: { type: 'order' } });
    const order = await traders.sell('voso', honey, 2);
    await until('turned away', async () => {
      const sent = await market.look<{ deliveries: { attempts: { status: number }[] }[] }>('voso', '/deliveries');
      return (Array.isArray(sent) ? sent : sent.deliveries).some((each: { attempts: { status: number }[] }) =>
        each.attempts.some(({ status }) => status === 401),
      );
    });
    expect(await deliveries()).toEqual(before);
    expect(await market.order('voso', order)).toBeUndefined();
    await traders.known('voso', order);
  });

  it('secret-in-header: the secret counts where it really is, whatever else the headers hold', async () => {
    const honey = await market.listed(12);
    await fault('secret-in-header');
    await market.orderAt('voso', await traders.sell('voso', honey), 'awaiting-seller');
  });

  it("foreign-event: somebody else's order does not become ours", async () => {
    const honey = await market.listed(12);
    await fault('foreign-event');
    await market.orderAt('voso', await traders.sell('voso', honey, 2), 'awaiting-seller');
    await market.quiet();
    const { orders } = await market.state('voso');
    const ours = await market.rows<{ id: string }>('select platform_order_id as id from market_order where connection_id = $1', [
      market.shops.get('voso'),
    ]);
    expect(ours.filter(({ id }) => !orders.some((order) => order.id === id))).toEqual([]);
  });

  it('webhook-before-answer: the hint of an act that is still under way does no harm', async () => {
    const honey = await market.listed(12);
    const order = await traders.sell('voso', honey, 2);
    const id = await traders.known('voso', order);
    await fault('webhook-before-answer', true);
    await traders.act(honey, id, 'confirm');
    await market.orderAt('voso', order, 'confirmed');
    expect(await traders.acted(id, 'confirm')).toMatchObject({ state: 'done' });
  });

  it('big-number: a verdict whose number cannot be read finds its product by its code', async () => {
    await fault('big-number', { times: 3 });
    const honey = await published();
    await market.live(honey);
    expect(await market.rows('select 1 from listing where sku = $1 and external_id like $2', [honey.sku, '9007%'])).toEqual([]);
  });

  it('refresh-refused: a login that fails for no reason of ours is tried again', async () => {
    await fault('refresh-refused', { times: 3 });
    await market.sim('voso', '/token/expire');
    await market.live(await published());
    expect(await traders.trouble('voso')).toBeNull();
  });

  it('login-rotates: a login that ends the one before', async () => {
    await fault('login-rotates', { times: 3 });
    for (let round = 0; round < 2; round++) {
      await market.sim('voso', '/token/expire');
      const honey = await market.listed(12);
      await market.orderAt('voso', await traders.sell('voso', honey), 'awaiting-seller');
    }
  });

  it('expired-zero: a login that does not say how long it lasts', async () => {
    await fault('expired-zero', { times: 2 });
    await market.sim('voso', '/token/expire');
    await market.live(await published());
  });

  it('shop-locked: a person sees it, nothing is lost meanwhile, and it heals by itself', async () => {
    const honey = await market.listed(12);
    await fault('shop-locked', true);
    const waiting = await published();
    await until('seen', async () => (await traders.trouble('voso')) === 'account-locked');
    await market.count(honey, 20);
    await until('the other platform sells on', async () => (await market.product('postmart', waiting.sku))?.onSale);
    expect(await traders.listing('voso', waiting)).toMatchObject({ state: 'queued' });
    await heal('shop-locked');
    await market.live(waiting);
    expect(await traders.trouble('voso')).toBeNull();
  });

  it('enforceHold: a share that cannot go below what is held waits for the orders, and sells no more than before', async () => {
    const honey = await market.listed(10);
    const order = await traders.sell('voso', honey, 4);
    await market.orderAt('voso', order, 'awaiting-seller');
    await fault('enforceHold', true);
    await market.count(honey, 40);
    await until('a person sees why', async () => (await traders.listing('voso', honey))?.stockTrouble);
    expect(await market.sellable('voso', honey.sku)).toBeLessThanOrEqual(5);
    await market.sim('voso', `/orders/${order}/cancel`, { by: 'buyer' });
    await market.orderAt('voso', order, 'cancelled');
    await until('told after all', async () => (await market.sellable('voso', honey.sku)) === 20);
  });

  it('rate-all-calls: five calls a second for everything are enough', async () => {
    await fault('rate-all-calls', true);
    const all = await Promise.all([published(), published(), published()]);
    for (const goods of all) await market.live(goods);
  });

  it('stock-race: somebody buys just before the number is written, and nothing is sold twice', async () => {
    const honey = await market.listed(6);
    await fault('stock-race', { times: 2, quantity: 1 });
    await market.count(honey, 20);
    await until('met', async () => (await market.state('voso')).orders.some((order) => order.lines.some((line) => line.sku === honey.sku)));
    await market.poll('voso');
    await market.quiet();
    const stock = await market.operator.get(`${honey.home}/products/${honey.productId}/stock`);
    expect(stock.body).toMatchObject({ onHand: 20, promised: 1 });
  });

  it('review-rejected: the maker reads why, corrects it, and it goes live', async () => {
    await fault('review-rejected', { times: 1, reason: 102 });
    const honey = await published();
    expect((await rejected(honey)).issues).toMatchObject([{ code: 'text' }]);
    expect(await market.sellable('voso', honey.sku)).toBe(0);
    await traders.rewrite(honey, 'Mật ong bạc hà nguyên chất, chai thủy tinh 500 ml.');
    await market.live(honey);
  });

  it('image-rejected: another photo, and it goes live', async () => {
    await fault('image-rejected');
    const honey = await published();
    expect((await rejected(honey)).issues).toMatchObject([{ code: 'photo' }]);
    await photographed(honey, 1);
    await market.publish(honey);
    await market.live(honey);
    expect(await traders.listing('voso', honey)).toMatchObject({ state: 'live', issues: [] });
  });

  it('image-dropped: a photo that the platform keeps silent about is told to the maker', async () => {
    const honey = await market.register(12);
    await photographed(honey, 2);
    await fault('image-dropped');
    await market.publish(honey);
    await market.live(honey);
    const listing = await until('said', async () => {
      const seen = await traders.listing('voso', honey);
      return seen.issues.length > 0 ? seen : null;
    });
    expect(listing).toMatchObject({ state: 'live', issues: [{ code: 'photo', field: 'photos' }] });
    await traders.rewrite(honey, 'Mật ong bạc hà, thu hoạch mùa đông.');
    await until('nothing left to say', async () => {
      const seen = await traders.listing('voso', honey);
      return seen.state === 'live' && seen.issues.length === 0;
    });
  });

  it('unknown-status: a code that nobody knows moves nothing and hides nothing', async () => {
    const { order } = await shipped(2);
    await fault('unknown-status', { times: 1, status: 551 });
    await market.sim('voso', `/orders/${order}/advance`, { status: 105 });
    await market.orderAt('voso', order, 'picked-up');
  });

  it('edited-fee: the weighing changes what the seller is left with', async () => {
    const { order } = await shipped(2);
    await market.sim('voso', `/orders/${order}/advance`, { status: 105 });
    const fees = async (status: number, fee: number): Promise<number> => {
      await fault('edited-fee', { times: 1, weight: 2_000, fee });
      await market.sim('voso', `/orders/${order}/advance`, { status });
      return until(`fees at ${status}`, async () => {
        const [found] = await market.rows<{ fees: string }>(
          `select fees from market_order where platform_order_id = $1 and platform_state = $2`,
          [order, String(status)],
        );
        return found && Number(found.fees);
      });
    };
    const [first, second] = [await fees(200, 99_000), await fees(202, 88_000)];
    expect(first - second).toBe(11_000);
  });

  it('cancel-refused: the goods had just been fetched; the seller reads that, and they count as gone', async () => {
    const { honey, order, id } = await shipped(2);
    await fault('cancel-refused');
    await traders.act(honey, id, 'cancel', { reason: 'Khách đổi ý' });
    expect(await traders.acted(id, 'cancel')).toMatchObject({ state: 'refused' });
    await market.orderAt('voso', order, 'picked-up');
    const stock = await market.operator.get(`${honey.home}/products/${honey.productId}/stock`);
    expect(stock.body).toMatchObject({ onHand: 10, promised: 0 });
  });

  it('buyer-cancels-during-confirm: the confirmation comes too late, and the units are back', async () => {
    const honey = await market.listed(12);
    const order = await traders.sell('voso', honey, 2);
    const id = await traders.known('voso', order);
    await fault('buyer-cancels-during-confirm');
    await traders.act(honey, id, 'confirm');
    await market.orderAt('voso', order, 'cancelled');
    expect(await traders.acted(id, 'confirm')).toMatchObject({ state: 'refused' });
    const stock = await market.operator.get(`${honey.home}/products/${honey.productId}/stock`);
    expect(stock.body).toMatchObject({ onHand: 12, promised: 0 });
  });

  it.each(['old', 'new', 'mismatch', 'colliding', 'split'])('address: an order with a %s address has a receiver', async (scheme) => {
    const honey = await market.listed(12);
    await fault('address', { times: 1, scheme });
    const id = await traders.known('voso', await traders.sell('voso', honey));
    const { body } = await market.operator.get(`${honey.home}/orders/${id}`);
    expect(body.receiver.address).not.toBe('');
    expect(['pre-2025-07', '2025-07', 'unknown']).toContain(body.receiver.addressScheme);
  });

  async function shipped(quantity: number): Promise<{ honey: Goods; order: string; id: string }> {
    const honey = await market.listed(12);
    const order = await traders.sell('voso', honey, quantity);
    const id = await traders.known('voso', order);
    await traders.act(honey, id, 'confirm');
    await market.orderAt('voso', order, 'confirmed');
    await traders.act(honey, id, 'ship');
    await market.orderAt('voso', order, 'ready-to-ship');
    await traders.acted(id, 'ship');
    return { honey, order, id };
  }

  async function photographed(goods: Goods, count: number): Promise<void> {
    const photoIds: string[] = [];
    for (let i = 0; i < count; i++) {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(await card())], { type: 'image/jpeg' }), `anh-${i}.jpg`);
      photoIds.push((await market.operator.post(`${goods.home}/photos`, form)).body.id);
    }
    const placed = await market.operator.call('PUT', `${goods.home}/products/${goods.productId}/photos`, { body: { photoIds } });
    if (placed.status !== 200) throw new Error(`cannot place the photos: ${placed.text}`);
  }
});
