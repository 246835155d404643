import { BlobStore } from './blob-store';
import { FaultBox } from './faults';
import { SeededRandom } from './random';
import { RequestLog } from './request-log';
import { SimClock, freshClock } from './sim-clock';
import { StateStore } from './state-store';
import { transportKnobs } from './transport-knobs';
import { WebhookEngine, freshWebhooks } from './webhooks';

export interface SimOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Drives all chance. Same seed, same calls: same run. */
  readonly seed?: number;
  /** Absent: memory only. */
  readonly stateDir?: string;
  /** Factor on the webhook retry waits; 0.001 turns 5 s into 5 ms. */
  readonly retryScale?: number;
  /** How long until a product is approved by itself; null: only by hand. Units: simulated milliseconds. */
  readonly reviewMs?: number | null;
  /** The wrong things that happen by themselves now and then. */
  readonly noise?: boolean;
}

/** What every practice platform is built from; one per platform, nothing is shared between two. */
export class SimCore {
  readonly store: StateStore;
  readonly clock: SimClock;
  readonly random: SeededRandom;
  readonly faults: FaultBox;
  readonly webhooks: WebhookEngine;
  readonly blobs: BlobStore;
  readonly requests = new RequestLog();
  readonly reviewMs: number | null;
  readonly noise: boolean;
  /** `http://127.0.0.1:4010`, known once the server listens. */
  baseUrl = '';

  constructor(
    readonly name: string,
    readonly options: SimOptions = {},
  ) {
    this.store = new StateStore(options.stateDir, name);
    this.clock = new SimClock(this.store.section('clock', freshClock), () => this.settle('TIMER'));
    this.random = new SeededRandom(this.store.section('random', () => ({ state: options.seed ?? 1 })));
    this.faults = new FaultBox(
      this.store.section('faults', () => ({})),
      this.random,
    );
    this.faults.declare(transportKnobs);
    this.webhooks = new WebhookEngine(this.store.section('webhooks', freshWebhooks), {
      clock: this.clock,
      faults: this.faults,
      random: this.random,
      store: this.store,
      retryScale: options.retryScale ?? 1,
    });
    this.blobs = new BlobStore(options.stateDir, name);
    this.reviewMs = options.reviewMs === undefined ? 2000 : options.reviewMs;
    this.noise = options.noise ?? false;
  }

  /** Before an answer leaves: what the request changed is on disk. */
  async settle(method: string): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') this.store.changed();
    await this.store.flush();
  }

  /** First day again. The platform puts its default shop back afterwards. */
  reset(): void {
    this.webhooks.reset();
    this.requests.reset();
    this.store.reset();
  }
}
