import { startSandbox, type Sandbox } from '../../src/sandbox';
import { answering } from '../support/children';

/** What the practice platforms are asked to do. */
export type PracticeOrder =
  | { readonly do: 'start'; readonly limited: boolean }
  | {
      readonly do: 'sell';
      readonly skus: readonly string[];
      readonly quantity: number;
      readonly perSecond: number;
      readonly seconds: number;
    }
  | { readonly do: 'look' };

export interface PracticeStarted {
  readonly voso: string;
  readonly postmart: string;
  readonly postmartKey: string;
}

/** A sale, by the clock of the platforms. */
export interface Sale {
  readonly orderId: string;
  readonly sku: string;
}

export interface PracticeSight {
  /** When the webhook of each order was sent first. Epoch milliseconds. */
  readonly sent: Readonly<Record<string, number>>;
  /** Numbers that Postmart was told, in the order in which they arrived. */
  readonly told: readonly { readonly at: number; readonly sku: string; readonly quantity: number }[];
}

/** Empties the bucket in which Postmart counts calls long before it is full. */
const EMPTY_EVERY_MS = 200;

let sandbox: Sandbox | null = null;

const running = (): Sandbox => {
  if (!sandbox) throw new Error('not started');
  return sandbox;
};

async function start(limited: boolean): Promise<PracticeStarted> {
  sandbox = await startSandbox({ reviewMs: 30, voso: limited ? {} : { stockRatePerSecond: null } });
  const { voso, postmart } = sandbox;
  if (!limited) setInterval(() => postmart.platform.control.reset(), EMPTY_EVERY_MS).unref();
  const key = await fetch(`${postmart.url}/__sim/public-key`);
  return { voso: voso.url, postmart: postmart.url, postmartKey: await key.text() };
}

/** Buyers come to Voso one by one at a steady rate and buy the products in turn. */
async function sell({ skus, quantity, perSecond, seconds }: Extract<PracticeOrder, { do: 'sell' }>): Promise<{ sales: Sale[] }> {
  const { platform, core } = running().voso;
  const sales: Sale[] = [];
  const started = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const wait = started + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const sku = skus[n % skus.length] ?? '';
    const { orderId } = platform.control.placeOrder({
      lines: [{ sku, quantity }],
      payment: 'cod',
      address: 'new',
      buyer: { name: 'Nguyễn Thị Hoa', phone: '0912345678' },
      note: '',
    });
    await core.settle('POST');
    sales.push({ orderId, sku });
  }
  return { sales };
}

function look(): PracticeSight {
  const { voso, postmart } = running();
  const sent: Record<string, number> = {};
  for (const { about, attempts } of voso.core.webhooks.deliveries()) {
    const [first] = attempts;
    if (about['type'] === 'order' && first) sent[String(about['id'])] ??= Date.parse(first.at);
  }
  const told = postmart.core.requests.list().flatMap(({ path, at, body }) => {
    if (!path.endsWith('/product/updateInventory')) return [];
    const { items } = body as { items: { sku: string; quantity: number }[] }; // what the contract says of this call
    return items.map(({ sku, quantity }) => ({ at: Date.parse(at), sku, quantity }));
  });
  return { sent, told };
}

answering<PracticeOrder>(async (order) => {
  switch (order.do) {
    case 'start':
      return start(order.limited);
    case 'sell':
      return sell(order);
    case 'look':
      return look();
  }
});
