import type { EntityManager, QueryRunner } from 'typeorm';
import type { PoolClient, QueryResultRow } from 'pg';

/**
 * Runs one statement and answers its rows, whatever the verb: TypeORM answers `[rows, count]` for UPDATE … RETURNING but `rows` for INSERT … RETURNING.
 */
export async function rows<T>(db: EntityManager, sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
  const answer: unknown = await db.query(sql, [...parameters]);
  if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number') return answer[0] as T[];
  return answer as T[];
}

/**
 * A named statement on the pg client of the current transaction: parsed and planned once per connection. For hot paths only (a reservation through
 * TypeORM's query runs at half the speed); everything else uses `rows`.
 */
export async function named<T extends QueryResultRow>(tx: EntityManager, name: string, text: string, values: unknown[]): Promise<T[]> {
  if (!tx.queryRunner) throw new Error(`${name} must run inside a transaction`);
  return run(tx.queryRunner, name, text, values);
}

/** The same for a statement that is a transaction by itself, such as storing a webhook. */
export async function namedAlone<T extends QueryResultRow>(db: EntityManager, name: string, text: string, values: unknown[]): Promise<T[]> {
  if (db.queryRunner) throw new Error(`${name} must run outside a transaction`);
  const queryRunner = db.dataSource.createQueryRunner();
  try {
    return await run(queryRunner, name, text, values);
  } finally {
    await queryRunner.release();
  }
}

async function run<T extends QueryResultRow>(queryRunner: QueryRunner, name: string, text: string, values: unknown[]): Promise<T[]> {
  const client = (await queryRunner.connect()) as PoolClient; // TypeORM types it as `any`; with this driver it is a client of the pool
  return (await client.query<T>({ name, text, values })).rows;
}
