import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Receipts } from '../../people';
import { Jobs, type Job } from './jobs.service';

/** Every ten minutes, so that a household hears of a visit while it remembers it. */
@Injectable()
export class ReceiptJob implements Job, OnModuleInit {
  readonly name = 'receipts';
  readonly cron = '*/10 * * * *';

  constructor(
    private readonly jobs: Jobs,
    private readonly receipts: Receipts,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  run(): Promise<void> {
    return this.receipts.makeDue();
  }
}
