import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const inside = new AsyncLocalStorage<{ open: boolean }>();

/** Another transaction did the same at the same time: nothing is wrong, the work is simply done again. */
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01']);
const ATTEMPTS = 3;

/** True while the caller is inside a transaction: whoever talks to the network refuses then. */
export function isInTransaction(): boolean {
  return inside.getStore()?.open ?? false;
}

/** Opens transactions. Only application services call it; everything that writes takes the EntityManager as its first argument. */
@Injectable()
export class Transactions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction and answers after the commit. The whole of `work` is run again (3 times at most) after a deadlock or a serialisation
   * failure, so it must have no other effect than on the database.
   */
  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const mark = { open: true };
      try {
        return await inside.run(mark, () => this.dataSource.transaction(work));
      } catch (error) {
        if (attempt >= ATTEMPTS || !AGAIN.has(sqlState(error) ?? '')) throw error;
      } finally {
        mark.open = false;
      }
    }
  }

  /** Reading without a transaction. */
  get reader(): EntityManager {
    return this.dataSource.manager;
  }
}

/** PostgreSQL's five-character code of an error, when it has one. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown; driverError?: { code?: unknown } } | null)?.driverError?.code ?? (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Name of the violated constraint, when the error is about one. */
export function violatedConstraint(error: unknown): string | undefined {
  const named = error as { constraint?: unknown; driverError?: { constraint?: unknown } } | null;
  const name = named?.driverError?.constraint ?? named?.constraint;
  return typeof name === 'string' ? name : undefined;
}
