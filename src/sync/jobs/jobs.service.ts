import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger as WorkerLogger, makeWorkerUtils, parseCronItems, run, type Runner } from 'graphile-worker';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { faultText } from '../../shared/kernel';
import { LANE_SETTINGS, type LaneSettings } from '../lane/lane-runner';

/** Rare or scheduled work, once per due time over all processes, tried again when it fails. Not for hot paths: those are lanes. */
export interface Job {
  readonly name: string;
  /** Five cron fields, UTC. */
  readonly cron: string;
  run(): Promise<void>;
}

/** The queue library, wrapped once. */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Jobs.name);
  private readonly jobs = new Map<string, Job>();
  private runner: Runner | null = null;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LANE_SETTINGS) private readonly settings: LaneSettings,
  ) {}

  /** Call it while modules are initialised. */
  register(job: Job): void {
    this.jobs.set(job.name, job);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works || this.jobs.size === 0) return;
    // The library wants to know that a connection lost while it is checked out ends nothing but the query that was using it.
    this.pool().on('connect', (client) => client.on('error', (error) => this.log.warn(`database connection: ${faultText(error)}`)));
    this.runner = await run({
      pgPool: this.pool(),
      concurrency: 1,
      noHandleSignals: true,
      logger: this.workerLogger(),
      taskList: Object.fromEntries([...this.jobs.values()].map((job) => [job.name, () => runInPrivate(job)])),
      parsedCronItems: parseCronItems(
        [...this.jobs.values()].map((job) => ({ task: job.name, match: job.cron, identifier: job.name, options: { backfillPeriod: 0 } })),
      ),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
    this.runner = null;
  }

  /** Has a registered job done soon, by whichever worker comes first. */
  async soon(name: string): Promise<void> {
    const tools = await makeWorkerUtils({ pgPool: this.pool(), logger: this.workerLogger() });
    try {
      await tools.addJob(name, {}, { jobKey: name });
    } finally {
      await tools.release();
    }
  }

  private pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master; // TypeORM does not say so in its types
  }

  private workerLogger(): WorkerLogger {
    return new WorkerLogger(() => (level, message) => {
      if (level === 'error') this.log.error(message);
      else if (level === 'warning') this.log.warn(message);
    });
  }
}

/** The library stores the words of an error, and logs the error itself. */
async function runInPrivate(job: Job): Promise<void> {
  try {
    await job.run();
  } catch (error) {
    throw new Error(faultText(error)); // without cause: it is logged with all that hangs on it
  }
}
