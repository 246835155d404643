import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs, type Job } from '../../sync';
import { UploadService } from './upload.service';

/** Every hour: uploads that nobody went on with are thrown away. */
@Injectable()
export class UploadJob implements Job, OnModuleInit {
  readonly name = 'uploads-expire';
  readonly cron = '43 * * * *';

  constructor(
    private readonly jobs: Jobs,
    private readonly uploads: UploadService,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  run(): Promise<void> {
    return this.uploads.removeExpired();
  }
}
