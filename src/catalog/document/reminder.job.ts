import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { Jobs, type Job } from '../../sync';
import { ReminderService } from './reminder.service';

/** Every ten minutes, so that midnight in Vietnam, a paper that was just verified and the end of a standstill are all seen soon. */
@Injectable()
export class ReminderJob implements Job, OnModuleInit {
  readonly name = 'reminders';
  readonly cron = '*/10 * * * *';

  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly reminders: ReminderService,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async run(): Promise<void> {
    await this.transactions.run((tx) => this.reminders.bringUp(tx));
  }
}
