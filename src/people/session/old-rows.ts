import { Injectable } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';

const DAY_MS = 86_400_000;

/** How long answers to writes are kept: a phone may come back with a repeated request after weeks in the hills. Units: days. */
export const ANSWERS_KEPT_DAYS = 30;
const ENDED_SESSIONS_KEPT_DAYS = 90;
const DECIDED_LATE_WORK_KEPT_DAYS = 90;
const CODES_KEPT_DAYS = 30;
/** As long as somebody may ask what they were told. */
const MESSAGES_KEPT_DAYS = 180;

/** Removes answers that nobody will ask for again and sessions long over. The nightly job calls it. */
@Injectable()
export class OldRows {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async remove(): Promise<void> {
    const before = (days: number): Date => new Date(this.clock.now().getTime() - days * DAY_MS);
    await this.transactions.reader.query('delete from idempotent_request where created_at < $1', [before(ANSWERS_KEPT_DAYS)]);
    await this.transactions.reader.query('delete from login_session where expires_at < $1', [before(ENDED_SESSIONS_KEPT_DAYS)]);
    await this.transactions.reader.query('delete from late_work where decided_at < $1', [before(DECIDED_LATE_WORK_KEPT_DAYS)]);
    await this.transactions.reader.query('delete from login_try where until < $1', [before(1)]);
    await this.transactions.reader.query('delete from one_time_code where created_at < $1', [before(CODES_KEPT_DAYS)]);
    await this.transactions.reader.query(`delete from message where created_at < $1 and state in ('sent', 'failed', 'unknown')`, [
      before(MESSAGES_KEPT_DAYS),
    ]);
    await this.transactions.reader.query(`delete from incoming_message where received_at < $1 and state = 'done'`, [
      before(MESSAGES_KEPT_DAYS),
    ]);
  }
}
