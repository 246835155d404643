import { Client } from 'pg';
import { startWorker, type Worker } from '../support/children';
import { machine, median, number, percentile, say } from '../support/figures';
import { bench, withGround, type Ground } from '../support/ground';
import { profiling, readBenchOptions } from '../support/options';
import { connectShop, startProgram, type Program } from '../support/program';
import type { BareOrder } from './bare';
import { listProduct } from './goods';
import type { PracticeOrder, PracticeSight, PracticeStarted, Sale } from './practice';

const PER_SECOND = 20;
const PRODUCTS = 20;
/** So many that no share of Voso runs low: then every sale has one effect on Postmart. */
const ON_HAND = 20_000;
/** Two of a pool that two platforms share evenly: Postmart's share is lower by one after each sale. */
const QUANTITY = 2;
const AIM = { medianMs: 150, p99Ms: 1000 };
const CONTROL_SKU = 'DOI-CHUNG';

interface Market {
  readonly practice: Worker;
  readonly skus: readonly string[];
}

bench(async () => {
  const { pairs, seconds, profile } = readBenchOptions({ pairs: 6, seconds: 5 });
  say(
    `ms from the webhook of a sale at Voso to the new stock at Postmart, ${PER_SECOND} sales a second of ${PRODUCTS} products, ${pairs} pairs of ${seconds} s`,
  );
  say(machine());
  await withGround(async (ground) => {
    const market = await openMarket(ground, 'unlimited', profile);
    const all: { ours: number[]; control: number[] } = { ours: [], control: [] };
    const steps = new Map<string, number>();
    for (let pair = -1; pair < pairs; pair++) {
      const ours = await sell(market, seconds, steps);
      const control = await sellControl(market, seconds);
      if (pair < 0) continue; // the first pair only warms up
      all.ours.push(...ours);
      all.control.push(...control);
    }
    const [half, p99] = [median(all.ours), percentile(all.ours, 0.99)];
    const met = half < AIM.medianMs && p99 < AIM.p99Ms;
    say(`${shown('program', all.ours)}  aim median < ${AIM.medianMs}, p99 < ${AIM.p99Ms}: ${met ? 'met' : 'MISSED'}`);
    say(shown('control (webhook, INSERT, one call)', all.control));
    say(`  the program takes ${(half / median(all.control)).toFixed(1)} times the control's median`);
  });
  // The same with what a real Postmart is thought to allow: 4 calls a second, and telling stock takes two.
  await withGround(async (ground) => {
    const market = await openMarket(ground, 'limited');
    const steps = new Map<string, number>();
    const found: number[] = [];
    for (let turn = 0; turn < 3; turn++) found.push(...(await sell(market, seconds, steps)));
    say(shown('program, calls limited as contract B says', found));
  });
});

const shown = (what: string, ms: readonly number[]): string =>
  `${what}: median ${number(median(ms))} ms, p95 ${number(percentile(ms, 0.95))}, p99 ${number(percentile(ms, 0.99))}, most ${number(Math.max(...ms))} (${ms.length} sales)`;

/** The program and the practice platforms in processes of their own, products on sale at both, and a second shop at Voso for the control. */
async function openMarket(ground: Ground, kind: 'limited' | 'unlimited', profile?: string): Promise<Market> {
  const practice = startWorker('propagate/practice.ts');
  ground.later(() => practice.stop());
  const platforms = await practice.ask<PracticeStarted>({ do: 'start', limited: kind === 'limited' } satisfies PracticeOrder);
  const program = await startProgram(ground, 'program', {
    role: 'all',
    flags: profiling(profile),
    ...(kind === 'unlimited' ? { file: 'bench/propagate/unlimited-program.ts' } : {}),
  });
  const client = new Client({ connectionString: program.databaseUrl });
  await client.connect();
  ground.later(() => client.end());

  const voso = await connectShop(program, 'voso', { baseUrl: platforms.voso, webhookSecret: 'bi-mat-thuc-hanh-a' });
  const postmart = await connectShop(program, 'postmart', { baseUrl: platforms.postmart, webhookSecret: platforms.postmartKey });
  const port = await openControl(ground, client, program, platforms);
  await control(`${platforms.voso}/__sim/seed`, {
    shops: [
      { username: 'htx-thuc-hanh', webhookUrl: `${program.url}/webhooks/voso/${voso}` },
      { username: 'doi-chung', webhookUrl: `http://127.0.0.1:${port}/${voso}` },
    ],
    products: [
      { shop: 'doi-chung', sku: CONTROL_SKU, name: 'Đối chứng', description: 'Đối chứng', priceVnd: 350_000, quantity: 1_000_000 },
    ],
  });
  await control(`${platforms.postmart}/__sim/approve-webhook`, { url: `${program.url}/webhooks/postmart/${postmart}` });

  const communes = await client.query<{ code: string }>(`select code from commune where province_code = '08' limit 1`);
  const skus: string[] = [];
  for (let made = 1; made <= PRODUCTS; made++) skus.push(await listProduct(program, made, ON_HAND, communes.rows[0]?.code ?? ''));
  await allOnSale(client);
  return { practice, skus };
}

async function openControl(ground: Ground, client: Client, program: Program, { postmart }: PracticeStarted): Promise<number> {
  await client.query('create table bare_delivery (like delivery including all, foreign key (connection_id) references connection)');
  const bare = startWorker('propagate/bare.ts');
  ground.later(() => bare.stop());
  const { port } = await bare.ask<{ port: number }>({ databaseUrl: program.databaseUrl, postmart } satisfies BareOrder);
  return port;
}

/** Waits until every listing shows its even share. */
async function allOnSale(client: Client): Promise<void> {
  await until('every product on sale with its share', 60_000, async () => {
    const { rows } = await client.query<{ n: string }>(
      `select count(*) as n from listing where seen_state = 'live' and shown = $1 and granted = $1 and not stock_dirty`,
      [ON_HAND / 2],
    );
    return Number(rows[0]?.n) === 2 * PRODUCTS;
  });
}

/** Sells for some seconds and waits until Postmart knows of every sale. `steps`: how many sales of each product there were before. */
async function sell({ practice, skus }: Market, seconds: number, steps: Map<string, number>): Promise<number[]> {
  const { sales } = await practice.ask<{ sales: Sale[] }>(order(skus, seconds));
  const wanted = sales.map((sale) => {
    const step = (steps.get(sale.sku) ?? 0) + 1;
    steps.set(sale.sku, step);
    return { ...sale, atMost: ON_HAND / 2 - step };
  });
  return arrived(practice, wanted, (sight, { sku, atMost }, sentAt) => {
    return sight.told.find((each) => each.sku === sku && each.quantity <= atMost && each.at >= sentAt)?.at;
  });
}

/** The control tells Postmart the order's number as SKU. */
async function sellControl({ practice }: Market, seconds: number): Promise<number[]> {
  const { sales } = await practice.ask<{ sales: Sale[] }>(order([CONTROL_SKU], seconds));
  return arrived(practice, sales, (sight, { orderId }) => sight.told.find((each) => each.sku === orderId)?.at);
}

const order = (skus: readonly string[], seconds: number): PracticeOrder => ({
  do: 'sell',
  skus,
  quantity: QUANTITY,
  perSecond: PER_SECOND,
  seconds,
});

async function arrived<S extends Sale>(
  practice: Worker,
  sales: readonly S[],
  toldAt: (sight: PracticeSight, sale: S, sentAt: number) => number | undefined,
): Promise<number[]> {
  let found: (number | null)[] = [];
  await until('all sales known to Postmart', 60_000, async () => {
    const sight = await practice.ask<PracticeSight>({ do: 'look' } satisfies PracticeOrder);
    found = sales.map((sale) => {
      const sentAt = sight.sent[sale.orderId];
      const at = sentAt === undefined ? undefined : toldAt(sight, sale, sentAt);
      return at === undefined || sentAt === undefined ? null : at - sentAt;
    });
    return found.every((ms) => ms !== null);
  });
  return found.filter((ms) => ms !== null);
}

async function control(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

async function until(what: string, withinMs: number, condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
