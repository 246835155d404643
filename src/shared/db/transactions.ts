import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool, type QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';

const inside = new AsyncLocalStorage<{ open: boolean }>();

/** Another transaction did the same at the same time: nothing is wrong, the work is simply done again. */
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01']);
const ATTEMPTS = 5;

/** True while the caller is inside a transaction: whoever talks to the network refuses then. */
export function isInTransaction(): boolean {
  return inside.getStore()?.open ?? false;
}

type FollowUp = () => void;
const waiting = new WeakMap<EntityManager, FollowUp[]>();

/** Calls `followUp` once `tx` is committed, and never if it is not. For wake-ups: what must not be lost is a row, not this. */
export function afterCommit(tx: EntityManager, followUp: FollowUp): void {
  const list = waiting.get(tx);
  if (!list) throw new Error('afterCommit needs the EntityManager of Transactions.run');
  list.push(followUp);
}

/** Opens transactions. Only application services call it; everything that writes takes the EntityManager as its first argument. */
@Injectable()
export class Transactions implements OnApplicationShutdown {
  private aside: Pool | null = null;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction and answers after the commit. The whole of `work` is run again (5 times at most) after a deadlock or a serialisation
   * failure, so it must have no other effect than on the database.
   */
  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const mark = { open: true };
      const followUps: FollowUp[] = [];
      try {
        const answer = await inside.run(mark, () =>
          this.dataSource.transaction((tx) => {
            waiting.set(tx, followUps);
            return work(tx);
          }),
        );
        for (const followUp of followUps) followUp();
        return answer;
      } catch (error) {
        if (attempt >= ATTEMPTS || !AGAIN.has(sqlState(error) ?? '')) throw error;
      } finally {
        mark.open = false;
      }
    }
  }

  /**
   * One statement that stays even when the transaction around it is undone, such as counting a wrong try. On connections of its own: those who are inside a
   * transaction and waited for one more of the common pool could wait for one another. It must not touch a row that the transaction around it has locked.
   */
  async alone<T extends QueryResultRow>(sql: string, values: readonly unknown[]): Promise<T[]> {
    this.aside ??= openAside(this.dataSource);
    return (await this.aside.query<T>(sql, [...values])).rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.aside?.end();
  }

  /** Reading without a transaction. */
  get reader(): EntityManager {
    return this.dataSource.manager;
  }
}

const ASIDE_CONNECTIONS = 2;

function openAside(dataSource: DataSource): Pool {
  const common = (dataSource.driver as unknown as { master: Pool }).master; // TypeORM does not say so in its types
  const pool = new Pool({ ...common.options, max: ASIDE_CONNECTIONS, allowExitOnIdle: true });
  pool.on('error', () => undefined); // a lost idle connection is replaced at the next use
  return pool;
}

/** PostgreSQL's five-character code of an error, when it has one. */
export function sqlState(error: unknown): string | undefined {
  const code =
    (error as { code?: unknown; driverError?: { code?: unknown } } | null)?.driverError?.code ?? (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Name of the violated constraint, when the error is about one. */
export function violatedConstraint(error: unknown): string | undefined {
  const named = error as { constraint?: unknown; driverError?: { constraint?: unknown } } | null;
  const name = named?.driverError?.constraint ?? named?.constraint;
  return typeof name === 'string' ? name : undefined;
}
