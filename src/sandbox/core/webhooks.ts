import axios from 'axios';
import type { FaultBox, FaultContext } from './faults';
import type { SeededRandom } from './random';
import type { SimClock } from './sim-clock';
import type { Section, StateStore } from './state-store';

export interface WebhookMessage {
  /** Messages of one queue (a shop) keep their order when the platform delivers in sequence. */
  readonly queue: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte. */
  readonly body: string;
  /** What the knobs match on, e.g. `{type: 'order', id, status}`. */
  readonly about: FaultContext;
}
export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
}

/** How a platform delivers. Times are simulated milliseconds. */
export interface WebhookPolicy {
  readonly order: 'sequential' | 'parallel';
  /** Hard cut of one attempt. Units: real milliseconds. */
  readonly timeoutMs: number;
  /** Waits before the 1st, 2nd … retry; after the last the message is a dead letter. */
  readonly retryDelaysMs: readonly number[];
  /** Rates of what goes wrong without any knob. */
  readonly noise?: { readonly duplicate: number; readonly swap: number };
  isAcknowledged(answer: WebhookAnswer, message: WebhookMessage): boolean;
  /** False: the endpoint is switched off, the message is missed for good. */
  mayDeliver?(message: WebhookMessage): boolean;
  /** Sees every answer; null = none came. */
  afterAttempt?(message: WebhookMessage, answer: WebhookAnswer | null): void;
}

export interface Attempt {
  readonly at: string;
  readonly tookMs: number;
  readonly status: number | null;
  /** First 500 characters of the answer, or the network error. */
  readonly answer: string;
  readonly acknowledged: boolean;
}
export interface Delivery extends WebhookMessage {
  readonly id: number;
  state: 'waiting' | 'held' | 'delivered' | 'dead' | 'dropped' | 'missed';
  /** Place in the queue. */
  place: number;
  /** Epoch milliseconds of simulated time. */
  notBefore: number;
  readonly attempts: Attempt[];
}
export interface WebhookState {
  nextId: number;
  open: Delivery[];
  dead: Delivery[];
}
export const freshWebhooks = (): WebhookState => ({ nextId: 1, open: [], dead: [] });

/** The knobs of every platform that sends webhooks. */
export const webhookKnobs = {
  'webhook-duplicate': 'Gửi thêm bản sao của webhook. {copies}',
  'webhook-reorder': 'Giữ webhook lại cho tới khi webhook sau của gian hàng đi trước. {holdMs}',
  'webhook-delay': 'Gửi webhook chậm. {ms}',
  'webhook-drop': 'Không bao giờ gửi webhook này (chỉ hỏi lại mới biết).',
} as const;

const TIMER = 'webhook';
const FINISHED_KEPT = 5000;

/** Sends webhooks as real HTTP requests, with retries, a dead-letter list, and everything that goes wrong on purpose. */
export class WebhookEngine {
  private policy: WebhookPolicy | null = null;
  private finished: Delivery[] = [];
  private readonly pumps = new Map<string, Promise<void>>();
  private readonly sending = new Set<number>();
  private readonly waiters = new Map<number, () => void>();
  private readonly stopping = new AbortController();
  private generation = 0;

  constructor(
    private readonly section: Section<WebhookState>,
    private readonly parts: { clock: SimClock; faults: FaultBox; random: SeededRandom; store: StateStore; retryScale: number },
  ) {
    parts.clock.on(TIMER, (queue) => this.pump(String(queue)));
    parts.faults.declare(webhookKnobs);
  }

  use(policy: WebhookPolicy): void {
    this.policy = policy;
  }

  /** Queues a message; the answer is the id of the delivery, 0 when a knob dropped it. */
  enqueue(message: WebhookMessage): number {
    const { faults, random } = this.parts;
    const now = this.parts.clock.now().getTime();
    if (faults.take('webhook-drop', message.about)) {
      this.finish({ ...this.row(message, now), state: 'dropped' });
      return 0;
    }
    const delay = faults.take('webhook-delay', message.about)?.number('ms', 5000) ?? 0;
    const delivery = this.row(message, now + delay);
    const reorder = faults.take('webhook-reorder', message.about);
    const swaps = reorder !== null || random.chance(this.policy?.noise?.swap ?? 0);
    this.section.data.open.push(delivery);
    this.releaseHeld(message.queue, delivery);
    if (swaps) {
      delivery.state = 'held';
      delivery.notBefore = now + (reorder?.number('holdMs', 3000) ?? 3000);
    }
    const duplicate = faults.take('webhook-duplicate', message.about);
    const copies = duplicate ? duplicate.number('copies', 1) : random.chance(this.policy?.noise?.duplicate ?? 0) ? 1 : 0;
    for (let copy = 0; copy < copies; copy++) this.section.data.open.push(this.row(message, delivery.notBefore));
    this.parts.store.changed();
    this.arm(message.queue);
    return delivery.id;
  }

  /** Waits (real time) until the first attempt of a delivery is over, at most `ms`. */
  async firstAttempt(id: number, ms: number): Promise<void> {
    if (!this.section.data.open.some((each) => each.id === id)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.waiters.set(id, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.waiters.delete(id);
  }

  deliveries(): readonly Delivery[] {
    return [...this.finished, ...this.section.data.open].sort((a, b) => a.id - b.id);
  }

  deadLetters(): readonly Delivery[] {
    return this.section.data.dead;
  }

  /** Forgets the log; the section itself is emptied by the store. Answers still under way are ignored. */
  reset(): void {
    this.generation += 1;
    this.finished = [];
    this.sending.clear();
  }

  stop(): void {
    this.stopping.abort();
  }

  private row(message: WebhookMessage, notBefore: number): Delivery {
    const id = this.section.data.nextId++;
    return { ...message, id, state: 'waiting', place: id, notBefore, attempts: [] };
  }

  /** A held message goes right behind the next one of its queue. */
  private releaseHeld(queue: string, next: Delivery): void {
    for (const each of this.section.data.open) {
      if (each.queue !== queue || each.state !== 'held') continue;
      each.state = 'waiting';
      each.place = next.place + 0.5;
      each.notBefore = next.notBefore;
    }
  }

  private arm(queue: string): void {
    const open = this.section.data.open.filter((each) => each.queue === queue && !this.sending.has(each.id));
    if (open.length === 0) return;
    const earliest = Math.min(...open.map((each) => each.notBefore));
    this.parts.clock.schedule(TIMER, earliest - this.parts.clock.now().getTime(), queue, `${TIMER}:${queue}`);
  }

  /** Sends what is due. In sequence: one runner per queue. In parallel: all at once, whatever is still under way. */
  private async pump(queue: string): Promise<void> {
    if (this.policy?.order === 'parallel') {
      await Promise.all(this.due(queue).map((delivery) => this.attempt(delivery)));
      this.armAgain(queue);
      return;
    }
    const running = this.pumps.get(queue);
    if (running) return running;
    const pump = this.run(queue).finally(() => {
      this.pumps.delete(queue);
      this.armAgain(queue);
    });
    this.pumps.set(queue, pump);
    await pump;
  }

  private async run(queue: string): Promise<void> {
    for (let [next] = this.due(queue); next && !this.stopping.signal.aborted; [next] = this.due(queue)) await this.attempt(next);
  }

  private armAgain(queue: string): void {
    if (!this.stopping.signal.aborted) this.arm(queue);
  }

  private due(queue: string): Delivery[] {
    const now = this.parts.clock.now().getTime();
    return this.section.data.open
      .filter((each) => each.queue === queue && each.notBefore <= now && !this.sending.has(each.id))
      .sort((a, b) => a.place - b.place);
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const generation = this.generation;
    if (this.policy?.mayDeliver && !this.policy.mayDeliver(delivery)) {
      this.close(delivery, 'missed');
      return;
    }
    this.sending.add(delivery.id);
    await this.parts.store.flush(); // what a webhook tells must survive a crash right after it
    const at = this.parts.clock.now().toISOString();
    const started = performance.now();
    const answer = await this.post(delivery);
    if (generation !== this.generation || this.stopping.signal.aborted) return;
    this.sending.delete(delivery.id);
    const heard = typeof answer === 'string' ? null : answer;
    const acknowledged = heard !== null && (this.policy?.isAcknowledged(heard, delivery) ?? false);
    delivery.attempts.push({
      at,
      tookMs: Math.round(performance.now() - started),
      status: heard?.status ?? null,
      answer: typeof answer === 'string' ? answer : answer.body.slice(0, 500),
      acknowledged,
    });
    this.policy?.afterAttempt?.(delivery, heard);
    if (acknowledged) this.close(delivery, 'delivered');
    else this.retryOrBury(delivery);
    this.parts.store.changed();
    this.waiters.get(delivery.id)?.();
  }

  private retryOrBury(delivery: Delivery): void {
    const wait = this.policy?.retryDelaysMs[delivery.attempts.length - 1];
    if (wait === undefined) {
      this.section.data.dead.push(delivery);
      this.close(delivery, 'dead');
      return;
    }
    delivery.state = 'waiting';
    delivery.notBefore = this.parts.clock.now().getTime() + wait * this.parts.retryScale;
  }

  private close(delivery: Delivery, state: Delivery['state']): void {
    delivery.state = state;
    this.section.data.open = this.section.data.open.filter((each) => each.id !== delivery.id);
    this.finish(delivery);
  }

  private finish(delivery: Delivery): void {
    this.finished.push(delivery);
    if (this.finished.length > FINISHED_KEPT) this.finished.shift();
  }

  /** The answer, or the reason why there is none. */
  private async post(message: WebhookMessage): Promise<WebhookAnswer | string> {
    const timeoutMs = this.policy?.timeoutMs ?? 5000;
    // A timer of our own: Node 20 collects an AbortSignal.timeout() that only an AbortSignal.any() refers to, and it never fires.
    const patience = new AbortController();
    const giveUp = (): void => patience.abort();
    const timer = setTimeout(giveUp, timeoutMs);
    this.stopping.signal.addEventListener('abort', giveUp, { once: true });
    try {
      const answer = await axios.request<string>({
        method: 'POST',
        url: message.url,
        data: Buffer.from(message.body, 'utf8'),
        headers: { 'content-type': 'application/json', ...message.headers },
        signal: patience.signal,
        responseType: 'text',
        transformResponse: (text: string) => text,
        validateStatus: () => true,
        maxRedirects: 0,
        proxy: false,
      });
      return { status: answer.status, body: answer.data ?? '' };
    } catch (error) {
      if (axios.isCancel(error)) return `timeout after ${timeoutMs} ms`;
      return error instanceof Error ? error.message || error.name : String(error);
    } finally {
      clearTimeout(timer);
      this.stopping.signal.removeEventListener('abort', giveUp);
    }
  }
}
