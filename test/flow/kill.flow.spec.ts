import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { openMarket, PLATFORMS, until, type Goods, type Market, type PlatformCode } from '../support/market';
import { freePort } from '../support/port';
import { startProgram, type Program } from '../support/program';
import { tradersOf, type Traders } from '../support/trade';

interface Logged {
  readonly path: string;
  readonly body: Record<string, unknown> | null;
  readonly faults: readonly string[];
  readonly status: number | null;
}

const CREATE: Readonly<Record<PlatformCode, string>> = { voso: '/v2/product/createProduct', postmart: '/product/CreateProduct' };
const STOCK: Readonly<Record<PlatformCode, string>> = { voso: '/v2/product/updateStock', postmart: '/product/updateInventory' };
const CONFIRM: Readonly<Record<PlatformCode, string>> = { voso: '/v2/order/UpdateOrder', postmart: '/order/confirmItems' };
/** The first thing that is asked on the way to a listing, before it is created. */
const BEFORE: Readonly<Record<PlatformCode, string>> = { voso: '/v2/image/upload', postmart: '/product/CreateProduct' };
/** Longer than anything here takes: the platform stays silent until its caller is dead. */
const SILENT = { times: 1, holdMs: 60_000 };

/** The web half runs in this process and stays; workers are processes that get killed. PostgreSQL and the platforms survive, as they would. */
describe('kill -9', () => {
  let market: Market;
  let traders: Traders;
  let settings: Record<string, string>;
  const programs: Program[] = [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-kill-'));

  beforeAll(async () => {
    const shared = {
      SECRET_KEY: randomBytes(32).toString('hex'),
      DATA_DIR: folder,
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      SWEEP_EVERY_MS: '200',
      POLL_EVERY_MS: '3600000',
      ALLOW_LOOPBACK_PLATFORMS: 'true',
    };
    market = await openMarket({ sandbox: { seed: 17 }, settings: { ...shared, ROLE: 'web' } });
    traders = tradersOf(market);
    settings = { ...shared, DATABASE_URL: market.app.databaseUrl, DATABASE_POOL: '10', PUBLIC_URL: market.app.url };
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.kill()));
    await market?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
  });

  function worker(): Program {
    const started = startProgram({ ...settings, ROLE: 'worker' });
    programs.push(started);
    return started;
  }

  /** Everything holds, by the work of whoever is alive. */
  const settled = () => until('everything in order', () => traders.settled().then(() => true), 30_000);

  const requests = (platform: PlatformCode) => market.look<Logged[]>(platform, '/requests');
  const met = (platform: PlatformCode, knob: string, path: string) =>
    until(`${knob} of ${path} at ${platform}`, async () =>
      (await requests(platform)).some((each) => each.path.endsWith(path) && each.faults.includes(knob) && each.status === null),
    );
  const created = async (platform: PlatformCode, goods: Goods): Promise<number> =>
    (await market.state(platform)).products.filter((product) => product.sku === goods.sku).length;

  describe('while a product is being published', () => {
    /** Five moments of one road. `hold` stops the platform there; `reached` answers when both have come that far. */
    it.each<[string, string, Readonly<Record<PlatformCode, string>>]>([
      ['before anything has reached the platform', 'timeout-before', BEFORE],
      ['after the first step was done and before we knew', 'timeout-after', BEFORE],
      ['before the platform has seen the product', 'timeout-before', CREATE],
      ['after the platform has created it and before we knew', 'timeout-after', CREATE],
      ['after it was told its stock and before we knew', 'timeout-after', STOCK],
    ])('[CL4] %s: there is exactly one listing, and it is ours', async (_, knob, paths) => {
      const goods = await market.register(12);
      for (const platform of PLATFORMS) await market.fault(platform, knob, { ...SILENT, match: { path: paths[platform] } });
      const first = worker();
      await market.publish(goods);
      await Promise.all(PLATFORMS.map((platform) => met(platform, knob, paths[platform])));
      await first.kill();

      worker();
      await market.live(goods);
      await settled();
      for (const platform of PLATFORMS) {
        expect(await created(platform, goods)).toBe(1);
        expect(await market.sellable(platform, goods.sku)).toBe(6);
      }
      // Adopted, not sent again: a second creation would have been a second listing, or an error that somebody would have to read.
      expect((await traders.listing('voso', goods)).issues).toEqual([]);
    });

    it('[CL4] after the answer has come and before it was written down: the same', async () => {
      const goods = await market.register(12);
      for (const platform of PLATFORMS) await market.fault(platform, 'slow', { times: 1, ms: 1_500, match: { path: CREATE[platform] } });
      const first = worker();
      await market.publish(goods);
      for (const platform of PLATFORMS) {
        await until('on its way', async () =>
          (await requests(platform)).some((each) => each.path.endsWith(CREATE[platform]) && each.faults.includes('slow')),
        );
      }
      const keeper = new Client({ connectionString: market.app.databaseUrl });
      await keeper.connect();
      try {
        await keeper.query('begin');
        await keeper.query('select 1 from listing where sku = $1 for update', [goods.sku]);
        for (const platform of PLATFORMS) await until('answered', async () => (await created(platform, goods)) === 1);
        await until('both wait to write it down', async () => {
          const [waiting] = await market.rows<{ n: number }>(
            `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update listing set external_id%'`,
          );
          return waiting?.n === 2;
        });
        await first.kill();
      } finally {
        await keeper.end();
      }
      worker();
      await market.live(goods);
      await settled();
      for (const platform of PLATFORMS) expect(await created(platform, goods)).toBe(1);
    });
  });

  it('[OP2] a worker killed in mid-job: another one that was waiting finishes it, with one effect', async () => {
    const first = worker();
    const goods = await market.register(20);
    await market.publish(goods);
    await market.live(goods);
    const orders = await Promise.all(
      PLATFORMS.map(async (platform) => {
        const order = await traders.sell(platform, goods, 2);
        await market.orderAt(platform, order, 'awaiting-seller');
        return { platform, order, id: await traders.known(platform, order) };
      }),
    );
    await settled();
    for (const { platform } of orders) await market.fault(platform, 'timeout-after', { ...SILENT, match: { path: CONFIRM[platform] } });
    for (const { id } of orders) await traders.act(goods, id, 'confirm');
    await Promise.all(orders.map(({ platform }) => met(platform, 'timeout-after', CONFIRM[platform])));
    worker();
    await until('two workers', async () => {
      const [there] = await market.rows<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'len-san lanes'`,
      );
      return there?.n === 2;
    });
    await first.kill();

    for (const { platform, order, id } of orders) {
      expect(await traders.acted(id, 'confirm')).toMatchObject({ state: 'done' });
      expect(await market.order(platform, order)).toMatchObject({ stage: platform === 'voso' ? 'confirmed' : 'ready-to-ship' });
      const sent = (await requests(platform)).filter(
        (each) => each.path.endsWith(CONFIRM[platform]) && JSON.stringify(each.body).includes(order),
      );
      expect(sent).toHaveLength(1);
    }
    await settled();
  });

  it('[WI4] right after the 2xx of the door: what was acknowledged is in PostgreSQL, and has its effect once', async () => {
    const setter = worker();
    const goods = await market.register(200);
    await market.publish(goods);
    await market.live(goods);
    await settled();
    await setter.kill();

    const port = await freePort();
    const startDoor = (): Program => {
      const started = startProgram({ ...settings, ROLE: 'all', PORT: String(port) });
      programs.push(started);
      return started;
    };
    let program = startDoor();
    await until('the door is open', async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok);
    const acknowledged: Buffer[] = [];
    const door = await doorTo(port, (body) => {
      acknowledged.push(body);
      if (acknowledged.length === 12) void program.kill();
    });
    try {
      await pointWebhooks(door.url);
      const bought = await Promise.all(
        Array.from({ length: 40 }, (_, i) => {
          const platform: PlatformCode = i % 2 === 0 ? 'voso' : 'postmart';
          return traders.sell(platform, goods, 1).then((order) => ({ platform, order }));
        }),
      );
      await until('twelve acknowledged', async () => acknowledged.length >= 12);
      await program.kill();
      const kept = (await Promise.all(PLATFORMS.map((platform) => market.deliveries(market.shops.get(platform) ?? '')))).flat();
      for (const body of acknowledged) expect(kept.some((row) => row.body.equals(body))).toBe(true);

      program = startDoor();
      await until('all that was acknowledged has had its effect', async () => {
        const waiting = await market.rows(`select 1 from delivery where state = 'waiting'`);
        return waiting.length === 0;
      });
      // A platform gives up telling some time; what was never acknowledged may have to be asked for.
      for (const platform of PLATFORMS) await market.poll(platform);
      for (const { platform, order } of bought) await market.orderAt(platform, order, 'awaiting-seller');
      const doubles = await market.rows('select 1 from market_order group by connection_id, platform_order_id having count(*) > 1');
      expect(doubles).toEqual([]);
      await settled();
      const stock = await market.operator.get(`${goods.home}/products/${goods.productId}/stock`);
      expect(stock.body).toMatchObject({ onHand: 200, promised: 40 });
    } finally {
      await pointWebhooks(market.app.url);
      await door.close();
    }
  });

  it('[ST1] 400 buyers at both platforms for 50 units, a worker killed among them: 50 are sold at most, and all of it is in the books', async () => {
    const first = worker();
    const goods = await market.register(50);
    await market.publish(goods);
    await market.live(goods);
    await settled();
    let sold = 0;
    let refused = 0;
    const killed: Promise<void>[] = [];
    const buyers = Array.from({ length: 400 }, (_, i) => PLATFORMS[i % 2] ?? 'voso');
    const next = async (): Promise<void> => {
      for (let platform = buyers.pop(); platform; platform = buyers.pop()) {
        if ((await market.buy(platform, goods, 1)) === null) refused += 1;
        else sold += 1;
        if (sold === 20 && killed.length === 0) killed.push(first.kill().then(() => void worker()));
      }
    };
    await Promise.all(Array.from({ length: 20 }, next));
    await Promise.all(killed);
    expect(sold + refused).toBe(400);
    expect(sold).toBeLessThanOrEqual(50);
    await settled();

    // Nobody is refused for ever while there is something to sell.
    for (const platform of PLATFORMS) while ((await market.buy(platform, goods, 1)) !== null) sold += 1;
    await settled();
    for (const platform of PLATFORMS) while ((await market.buy(platform, goods, 1)) !== null) sold += 1;
    await settled();
    expect(sold).toBe(50);
    const [books] = await market.rows<{ orders: number; troubled: number }>(
      `select count(*)::int as orders, count(*) filter (where o.trouble is not null)::int as troubled
         from market_order o where exists (select 1 from order_line l where l.order_id = o.id and l.sku = $1)`,
      [goods.sku],
    );
    expect(books).toEqual({ orders: 50, troubled: 0 });
    const stock = await market.operator.get(`${goods.home}/products/${goods.productId}/stock`);
    expect(stock.body).toMatchObject({ onHand: 50, promised: 50 });
  });

  async function pointWebhooks(url: string): Promise<void> {
    for (const platform of PLATFORMS) {
      const webhookUrl = `${url}/webhooks/${platform}/${market.shops.get(platform)}`;
      if (platform === 'voso') await market.sim('voso', '/seed', { shops: [{ username: 'htx-thuc-hanh', webhookUrl }] });
      else await market.sim('postmart', '/approve-webhook', { url: webhookUrl });
    }
  }
});

/** Stands before a door and says so, the very moment it has answered 2xx. */
async function doorTo(port: number, onAcknowledged: (body: Buffer) => void): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const onward = request(
        { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers: incoming.headers, agent: false },
        (answer) => {
          if (answer.statusCode && answer.statusCode < 300) onAcknowledged(body);
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.on('error', () => outgoing.destroy()); // killed in the middle of its answer
          answer.pipe(outgoing);
        },
      );
      onward.on('error', () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo; // a TCP server's address is no text
  return {
    url: `http://127.0.0.1:${own}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
