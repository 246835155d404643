import { HOLD_MS, LineTooLong, LONGEST_HOLD_MS, LONGEST_WAIT_MS, Pacer, type Pacing } from './pacer';
import type { PaceBook } from './pace-book';
import type { Pace } from './pacing.rules';
import { pause } from './pause';

/** A process takes the calls of so long at once, and asks no more meanwhile. */
const SHARE_OF_MS = 50;
/** What was taken and not used by then is lost: others may have been told to wait. */
const SHARE_LASTS_MS = 250;

/** Lets calls of one connection through at the pace that its platform allows, over all processes. While the database does not answer, each process paces by itself. */
export class SharedPacer implements Pacing {
  private readonly local: Pacer;
  private readonly shareSize: number;
  private left = 0;
  private until = 0;

  constructor(
    pace: Pace,
    private readonly book: PaceBook,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.local = new Pacer(pace, now);
    this.shareSize = Math.floor((pace.callsPerSecond * SHARE_OF_MS) / 1000);
  }

  async turn(stop: AbortSignal): Promise<void> {
    if (this.left > 0 && this.now() < this.until) {
      this.left -= 1;
      return;
    }
    let waitMs: number | null;
    try {
      if (this.shareSize > 1 && (await this.book.takeNow(this.shareSize))) {
        this.left = this.shareSize - 1;
        this.until = this.now() + SHARE_LASTS_MS;
        return;
      }
      waitMs = await this.book.standInLine(LONGEST_WAIT_MS);
    } catch {
      return this.local.turn(stop);
    }
    if (waitMs === null) throw new LineTooLong(LONGEST_WAIT_MS);
    if (waitMs > 0) await pause(waitMs, stop);
  }

  async slowDown(toldMs: number | undefined): Promise<void> {
    this.left = 0;
    this.local.slowDown(toldMs);
    await this.book.hold(Math.min(toldMs ?? HOLD_MS, LONGEST_HOLD_MS), toldMs === undefined).catch(() => undefined); // then this process alone knows
  }
}
