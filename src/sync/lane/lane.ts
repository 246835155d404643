import type { EntityManager } from 'typeorm';

/** What a lane is held with. Everything that must not be done twice asks it first. */
export interface Hold {
  readonly connectionId: string;
  /** False once the lock may have been lost, or the program is stopping: finish nothing new. */
  isHeld(): boolean;
  /** Locks the lane's row in `tx` and throws LaneLost when another worker holds the lane by now. */
  fence(tx: EntityManager): Promise<void>;
}

/** One kind of work on one account. The rows say what there is to do; the lane only says that somebody should look. */
export interface LaneWork {
  readonly name: string;
  /** Connections that have work due now. Called by the sweep: one cheap statement. */
  findDue(): Promise<readonly string[]>;
  /** Does what is due for this account, all of it, from today's rows. Answers when nothing more is due now. */
  attend(hold: Hold): Promise<void>;
}

export class LaneLost extends Error {}
