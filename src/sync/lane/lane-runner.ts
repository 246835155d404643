import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { LaneLost, type Hold, type LaneWork } from './lane';
import { LaneLocks } from './lane-locks';
import { faultText, faultTrace } from '../../shared/kernel';

export const LANE_SETTINGS = Symbol('lane settings');

export interface LaneSettings {
  readonly databaseUrl: string;
  /** False in a process that only answers requests: it passes wake-ups on to the workers. */
  readonly works: boolean;
  readonly sweepEveryMs: number;
}

/** Wake-ups of one lane that come within this time become one. */
const DEBOUNCE_MS = 10;
/** How soon to look again when another worker holds the lane, or attending failed for the first time. */
const RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;
const CHANNEL = 'lensan_wake';

interface LaneState {
  readonly work: LaneWork;
  readonly connectionId: string;
  timer: NodeJS.Timeout | null;
  running: Promise<void> | null;
  again: boolean;
  /** Attempts in a row that failed. */
  failures: number;
  /** The next time it looks by itself, as `performance.now()` says it. */
  nap: { readonly timer: NodeJS.Timeout; readonly until: number } | null;
}

/**
 * Lets one worker at a time attend to each account. A wake-up carries no data, may come twice, and may be lost: the sweep finds what is due.
 */
@Injectable()
export class LaneRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(LaneRunner.name);
  private readonly works = new Map<string, LaneWork>();
  private readonly states = new Map<string, LaneState>();
  private readonly locks: LaneLocks;
  private sweepTimer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> | null = null;
  private stopping = false;
  private readonly tellings = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly transactions: Transactions,
    @Inject(LANE_SETTINGS) private readonly settings: LaneSettings,
  ) {
    this.locks = new LaneLocks(settings.databaseUrl, (payload) => this.heard(payload), CHANNEL);
  }

  register(work: LaneWork): void {
    this.works.set(work.name, work);
  }

  /** Somebody should look at this account. Call it after the commit (`afterCommit`). */
  wake(lane: string, connectionId: string): void {
    if (this.stopping) return;
    if (this.settings.works) this.schedule(lane, connectionId, DEBOUNCE_MS);
    else this.tellWorkersSoon(`${lane}:${connectionId}`);
  }

  /** Looks at this account again after `ms`, or sooner if that was asked for already: for work that is known to fall due before the sweep comes by. */
  wakeIn(lane: string, connectionId: string, ms: number): void {
    const state = this.stopping || !this.settings.works ? null : this.stateOf(lane, connectionId);
    if (!state) return;
    const until = performance.now() + ms;
    if (state.nap && state.nap.until <= until) return;
    if (state.nap) clearTimeout(state.nap.timer);
    const timer = setTimeout(() => {
      state.nap = null;
      this.schedule(lane, connectionId, 0);
    }, ms);
    state.nap = { timer, until };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works) return;
    await this.locks.connected();
    this.planSweep(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.sweepTimer) clearTimeout(this.sweepTimer);
    for (const { timer, nap } of this.states.values()) for (const each of [timer, nap?.timer]) if (each) clearTimeout(each);
    for (const timer of this.tellings.values()) clearTimeout(timer);
    await this.sweeping;
    await Promise.all([...this.states.values()].flatMap((state) => state.running ?? []));
    await this.locks.close();
  }

  /** Looks for due work of every lane now. The sweep does this every few seconds; tests call it to wait for quiet. */
  async sweep(): Promise<number> {
    let found = 0;
    for (const work of this.works.values()) {
      const due = await this.dueOf(work);
      found += due.length;
      for (const connectionId of due) this.schedule(work.name, connectionId, 0);
    }
    return found;
  }

  /** One kind of work that cannot say what is due must not keep the others from being found. */
  private async dueOf(work: LaneWork): Promise<readonly string[]> {
    try {
      return await work.findDue();
    } catch (error) {
      this.log.warn(`sweep of ${work.name} failed: ${faultText(error)}`);
      return [];
    }
  }

  /** True while any lane is being attended to or is about to be. */
  isBusy(): boolean {
    return [...this.states.values()].some((state) => state.running !== null || state.timer !== null);
  }

  private planSweep(afterMs: number): void {
    if (this.stopping) return;
    this.sweepTimer = setTimeout(() => {
      this.sweeping = this.sweep()
        .then(() => this.locks.connected())
        .then(() => undefined)
        .catch((error: unknown) => this.log.warn(`sweep failed: ${faultText(error)}`))
        .finally(() => this.planSweep(this.settings.sweepEveryMs));
    }, afterMs);
  }

  private schedule(lane: string, connectionId: string, afterMs: number): void {
    const state = this.stopping ? null : this.stateOf(lane, connectionId);
    if (!state) return;
    if (state.running) {
      state.again = true;
      return;
    }
    state.timer ??= setTimeout(() => {
      state.timer = null;
      state.running = this.run(state).finally(() => {
        state.running = null;
        if (state.again && !this.stopping) {
          state.again = false;
          this.schedule(lane, connectionId, 0);
        }
      });
    }, afterMs);
  }

  /** One for each lane of each account, kept: accounts are few. */
  private stateOf(lane: string, connectionId: string): LaneState | null {
    const work = this.works.get(lane);
    if (!work) return null;
    const key = `${lane}:${connectionId}`;
    const state = this.states.get(key) ?? { work, connectionId, timer: null, running: null, again: false, failures: 0, nap: null };
    this.states.set(key, state);
    return state;
  }

  private async run(state: LaneState): Promise<void> {
    const { work, connectionId } = state;
    let locked = false;
    try {
      locked = await this.locks.acquire(connectionId, work.name);
      if (!locked) {
        // Another worker is at it. It may have looked before our row was there, so look again soon.
        this.wakeIn(work.name, connectionId, RETRY_MS);
        return;
      }
      await work.attend(await this.hold(connectionId, work.name));
      state.failures = 0;
    } catch (error) {
      if (!(error instanceof LaneLost) && !this.stopping) this.log.error(`lane ${work.name} of ${connectionId}: ${faultTrace(error)}`);
      this.wakeIn(work.name, connectionId, Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(state.failures, 10)));
      state.failures += 1;
    } finally {
      if (locked)
        await this.locks.release(connectionId, work.name).catch((error: unknown) => this.log.warn(`lane lock: ${faultText(error)}`));
    }
  }

  private async hold(connectionId: string, lane: string): Promise<Hold> {
    const generation = this.locks.generation;
    const [raised] = await rows<{ epoch: number }>(
      this.transactions.reader,
      `insert into lane (connection_id, name, epoch) values ($1, $2, 1)
       on conflict (connection_id, name) do update set epoch = lane.epoch + 1 returning epoch`,
      [connectionId, lane],
    );
    const epoch = raised?.epoch;
    return {
      connectionId,
      isHeld: () => !this.stopping && this.locks.generation === generation,
      fence: async (tx: EntityManager) => {
        const held = await rows(tx, 'select 1 from lane where connection_id = $1 and name = $2 and epoch = $3 for share', [
          connectionId,
          lane,
          epoch,
        ]);
        if (held.length === 0) throw new LaneLost(`${lane} of ${connectionId} has another holder`);
      },
    };
  }

  /** A burst of webhooks is one message: a statement for each would cost as much as storing them. */
  private tellWorkersSoon(wakeUp: string): void {
    if (this.tellings.has(wakeUp)) return;
    const timer = setTimeout(() => {
      this.tellings.delete(wakeUp);
      this.tellWorkers(wakeUp);
    }, DEBOUNCE_MS);
    this.tellings.set(wakeUp, timer);
  }

  private tellWorkers(wakeUp: string): void {
    this.transactions.reader
      .query('select pg_notify($1, $2)', [CHANNEL, wakeUp])
      .catch((error: unknown) => this.log.warn(`wake-up lost, the sweep will find it: ${faultText(error)}`));
  }

  private heard(payload: string): void {
    const [lane, connectionId] = payload.split(':');
    if (lane && connectionId) this.schedule(lane, connectionId, DEBOUNCE_MS);
  }
}
