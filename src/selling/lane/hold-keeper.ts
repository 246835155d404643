import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { LaneRunner } from '../../sync';
import { HoldService } from '../listing/hold.service';
import { WishKeeper } from '../wish/wish-keeper';
import { LISTING_LANE } from '../listing-lane.name';
import { faultTrace } from '../../shared/kernel';

/** Has the papers of products that are listed, or wanted to be, looked at again when they have changed or the day has, and wakes whoever carries out what comes of it. */
@Injectable()
export class HoldKeeper {
  private readonly log = new Logger(HoldKeeper.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly holds: HoldService,
    private readonly wishes: WishKeeper,
    private readonly lanes: LaneRunner,
  ) {}

  /** Called by every sweep. What fails here is tried again by the next one and keeps nothing else from being done. */
  async keep(): Promise<void> {
    try {
      await this.transactions.run(async (tx) => {
        await this.holds.noteDay(tx);
        await this.holds.noteEnds(tx);
      });
      for (;;) {
        const { connectionIds, more } = await this.transactions.run((tx) => this.holds.settle(tx));
        for (const connectionId of connectionIds) this.lanes.wake(LISTING_LANE, connectionId);
        if (!more) break;
      }
      await this.wishes.keep();
    } catch (error) {
      this.log.error(`looking at papers again: ${faultTrace(error)}`);
    }
  }
}
