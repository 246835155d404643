import { PlatformError } from '../contract';
import { type Ease, eased, type Level, type Pace, shareNow, slower, takeCall } from './pacing.rules';
import { pause } from './pause';

/** Longer than this nobody waits in line: the caller is told how long, as if the platform had said so. */
export const LONGEST_WAIT_MS = 30_000;
/** All calls wait for one that was refused, but no longer than this: the refused one alone waits as long as it was told. */
export const LONGEST_HOLD_MS = 5_000;
/** When the platform does not say how long. */
export const HOLD_MS = 500;

/** Our own line is too long. The platform has said nothing. */
export class LineTooLong extends PlatformError {
  constructor(waitMs: number) {
    super({ kind: 'rate-limited', retryAfterMs: waitMs }, 'too many calls are waiting on our side');
  }
}

/** Lets calls of one connection through at the pace that its platform allows. */
export interface Pacing {
  /** Throws: LineTooLong; CallCancelled. */
  turn(stop: AbortSignal): Promise<void>;
  /** The platform has had too many calls, and has told how long to wait, or not. */
  slowDown(toldMs: number | undefined): Promise<void>;
}

/** The pace of one process by itself: what is left when the database that all share does not answer. */
export class Pacer {
  private level: Level;
  private ease: Ease = { share: 1, at: 0 };

  constructor(
    private readonly pace: Pace,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.level = { calls: pace.burst, at: now() };
  }

  /** Throws: LineTooLong; CallCancelled. */
  async turn(stop: AbortSignal): Promise<void> {
    const now = this.now();
    const { level, waitMs } = takeCall(this.level, slower(this.pace, shareNow(this.ease, now)), now);
    if (waitMs > LONGEST_WAIT_MS) throw new LineTooLong(waitMs);
    this.level = level;
    if (waitMs > 0) await pause(waitMs, stop);
  }

  /** The platform has had too many calls: nobody goes for as long as it told. When it told nothing, nobody goes for a moment, and from then on fewer do. */
  slowDown(toldMs: number | undefined): void {
    const now = this.now();
    const waitMs = toldMs ?? HOLD_MS;
    if (toldMs === undefined) this.ease = eased(this.ease, now);
    const { callsPerSecond } = slower(this.pace, shareNow(this.ease, now));
    const calls = 1 - (Math.min(waitMs, LONGEST_HOLD_MS) / 1000) * callsPerSecond;
    this.level = { calls: Math.min(this.level.calls, calls), at: now };
  }
}
