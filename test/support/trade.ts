import type { Json } from './app';
import { until, type Goods, type Market, type PlatformCode } from './market';

/** What an order becomes once the seller has confirmed it. */
export const CONFIRMED: Readonly<Record<PlatformCode, string>> = { voso: 'confirmed', postmart: 'ready-to-ship' };

/** What the people of one market do, as the acts of one working day. Everything goes through the API or through the shops for buyers. */
export function tradersOf(market: Market) {
  const traders = {
    /** A buyer's order, once it is in our books. */
    async sell(platform: PlatformCode, goods: Goods, quantity = 1): Promise<string> {
      const bought = await market.buy(platform, goods, quantity);
      if (bought === null) throw new Error(`${platform} refused to sell ${quantity} of ${goods.sku}`);
      return bought;
    },
    /** Has an order read in whatever became of its webhooks. */
    async known(platform: PlatformCode, orderId: string): Promise<string> {
      await market.poll(platform);
      return (await until(`order ${orderId} of ${platform} in our books`, async () => market.order(platform, orderId))).id;
    },
    /** Asks for something to be done with an order. Answers the act's kind, to be watched with `acted`. */
    async act(goods: Goods, id: string, kind: string, body: unknown = {}): Promise<void> {
      const asked = await market.operator.post(`${goods.home}/orders/${id}/${kind}`, body);
      if (asked.status !== 202) throw new Error(`cannot ${kind}: ${asked.text}`);
    },
    /** Waits until an act is decided; answers its state and what the platform said. */
    acted: (id: string, kind: string) =>
      until(`${kind} of ${id} decided`, async () => {
        const [act] = await market.rows<{ state: string; text: string | null }>(
          `select state, platform_text as text from order_act where order_id = $1 and kind = $2 order by created_at desc limit 1`,
          [id, kind],
        );
        return act && (act.state === 'done' || act.state === 'refused') ? act : null;
      }),
    /** Another price, published. */
    async reprice(goods: Goods, priceVnd: number): Promise<void> {
      const { body } = await market.operator.get<Json>(`${goods.home}/products/${goods.productId}`);
      const changed = await market.operator.call('PATCH', `${goods.home}/products/${goods.productId}/packs/${body.packs[0].id}`, {
        body: { version: body.version, priceVnd },
      });
      if (changed.status !== 200) throw new Error(`cannot change the price: ${changed.text}`);
      await market.publish(goods);
    },
    /** Other words, published: what platforms review. */
    async rewrite(goods: Goods, description: string): Promise<void> {
      const { body } = await market.operator.get<Json>(`${goods.home}/products/${goods.productId}`);
      const changed = await market.operator.call('PATCH', `${goods.home}/products/${goods.productId}`, {
        body: { version: body.version, description },
      });
      if (changed.status !== 200) throw new Error(`cannot change the words: ${changed.text}`);
      await market.publish(goods);
    },
    /** The listing of the goods at a platform, as its maker sees it. */
    async listing(platform: PlatformCode, goods: Goods): Promise<Json> {
      const { body } = await market.operator.get<Json>(`${goods.home}/listings?limit=100`);
      return body.items.find((item: Json) => item.platform === platform && item.sku === goods.sku);
    },
    /** What is wrong with the account, as the operator sees it. */
    async trouble(platform: PlatformCode): Promise<string | null> {
      const { body } = await market.operator.get<Json>(`/api/v1/connections/${market.shops.get(platform)}`);
      return body.trouble?.code ?? null;
    },
    /** Registered, published and live; sold twice everywhere, one order confirmed and sent, one cancelled; repriced and recounted. */
    async day(onHand = 24): Promise<Goods> {
      const goods = await market.register(onHand);
      await market.publish(goods);
      await market.live(goods);
      await Promise.all(
        market.platforms.map(async (platform) => {
          const kept = await traders.sell(platform, goods, 2);
          const dropped = await traders.sell(platform, goods, 3);
          const [keptId, droppedId] = [await traders.known(platform, kept), await traders.known(platform, dropped)];
          await traders.act(goods, keptId, 'confirm');
          await traders.act(goods, droppedId, 'cancel', { reason: 'Hết hàng' });
          await market.orderAt(platform, kept, CONFIRMED[platform]);
          if (platform === 'voso') await traders.act(goods, keptId, 'ship');
          await market.orderAt(platform, kept, 'ready-to-ship');
          await market.orderAt(platform, dropped, 'cancelled');
        }),
      );
      await traders.reprice(goods, 360_000);
      await market.count(goods, onHand + 6);
      for (const platform of market.platforms) {
        await until(`the new price at ${platform}`, async () => (await market.product(platform, goods.sku))?.priceVnd === 360_000);
      }
      return goods;
    },
    /** Whatever is switched on is switched off, everything dropped is asked for, and everything holds. */
    async settled(): Promise<void> {
      for (const platform of market.platforms) {
        const { active } = await market.look<{ active: Record<string, unknown> }>(platform, '/faults');
        const off = Object.fromEntries(Object.keys(active).map((knob) => [knob, false]));
        if (Object.keys(off).length > 0) await market.sim(platform, '/faults', off);
      }
      await Promise.all(market.platforms.map((platform) => market.poll(platform)));
      await market.quiet();
      await until('every order read again', async () => {
        const [left] = await market.rows<{ n: number }>(
          'select count(*)::int as n from order_feed where due_at <= now() or trouble is not null',
        );
        return left?.n === 0;
      });
      await market.quiet();
      // An edit whose answer was lost waits for its turn to be sent again: it may be due only in some seconds.
      await until('nothing is left over', async () => {
        const [left] = await market.rows<Record<string, number>>(
          `select (select count(*) from delivery where state = 'dead')::int as dead,
                  (select count(*) from listing where seen_state = 'unknown')::int as "unknownListings",
                  (select count(*) from market_order where stage = 'unknown')::int as "unknownOrders",
                  (select count(*) from listing where sending_version_id is not null and wanted = 'live' and seen_state = 'live')::int as undecided,
                  (select count(*) from listing where stock_trouble is not null and wanted = 'live' and seen_state = 'live')::int as "stockTroubles"`,
        );
        const bad = Object.entries(left ?? {}).filter(([, count]) => count !== 0);
        if (bad.length > 0) throw new Error(`left over: ${JSON.stringify(Object.fromEntries(bad))}`);
        return true;
      });
      await market.quiet();
      await market.invariants();
    },
  };
  return traders;
}

export type Traders = ReturnType<typeof tradersOf>;
