import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit, Transactions } from '../../shared/db';
import { LaneRunner } from '../../sync';
import { ShareService } from './share.service';
import { LISTING_LANE } from '../listing-lane.name';
import { faultText } from '../../shared/kernel';

/** Works out the shares of pools that have changed and wakes whoever has to carry them out. */
@Injectable()
export class SharePlanner {
  private readonly log = new Logger(SharePlanner.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly shares: ShareService,
    private readonly lanes: LaneRunner,
  ) {}

  /** Plans every pool that is marked. Called after whatever changed stock, and by the sweep. */
  async plan(): Promise<void> {
    for (;;) {
      const { connectionIds, more } = await this.transactions.run((tx) => this.shares.planDirtyPools(tx));
      for (const connectionId of connectionIds) this.lanes.wake(LISTING_LANE, connectionId);
      if (!more) return;
    }
  }

  /** Plans once `tx` is committed. If that fails, the sweep does it. */
  planAfter(tx: EntityManager): void {
    afterCommit(tx, () => {
      this.plan().catch((error: unknown) => this.log.warn(`planning shares: ${faultText(error)}`));
    });
  }
}
