import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { Clock, vietnamDay } from '../../shared/kernel';
import { Jobs, type Job } from '../../sync';
import { keepShownStock } from './shown-stock';

/** Every hour, so that the day's last number is at most an hour old when the day ends. */
@Injectable()
export class ShownStockJob implements Job, OnModuleInit {
  readonly name = 'shown-stock';
  readonly cron = '53 * * * *';

  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  run(): Promise<void> {
    return keepShownStock(this.transactions.reader, vietnamDay(this.clock.now()));
  }
}
