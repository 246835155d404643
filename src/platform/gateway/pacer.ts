import { PlatformError } from '../contract';
import { type Level, type Pace, takeCall } from './pacing.rules';
import { pause } from './pause';

/** Longer than this nobody waits in line: the caller is told how long, as if the platform had said so. */
const LONGEST_WAIT_MS = 30_000;

/** Lets calls of one connection through at the pace that its platform allows. Per process. */
export class Pacer {
  private level: Level;

  constructor(
    private readonly pace: Pace,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.level = { calls: pace.burst, at: now() };
  }

  /** Throws: PlatformError rate-limited when the line is too long; CallCancelled. */
  async turn(stop: AbortSignal): Promise<void> {
    const { level, waitMs } = takeCall(this.level, this.pace, this.now());
    if (waitMs > LONGEST_WAIT_MS)
      throw new PlatformError({ kind: 'rate-limited', retryAfterMs: waitMs }, 'too many calls are waiting on our side');
    this.level = level;
    if (waitMs > 0) await pause(waitMs, stop);
  }
}
