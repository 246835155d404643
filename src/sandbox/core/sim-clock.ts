import { Clock } from '../../shared/kernel';
import type { Section } from './state-store';

export interface ClockState {
  offsetMs: number;
  nextId: number;
  timers: Timer[];
}
interface Timer {
  id: number;
  /** Epoch milliseconds of the simulated time. */
  at: number;
  kind: string;
  key: string | null;
  data: unknown;
}
type TimerAction = (data: unknown) => void | Promise<void>;

export const freshClock = (): ClockState => ({ offsetMs: 0, nextId: 1, timers: [] });

/** Longest real wait before looking again; setTimeout cannot wait longer than 24.8 days anyway. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Real time plus an offset. What is to happen later is a row (kind, data), not a closure, so that it survives a restart; each kind has one
 * registered action. `advance` jumps and fires everything on the way, in order, at its own time.
 */
export class SimClock extends Clock {
  private readonly actions = new Map<string, TimerAction>();
  private wake: NodeJS.Timeout | null = null;
  private running = false;
  private advancing = 0;
  private readonly firing = new Set<Promise<void>>();

  constructor(
    private readonly section: Section<ClockState>,
    private readonly afterFiring: () => Promise<void>,
  ) {
    super();
  }

  now(): Date {
    return new Date(Date.now() + this.section.data.offsetMs);
  }

  /** What to do when a timer of this kind is due. Register before `start`. */
  on(kind: string, action: TimerAction): void {
    this.actions.set(kind, action);
  }

  /** `data` must survive JSON. With a `key`, an earlier timer of the same key is replaced. */
  schedule(kind: string, delayMs: number, data: unknown, key: string | null = null): void {
    if (!this.actions.has(kind)) throw new Error(`no action for timer ${kind}`);
    const state = this.section.data;
    if (key !== null) this.cancel(key);
    state.timers.push({ id: state.nextId++, at: this.now().getTime() + Math.max(0, delayMs), kind, key, data });
    this.arm();
  }

  cancel(key: string): void {
    const state = this.section.data;
    state.timers = state.timers.filter((timer) => timer.key !== key);
  }

  start(): void {
    this.running = true;
    this.arm();
  }

  /** Resolves when nothing that was set off is still running. */
  async stop(): Promise<void> {
    this.running = false;
    if (this.wake) clearTimeout(this.wake);
    this.wake = null;
    await Promise.all(this.firing);
  }

  /** Moves the clock forward and waits for what that sets off, and for what was under way: afterwards every webhook that is due was tried. */
  async advance(ms: number): Promise<{ fired: number }> {
    const target = this.now().getTime() + ms;
    let fired = 0;
    this.advancing += 1;
    try {
      for (;;) {
        await Promise.all(this.firing); // what real time has set off comes before what this jump reaches
        const timer = this.earliest();
        if (!timer || timer.at > target) break;
        this.jumpTo(timer.at);
        await this.fire(timer);
        fired += 1;
      }
      this.jumpTo(target);
    } finally {
      this.advancing -= 1;
      this.arm();
    }
    return { fired };
  }

  private jumpTo(at: number): void {
    const ahead = at - this.now().getTime();
    if (ahead > 0) this.section.data.offsetMs += ahead;
  }

  private earliest(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.section.data.timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.id < first.id)) first = timer;
    }
    return first;
  }

  private arm(): void {
    if (this.wake) clearTimeout(this.wake);
    this.wake = null;
    const next = this.earliest();
    if (!this.running || this.advancing > 0 || !next) return;
    const wait = Math.min(Math.max(0, next.at - this.now().getTime()), LONGEST_WAIT_MS);
    this.wake = setTimeout(() => this.fireDue(), wait);
  }

  private fireDue(): void {
    for (let timer = this.earliest(); timer && timer.at <= this.now().getTime(); timer = this.earliest()) {
      // Not awaited: a slow webhook receiver must not hold up the reviews.
      const fired = this.fire(timer);
      this.firing.add(fired);
      void fired.then(() => this.firing.delete(fired));
    }
    this.arm();
  }

  private async fire(timer: Timer): Promise<void> {
    const state = this.section.data;
    state.timers = state.timers.filter((each) => each.id !== timer.id);
    const action = this.actions.get(timer.kind);
    if (action) await action(timer.data);
    await this.afterFiring();
  }
}
