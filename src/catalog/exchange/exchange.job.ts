import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { Jobs, type Job } from '../../sync';
import { faultText } from '../../shared/kernel';

/** Long work that one worker at a time does for each of its rows. */
export interface ExchangeWork {
  readonly name: string;
  /** Oldest first. */
  findDue(): Promise<readonly string[]>;
  /** Goes on with it from where it was. Ends early when `isHeld` says no. */
  attend(id: string, isHeld: () => boolean): Promise<void>;
  /** Removes what is kept no longer. */
  tidy(): Promise<void>;
}

/**
 * Does imports and exports in the background, one after the other in each process, so that memory is bounded. An advisory lock on a connection of its own says who
 * does what: it vanishes with the process, however that ends.
 */
@Injectable()
export class ExchangeJob implements Job, OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  readonly name = 'exchange';
  readonly cron = '* * * * *'; // what was left by a process that died, or whose wake-up was lost
  private readonly log = new Logger(ExchangeJob.name);
  private readonly works: ExchangeWork[] = [];
  private stopping = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
  ) {}

  /** Call it while modules are initialised. */
  add(work: ExchangeWork): void {
    this.works.push(work);
  }

  onModuleInit(): void {
    this.jobs.register(this);
  }

  onApplicationBootstrap(): void {
    void this.resume();
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** There is something to do. Call it after the commit. */
  wake(): void {
    this.jobs.soon(this.name).catch((error: unknown) => this.log.warn(`wake-up lost, the next minute finds it: ${faultText(error)}`));
  }

  async run(): Promise<void> {
    for (const work of this.works) {
      for (const id of await work.findDue()) if (!this.stopping) await this.alone(work, id);
      await work.tidy();
    }
  }

  private async resume(): Promise<void> {
    try {
      for (const work of this.works) if ((await work.findDue()).length > 0) return this.wake();
    } catch (error) {
      this.log.warn(`cannot see what is left to do: ${faultText(error)}`);
    }
  }

  private async alone(work: ExchangeWork, id: string): Promise<void> {
    const connection = this.transactions.reader.dataSource.createQueryRunner();
    try {
      const [lock] = await rows<{ got: boolean }>(connection.manager, 'select pg_try_advisory_lock(hashtext($1), hashtext($2)) as got', [
        work.name,
        id,
      ]);
      if (!lock?.got) return; // another process is at it
      try {
        await work.attend(id, () => !this.stopping);
      } finally {
        await rows(connection.manager, 'select pg_advisory_unlock(hashtext($1), hashtext($2))', [work.name, id]);
      }
    } finally {
      await connection.release();
    }
  }
}
