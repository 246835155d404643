import { openMarket, until, type Goods, type Market } from '../support/market';
import { tradersOf, type Traders } from '../support/trade';

describe('what only the practice Postmart does wrong', () => {
  let market: Market;
  let traders: Traders;
  beforeAll(async () => {
    market = await openMarket({ sandbox: { seed: 13 }, settings: { LOG_LEVEL: process.env.TEST_LOG ?? 'silent' } });
    traders = tradersOf(market);
  });
  afterAll(() => market?.close());
  afterEach(() => traders.settled());

  const shop = (): string => market.shops.get('postmart') ?? '';
  const fault = async (knob: string, setting: unknown = { times: 1 }): Promise<void> => {
    const set = await market.fault('postmart', knob, setting);
    if (set.status !== 200) throw new Error(`no knob ${knob}: ${JSON.stringify(set.body)}`);
  };
  const heal = (knob: string) => market.fault('postmart', knob, false);
  const stockOf = async (goods: Goods) => (await market.operator.get(`${goods.home}/products/${goods.productId}/stock`)).body;

  async function published(onHand = 12): Promise<Goods> {
    const goods = await market.register(onHand);
    await market.publish(goods);
    return goods;
  }
  const rejected = (goods: Goods) =>
    until('rejected, with what to do', async () => {
      const listing = await traders.listing('postmart', goods);
      return listing?.state === 'rejected' && listing.issues[0]?.adviceVi ? listing : null;
    });

  it('login-refused: the operator sees it, tries once more, and everything goes on', async () => {
    await fault('login-refused', { times: 1 });
    await market.sim('postmart', '/token/expire');
    const honey = await published();
    await until('seen', async () => (await traders.trouble('postmart')) === 'wrong-credentials');
    const tried = await market.operator.post(`/api/v1/connections/${shop()}/test`);
    expect(tried.body).toMatchObject({ isWorking: true });
    await market.live(honey);
    expect(await traders.trouble('postmart')).toBeNull();
  });

  it('seller-locked: a person sees it, nothing is lost meanwhile, and it heals by itself', async () => {
    const honey = await market.listed(12);
    await fault('seller-locked', true);
    const waiting = await published();
    await until('seen', async () => (await traders.trouble('postmart')) === 'account-locked');
    await market.count(honey, 30);
    await until('why the stock stands still', async () => (await traders.listing('postmart', honey))?.stockTrouble);
    expect(await traders.listing('postmart', waiting)).toMatchObject({ state: 'queued' });
    await heal('seller-locked');
    await market.live(waiting);
    expect(await traders.trouble('postmart')).toBeNull();
    await until('told after all', async () => (await market.sellable('postmart', honey.sku)) === 15);
  });

  it.each([
    ['picture-dropped', 'photo-unfetched', true],
    ['review-reject', 'photo', { times: 1, reasonId: 'IMAGE_QUALITY', description: 'Ảnh mờ' }],
    ['missing-document', 'document-missing', { times: 1 }],
  ])('%s: the maker reads what is wrong, corrects it, and it goes live', async (knob, code, setting) => {
    await fault(knob, setting);
    const honey = await published();
    expect((await rejected(honey)).issues).toMatchObject([{ code }]);
    await heal(knob);
    await traders.rewrite(honey, `Mật ong bạc hà nguyên chất, sửa theo lời sàn (${knob}).`);
    await market.live(honey);
    expect(await traders.listing('postmart', honey)).toMatchObject({ state: 'live', issues: [] });
  });

  it('partial-batch: the line that failed is told again, the others stay told', async () => {
    const [honey, tea] = [await market.listed(12), await market.listed(12)];
    await fault('partial-batch', { times: 2, match: { sku: honey.sku } });
    await market.count(honey, 40);
    await market.count(tea, 30);
    await until(
      'both told',
      async () => (await market.sellable('postmart', honey.sku)) === 20 && (await market.sellable('postmart', tea.sku)) === 15,
    );
  });

  it('false-success: a product that is gone is noticed all the same, and its share goes to the others', async () => {
    const honey = await market.listed(12);
    await fault('false-success', true);
    await market.sim('postmart', `/products/${honey.sku}/delete`);
    await market.count(honey, 20);
    await market.quiet();
    // The look that the schedule takes every ten minutes.
    await market.rows(`update listing set due_at = now() where connection_id = $1 and sku = $2`, [shop(), honey.sku]);
    await until('seen', async () => (await traders.listing('postmart', honey))?.state === 'withdrawn');
    await until('all of it at the other', async () => (await market.sellable('voso', honey.sku)) === 20);
  });

  it('stock-race: somebody buys just before the number is written, and nothing is sold twice', async () => {
    const honey = await market.listed(6);
    await fault('stock-race', { times: 2, quantity: 1, match: { sku: honey.sku } });
    await market.count(honey, 20);
    await until('met', async () =>
      (await market.state('postmart')).orders.some((order) => order.lines.some((line) => line.sku === honey.sku)),
    );
    await market.poll('postmart');
    await market.quiet();
    const { orders } = await market.state('postmart');
    const sold = orders.filter((order) => order.lines.some((line) => line.sku === honey.sku)).length;
    expect(await stockOf(honey)).toMatchObject({ onHand: 20, promised: sold });
  });

  it('buyer-cancels-first: the confirmation comes too late, and the units are back', async () => {
    const honey = await market.listed(12);
    const order = await traders.sell('postmart', honey, 2);
    const id = await traders.known('postmart', order);
    await fault('buyer-cancels-first');
    await traders.act(honey, id, 'confirm');
    await market.orderAt('postmart', order, 'cancelled');
    expect(await traders.acted(id, 'confirm')).toMatchObject({ state: 'refused' });
    expect(await stockOf(honey)).toMatchObject({ onHand: 12, promised: 0 });
  });

  it('cancel-refused: the seller reads that the post did not agree, and the order goes on', async () => {
    const { honey, order, id } = await confirmed();
    await fault('cancel-refused');
    await traders.act(honey, id, 'cancel', { reason: 'Khách đổi ý' });
    await until('being decided', async () => {
      const [act] = await market.rows<{ state: string }>(`select state from order_act where order_id = $1 and kind = 'cancel'`, [id]);
      return act?.state === 'pending';
    });
    // A look that fails is no reason to ask for the same thing a second time: the post office would decide anew.
    await fault('bad-gateway', { times: 3, match: { path: '/getOrder' } });
    expect(await traders.acted(id, 'cancel')).toMatchObject({ state: 'refused' });
    expect(await market.order('postmart', order)).toMatchObject({ stage: 'ready-to-ship' });
    const asked = await market.look<{ path: string; body: unknown }[]>('postmart', '/requests');
    expect(asked.filter((each) => each.path.endsWith('/orderCancel') && JSON.stringify(each.body).includes(order))).toHaveLength(1);
  });

  it('unknown-status: a code that nobody knows moves nothing and hides nothing', async () => {
    const { order } = await confirmed();
    await fault('unknown-status', { times: 1, code: 551 });
    await market.sim('postmart', `/orders/${order}/advance`, { status: 'SHIPPING' });
    await until('met', async () => (await market.order('postmart', order))?.platformState.includes('551'));
    expect(await market.order('postmart', order)).toMatchObject({ stage: 'ready-to-ship' });
    await market.sim('postmart', `/orders/${order}/advance`, { status: 'SHIPPING' });
    await market.orderAt('postmart', order, 'picked-up');
  });

  it('wrong-signature and stop-on-4xx: a forged batch is turned away; an endpoint that was switched off for it lives by polling', async () => {
    const honey = await market.listed(12);
    const before = await market.rows('select 1 from delivery where connection_id = $1', [shop()]);
    await fault('stop-on-4xx', { times: 1 });
    await fault('wrong-signature', { times: 1, match: { type: 'order' } });
    const forged = await traders.sell('postmart', honey, 2);
    await until('switched off', async () => {
      const { active } = await market.look<{ active: Record<string, { fired: number }> }>('postmart', '/faults');
      return active['stop-on-4xx']?.fired === 1;
    });
    const unheard = await traders.sell('postmart', honey);
    expect(await market.rows('select 1 from delivery where connection_id = $1', [shop()])).toHaveLength(before.length);
    for (const order of [forged, unheard]) await traders.known('postmart', order);
    await market.sim('postmart', '/approve-webhook');
    await market.orderAt('postmart', await traders.sell('postmart', honey), 'awaiting-seller');
  });

  it('forged-record: a record that nobody signed moves nothing', async () => {
    const { order } = await confirmed();
    const honey = await market.listed(12);
    await fault('forged-record', { times: 1, originalId: order });
    await market.orderAt('postmart', await traders.sell('postmart', honey), 'awaiting-seller');
    await market.quiet();
    expect(await market.order('postmart', order)).toMatchObject({ stage: 'ready-to-ship' });
  });

  it('big-number: a number that cannot be read exactly names no other order', async () => {
    const honey = await market.listed(12);
    await fault('big-number');
    await market.orderAt('postmart', await traders.sell('postmart', honey, 2), 'awaiting-seller');
  });

  // Last, because for a while afterwards we call less often.
  it('absurd-retry-after: nobody is put off for twenty minutes', async () => {
    const honey = await market.listed(12);
    const id = await traders.known('postmart', await traders.sell('postmart', honey, 2));
    await fault('absurd-retry-after', { seconds: 1224 });
    await fault('busy', true);
    await traders.act(honey, id, 'confirm');
    await traders.reprice(honey, 370_000);
    await market.count(honey, 20);
    const waits = await until('told to wait', async () => {
      const [found] = await market.rows<{ act: number | null; price: number | null; stock: number | null }>(
        `select (select extract(epoch from due_at - now())::int from order_act where order_id = $1 and attempts > 0) as act,
                extract(epoch from l.due_at - now())::int as price, extract(epoch from l.stock_due_at - now())::int as stock
           from listing l where l.connection_id = $2 and l.sku = $3`,
        [id, shop(), honey.sku],
      );
      return found && (found.act ?? 0) > 60 && (found.stock ?? 0) >= 0 ? found : null;
    });
    for (const wait of Object.values(waits)) expect(wait).toBeLessThanOrEqual(300);
    await heal('busy');
    await heal('absurd-retry-after');
    // What the minutes that nobody waits for in a test would do.
    await market.rows(`update order_act set due_at = now() where order_id = $1`, [id]);
    await market.rows(`update listing set due_at = least(due_at, now()), stock_due_at = now() where connection_id = $1 and sku = $2`, [
      shop(),
      honey.sku,
    ]);
    expect(await traders.acted(id, 'confirm')).toMatchObject({ state: 'done' });
    await until('the new price', async () => (await market.product('postmart', honey.sku))?.priceVnd === 370_000);
  });

  async function confirmed(): Promise<{ honey: Goods; order: string; id: string }> {
    const honey = await market.listed(12);
    const order = await traders.sell('postmart', honey, 2);
    const id = await traders.known('postmart', order);
    await traders.act(honey, id, 'confirm');
    await market.orderAt('postmart', order, 'ready-to-ship');
    await traders.acted(id, 'confirm');
    return { honey, order, id };
  }
});
