import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OldRows } from '../../people';
import { rows, Transactions } from '../../shared/db';
import { Jobs, type Job } from './jobs.service';

/** How long the record of calls and of handled deliveries is kept. Dead letters stay until somebody has dealt with them. */
const CALLS_KEPT_DAYS = 30;
const DELIVERIES_KEPT_DAYS = 180;

/** Every night: what nobody will ask for again is removed. Deliveries outlive every sender's retries by far, because their keys keep a repeat from having an effect. */
@Injectable()
export class TidyJob implements Job, OnModuleInit {
  readonly name = 'tidy';
  readonly cron = '17 19 * * *'; // 02:17 in Vietnam

  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly oldRows: OldRows,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async run(): Promise<void> {
    await this.oldRows.remove();
    await rows(this.transactions.reader, `delete from exchange where at < now() - $1 * interval '1 day'`, [CALLS_KEPT_DAYS]);
    await rows(this.transactions.reader, `delete from delivery where state = 'done' and done_at < now() - $1 * interval '1 day'`, [
      DELIVERIES_KEPT_DAYS,
    ]);
  }
}
