import assert from 'node:assert/strict';
import type { Remote, ShownListing } from './harness';

/** What differs between the practice platforms of `src/sandbox`; everything else is the same control interface `/__sim`. */
export interface PracticeParts {
  /** Address of the running practice platform. */
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** Keys of the credentials that are spoilt to be wrong. */
  readonly passwordKey: string;
  readonly webhookSecrets: readonly string[];
  readonly strangersSecret: string;
  /** Body of `/__sim/seed` (or another path) that sends the webhooks of the practice shop there. */
  readonly webhookSetting: (url: string) => { readonly path: string; readonly body: unknown };
  /** Body of `/__sim/seed` that locks the practice shop. */
  readonly lockSetting?: unknown;
  /** Reason code for a rejection in free words. */
  readonly rejectReason: string;
  /** Statuses (as `/__sim/state` shows them) of a submission that the platform has not looked at yet. */
  readonly queueStatuses?: readonly string[];
  readonly photoUrl?: () => string;
  stop(): Promise<void>;
}

interface SimState {
  readonly products: readonly {
    id: string;
    status: string;
    sku: string;
    name: string;
    priceVnd: number;
    sellable: number;
    onSale: boolean;
  }[];
}

const TRIES = 1_000;
const QUEUE_STEP_MS = 500;

/** The hands of everybody else at a practice platform. */
export function practiceRemote(parts: PracticeParts): Remote {
  const { url, credentials, passwordKey } = parts;

  async function control(path: string, body?: unknown): Promise<{ ok: boolean; status: number; text: string }> {
    const request =
      body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/__sim${path}`, request);
    return { ok: answer.ok, status: answer.status, text: await answer.text() };
  }

  async function sim(path: string, body?: unknown): Promise<unknown> {
    const { ok, text } = await control(path, body);
    if (!ok) throw new Error(`/__sim${path} was refused: ${text}`);
    return JSON.parse(text);
  }

  async function products(sku: string): Promise<SimState['products']> {
    const { products: all } = (await sim('/state')) as SimState; // the control interface's own form
    return all.filter((each) => each.sku === sku);
  }

  /** False: there is nothing to decide yet. */
  async function decided(id: string, decision: unknown): Promise<boolean> {
    const answer = await control(`/products/${id}/review`, decision);
    if (!answer.ok && answer.status !== 409) throw new Error(`the verdict was refused: ${answer.text}`);
    return answer.ok;
  }

  /** Some platforms queue a submission and fetch its pictures first, in real time: until then there is nothing to decide. */
  async function review(
    sku: string,
    verdict: { readonly approve: true } | { readonly approve: false; readonly words: string },
  ): Promise<void> {
    const decision = verdict.approve ? { approve: true } : { reject: true, reason: parts.rejectReason, note: verdict.words };
    for (let tries = 0; tries < TRIES; tries++) {
      const product = (await products(sku)).at(-1);
      if (product && !parts.queueStatuses?.includes(product.status) && (await decided(product.id, decision))) return;
      await sim('/clock', { advance: QUEUE_STEP_MS });
    }
    assert.fail(`${sku} never came to a verdict: ${JSON.stringify(await products(sku))}`);
  }

  return {
    baseUrl: url,
    credentials,
    wrongCredentials: { ...credentials, [passwordKey]: 'mat-khau-sai' },
    webhookSecrets: parts.webhookSecrets,
    strangersSecret: parts.strangersSecret,
    ...(parts.photoUrl === undefined ? {} : { photoUrl: parts.photoUrl }),
    now: async () => new Date(((await sim('/clock')) as { now: string }).now), // the same
    pass: async (ms) => void (await sim('/clock', { advance: ms })),
    expireTokens: async () => void (await sim('/token/expire', {})),
    review,
    listings: async (sku): Promise<readonly ShownListing[]> =>
      (await products(sku)).map(({ name, priceVnd, sellable, onSale }) => ({ title: name, priceVnd, sellable, isOnSale: onSale })),
    order: async (lines, payment = 'cod') => ((await sim('/orders', { lines, payment })) as { orderId: string }).orderId, // the same
    advance: async (orderId, status) => void (await sim(`/orders/${encodeURIComponent(orderId)}/advance`, { status })),
    cancel: async (orderId, by) =>
      void (await sim(`/orders/${encodeURIComponent(orderId)}/cancel`, { by: by === 'buyer' ? 'buyer' : 'system' })),
    sendWebhooksTo: async (address) => {
      const { path, body } = parts.webhookSetting(address);
      await sim(path, body);
    },
    busyOnce: async () => void (await sim('/faults', { busy: { times: 1 } })),
    lockShop: async () => void (await sim('/seed', parts.lockSetting)),
    stop: () => parts.stop(),
  };
}
