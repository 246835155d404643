import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { ErasureService } from './erasure.service';
import { faultTrace } from '../../shared/kernel';

/** Goes on with every erasure that was ordered, until it is done. */
@Injectable()
export class ErasureKeeper {
  private readonly log = new Logger(ErasureKeeper.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly erasures: ErasureService,
  ) {}

  /** Called by every sweep. What fails here is tried again by the next one and keeps nothing else from being done. */
  async keep(): Promise<void> {
    for (const id of await this.erasures.due(this.transactions.reader)) {
      try {
        await this.transactions.run((tx) => this.erasures.step(tx, id));
      } catch (error) {
        this.log.error(`erasure ${id}: ${faultTrace(error)}`);
      }
    }
  }
}
