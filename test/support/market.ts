import sharp from 'sharp';
import type { AppOptions } from '../../src/program/create-app';
import { startSandbox, type Sandbox, type SandboxOptions, type SimState } from '../../src/sandbox';
import { PRACTICE_CODES, PRACTICE_SHOPS, type PracticeCode } from '../../src/sandbox/practice';
import { StockService } from '../../src/selling';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { SecretBoxes } from '../../src/shared/secret';
import { LaneRunner, syncSealed } from '../../src/sync';
import { openApp, type Person, type TestApp } from './app';
import { agreeToPublish } from './consent';
import { givePapers, HONEY } from './papers';
import { freePort } from './port';

export type PlatformCode = PracticeCode;
export const PLATFORMS: readonly PlatformCode[] = PRACTICE_CODES;

export interface Goods {
  readonly producerId: string;
  readonly productId: string;
  readonly sku: string;
  /** Path of the product's producer: `/api/v1/producers/…`. */
  readonly home: string;
}

export interface MarketOptions {
  readonly sandbox?: SandboxOptions;
  readonly settings?: Readonly<Record<string, string>>;
  readonly platforms?: readonly PlatformCode[];
  readonly program?: AppOptions;
}

/** A webhook as the practice platform's control interface shows it. */
interface SimDelivery {
  readonly url: string;
  readonly state: string;
  readonly about: Readonly<Record<string, unknown>>;
}

/** Waits until `condition` gives something, and says what it waited for if it never does. */
export async function until<T>(what: string, condition: () => Promise<T | false | null | undefined>, withinMs = 45_000): Promise<T> {
  const end = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const found = await condition();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} did not come about within ${withinMs} ms${last === undefined ? '' : `: ${String(last)}`}`);
}

let cards = 0;

/** A picture of its own, 800 × 800. */
export function card(): Promise<Buffer> {
  cards += 1;
  return sharp({
    create: { width: 800, height: 800, channels: 3, background: { r: (cards * 53) % 256, g: (cards * 101) % 256, b: (cards * 29) % 256 } },
  })
    .jpeg()
    .toBuffer();
}

/** The program, both practice platforms, an operator with a shop at each, webhooks switched on: everything over real HTTP. */
/** A delivery of the inbox, opened. */
export interface StoredDelivery {
  readonly id: number;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly events: readonly { readonly orderId?: string }[];
}

export async function openMarket(options: MarketOptions = {}) {
  const platforms = options.platforms ?? PLATFORMS;
  const port = await freePort();
  const sandbox: Sandbox = await startSandbox({
    reviewMs: 30,
    retryScale: 0.01,
    ...options.sandbox,
    voso: platforms.includes('voso') ? { stockRatePerSecond: null, ...(options.sandbox?.voso || {}) } : false,
    postmart: platforms.includes('postmart') ? (options.sandbox?.postmart ?? {}) : false,
  });
  let app: TestApp;
  try {
    app = await openApp({ PORT: String(port), POLL_EVERY_MS: '60000', SWEEP_EVERY_MS: '200', ...options.settings }, options.program);
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  const operator = await app.person('operator');
  /** Verifies what the operator has sent. */
  const office = await app.person('province', '08');
  const shops = new Map<PlatformCode, string>();

  const sim = async (
    platform: PlatformCode,
    path: string,
    body: unknown = {},
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${sandbox[platform].url}/__sim${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const look = async <T>(platform: PlatformCode, path: string): Promise<T> => {
    const answer = await fetch(`${sandbox[platform].url}/__sim${path}`);
    const text = await answer.text();
    return (answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T;
  };

  async function connect(platform: PlatformCode): Promise<string> {
    const { title, credentials, webhookSecret, webhookSetting } = PRACTICE_SHOPS[platform];
    const secret = 'text' in webhookSecret ? webhookSecret.text : await look<string>(platform, webhookSecret.path);
    const made = await operator.post('/api/v1/connections', {
      platform,
      name: title,
      baseUrl: sandbox[platform].url,
      credentials,
      webhookSecrets: [secret],
      isPractice: true,
    });
    if (made.status !== 201) throw new Error(`cannot connect ${platform}: ${made.text}`);
    const id = (made.body as { id: string }).id;
    const webhookUrl = `${app.url}/webhooks/${platform}/${id}`;
    const { path, body } = webhookSetting(webhookUrl);
    const told = await sim(platform, path, body);
    if (told.status !== 200) throw new Error(`cannot set the webhook of ${platform}: ${JSON.stringify(told.body)}`);
    shops.set(platform, id);
    return id;
  }

  const market = {
    app,
    sandbox,
    operator,
    office,
    platforms,
    shops,
    sim,
    look,
    connect,
    state: (platform: PlatformCode) => look<SimState>(platform, '/state'),
    product: async (platform: PlatformCode, sku: string) => (await market.state(platform)).products.find((product) => product.sku === sku),
    sellable: async (platform: PlatformCode, sku: string) => (await market.product(platform, sku))?.sellable,
    fault: (platform: PlatformCode, knob: string, setting: unknown = { times: 1 }) => sim(platform, '/faults', { [knob]: setting }),
    rows: <T>(sql: string, parameters: readonly unknown[] = []) => rows<T>(app.app.get(Transactions).reader, sql, parameters),

    /** Registers a product that is ready for every platform. */
    async register(onHand: number | null, more: { name?: string; owner?: Person; producerId?: string } = {}): Promise<Goods> {
      const owner = more.owner ?? operator;
      const producerId = more.producerId ?? (await app.producer(owner, '08'));
      const home = `/api/v1/producers/${producerId}`;
      if (more.producerId === undefined) await agreeToPublish(owner, home);
      const [commune] = await market.rows<{ code: string }>(`select code from commune where province_code = '08' limit 1`);
      const tag = newId().slice(-8).toUpperCase();
      const made = await owner.post(`${home}/products`, {
        name: more.name ?? `Mật ong bạc hà ${tag}`,
        description: 'Mật ong hoa bạc hà cao nguyên đá, thu hoạch tháng 11 và 12. Bảo quản nơi khô mát, tránh ánh nắng.',
        ocopSet: 4,
        communeCode: commune?.code,
        shelfLifeDays: 365,
        attributes: HONEY,
        packs: [
          { sku: `MO-${tag}`, unit: 'chai', factor: 1, weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 },
        ],
      });
      if (made.status !== 201) throw new Error(`cannot register: ${made.text}`);
      const productId = (made.body as { id: string }).id;
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(await card())], { type: 'image/jpeg' }), 'anh.jpg');
      const photo = await owner.post(`${home}/photos`, form);
      if (photo.status >= 300) throw new Error(`cannot upload: ${photo.text}`);
      const placed = await owner.call('PUT', `${home}/products/${productId}/photos`, {
        body: { photoIds: [(photo.body as { id: string }).id] },
      });
      if (placed.status !== 200) throw new Error(`cannot place the photo: ${placed.text}`);
      const certificate = await owner.post(`${home}/products/${productId}/certificates`, {
        stars: 4,
        number: `QD-${tag}`,
        issuedBy: 'UBND tỉnh Tuyên Quang',
        issuedOn: '2025-03-12',
        expiresOn: '2098-03-11',
      });
      if (certificate.status !== 201) throw new Error(`cannot file the certificate: ${certificate.text}`);
      const verified = await office.post(`${home}/products/${productId}/certificates/${(certificate.body as { id: string }).id}/verify`);
      if (verified.status >= 300) throw new Error(`cannot verify: ${verified.text}`);
      await givePapers(app.app.get(Transactions).reader, [productId]);
      const goods = { producerId, productId, sku: `MO-${tag}`, home };
      if (onHand !== null) await market.count(goods, onHand);
      return goods;
    },
    async count(goods: Goods, onHand: number): Promise<void> {
      const counted = await operator.call('PUT', `${goods.home}/products/${goods.productId}/stock`, { body: { onHand } });
      if (counted.status !== 200) throw new Error(`cannot count: ${counted.text}`);
    },
    async rename(goods: Goods, name: string): Promise<void> {
      const path = `${goods.home}/products/${goods.productId}`;
      const { body } = await operator.get<{ version: number }>(path);
      const changed = await operator.call('PATCH', path, { body: { version: body.version, name } });
      if (changed.status !== 200) throw new Error(`cannot rename: ${changed.text}`);
    },
    async publish(goods: Goods): Promise<void> {
      const published = await operator.post(`${goods.home}/products/${goods.productId}/listings`, {});
      if (published.status !== 201) throw new Error(`cannot publish: ${published.text}`);
    },
    async live(goods: Goods): Promise<void> {
      for (const platform of platforms)
        await until(`${goods.sku} on sale at ${platform}`, async () => (await market.product(platform, goods.sku))?.onSale);
      await market.quiet();
    },
    /** Registered, published, live and told its stock everywhere. */
    async listed(onHand: number | null): Promise<Goods> {
      const goods = await market.register(onHand);
      await market.publish(goods);
      await market.live(goods);
      return goods;
    },
    /** A buyer on the platform. Answers the order's id, or null when the platform refused for lack of stock. */
    async buy(platform: PlatformCode, goods: Goods, quantity = 1, more: Record<string, unknown> = {}): Promise<string | null> {
      const answer = await sim(platform, '/orders', { lines: [{ sku: goods.sku, quantity }], ...more });
      if (answer.status === 409) return null;
      if (answer.status !== 201) throw new Error(`buying failed: ${JSON.stringify(answer.body)}`);
      return String(answer.body.orderId);
    },
    order: async (platform: PlatformCode, orderId: string) => {
      const [order] = await market.rows<{ id: string; stage: string; trouble: string | null; platformState: string }>(
        `select id, stage, trouble, platform_state as "platformState" from market_order where connection_id = $1 and platform_order_id = $2`,
        [shops.get(platform), orderId],
      );
      return order;
    },
    orderAt: (platform: PlatformCode, orderId: string, stage: string) =>
      until(`order ${orderId} of ${platform} ${stage}`, async () => {
        const order = await market.order(platform, orderId);
        return order?.stage === stage ? order : null;
      }),
    /** Reads the orders of a platform anew and waits until our books say of each what the platform says of it now. */
    async sameOrders(platform: PlatformCode): Promise<void> {
      await market.poll(platform);
      await until(`the orders of ${platform} as they are there`, async () => {
        const { orders } = await market.state(platform);
        const ours = await market.rows<{ id: string; platformState: string }>(
          'select platform_order_id as id, platform_state as "platformState" from market_order where connection_id = $1',
          [shops.get(platform)],
        );
        const stateOf = new Map(ours.map(({ id, platformState }) => [id, platformState]));
        const other = orders.find(({ id, status }) => !`${stateOf.get(id)}/`.startsWith(`${status}/`));
        if (other) throw new Error(`order ${other.id} is ${other.status} there and ${stateOf.get(other.id)} here`);
        return true;
      });
    },
    /** What its webhooks said, as it lies in the inbox. */
    async deliveries(connectionId: string): Promise<readonly StoredDelivery[]> {
      const found = await market.rows<Omit<StoredDelivery, 'body' | 'events'> & { readonly box: Buffer }>(
        'select id, delivery_key as key, headers, content_box as box from delivery where connection_id = $1 order by id',
        [connectionId],
      );
      return found.map(({ box, ...row }) => {
        const place = syncSealed[0]!.place({ connection_id: connectionId, delivery_key: row.key });
        const { body, events } = app.app.get(SecretBoxes).open(place, box) as { body: string; events: StoredDelivery['events'] };
        return { ...row, body: Buffer.from(body, 'base64'), events };
      });
    },
    /** Has all orders of the platform read again now, as the schedule would some time. */
    async poll(platform: PlatformCode): Promise<void> {
      await market.rows('update order_feed set due_at = now() where connection_id = $1', [shops.get(platform)]);
      app.app.get(LaneRunner).wake('orders', shops.get(platform) ?? '');
    },
    /** Waits until nothing is under way and nothing is due any more. */
    async quiet(withinMs = 45_000): Promise<void> {
      const lanes = app.app.get(LaneRunner);
      await until(
        'quiet',
        async () => {
          if (lanes.isBusy()) return false;
          const [left] = await market.rows<{ n: number }>(
            `select (select count(*) from delivery where state = 'waiting') + (select count(*) from order_act where state in ('wanted', 'pending'))
                  + (select count(*) from pool where dirty) + (select count(*) from listing where stock_dirty)
                  + (select count(*) from listing where wanted_version_id is not null and due_at < now() + interval '2 seconds' and seen_state not in ('live', 'locked')) as n`,
          );
          return Number(left?.n) === 0 && !lanes.isBusy();
        },
        withinMs,
      );
    },
    /** What must hold when nothing is under way: I1, I2, I3, I4, I5, I7, I14. Platforms are compared with our books. */
    async invariants(): Promise<void> {
      for (const platform of platforms) await market.sameOrders(platform);
      const drift = await app.app.get(StockService).findDrift(app.app.get(Transactions).reader);
      if (drift.length > 0) throw new Error(`stock drifts: ${JSON.stringify(drift)}`);
      const listings = await market.rows<{ platform: PlatformCode; sku: string; granted: number; shown: number | null; counted: boolean }>(
        `select c.platform, l.sku, l.granted, l.shown, p.on_hand is not null as counted from listing l join connection c on c.id = l.connection_id join pool p on p.id = l.pool_id
          where l.seen_state = 'live' and l.wanted = 'live'`,
      );
      for (const platform of platforms) {
        const { products, orders } = await market.state(platform);
        for (const listing of listings.filter((each) => each.platform === platform)) {
          const there = products.filter((product) => product.sku === listing.sku);
          if (there.length !== 1) throw new Error(`${listing.sku} stands ${there.length} times on ${platform}`);
          if (listing.counted && there[0]?.sellable !== listing.granted) {
            throw new Error(`${listing.sku}: ${platform} sells ${there[0]?.sellable}, granted ${listing.granted}, shown ${listing.shown}`);
          }
        }
        const ours = await market.rows<{ id: string; lines: number; troubled: boolean }>(
          `select platform_order_id as id, trouble is not null as troubled from market_order where connection_id = $1`,
          [shops.get(platform)],
        );
        for (const order of orders) {
          const known = ours.filter((each) => each.id === order.id);
          if (known.length !== 1) throw new Error(`order ${order.id} of ${platform} is known ${known.length} times`);
          if (known[0]?.troubled) throw new Error(`order ${order.id} of ${platform} is in trouble`);
        }
      }
      for (const platform of platforms) {
        const acknowledged = (await look<SimDelivery[]>(platform, '/deliveries')).filter(
          ({ url, state, about }) => state === 'delivered' && about['type'] === 'order' && url.endsWith(shops.get(platform) ?? '-'),
        );
        const told = new Set(
          (await market.deliveries(shops.get(platform) ?? '')).flatMap(({ events }) => events.map((event) => event.orderId)),
        );
        const lost = acknowledged.map(({ about }) => String(about['id'])).filter((id) => !told.has(id));
        if (lost.length > 0) throw new Error(`${platform} was told that we have its webhooks about ${lost.join(', ')}, and we do not`);
      }
      const sold = await market.rows<{ pool: string; held: number; gone: number; promised: number }>(
        `select p.id as pool, p.promised, coalesce(sum(case when o.stage in ('awaiting-seller', 'confirmed', 'ready-to-ship') then coalesce(l.confirmed_quantity, l.quantity) * i.factor end), 0)::int as held
           from pool p left join order_line l on l.pool_id = p.id left join market_order o on o.id = l.order_id left join listing i on i.id = l.listing_id group by p.id`,
      );
      for (const pool of sold)
        if (pool.held !== pool.promised) throw new Error(`pool ${pool.pool}: ${pool.promised} promised, ${pool.held} in open orders`);
    },
    async close(): Promise<void> {
      await app.close();
      await sandbox.stop();
    },
  };
  try {
    for (const platform of platforms) await connect(platform);
  } catch (error) {
    await market.close();
    throw error;
  }
  return market;
}

export type Market = Awaited<ReturnType<typeof openMarket>>;
