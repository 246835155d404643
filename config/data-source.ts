import { Logger, runMigrations } from 'graphile-worker';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../migrations';
import { SnakeNaming } from '../src/shared/db/naming';

/** Number of the advisory lock under which migrations run: two programs that start at once must not migrate at once. */
const MIGRATION_LOCK = 7_205_759;

export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'all',
    namingStrategy: new SnakeNaming(),
    poolSize,
    applicationName: 'len-san',
    parseInt8: true,
    poolErrorHandler: () => undefined, // a lost idle connection is replaced at the next use, which then reports what is wrong
    // A statement that hangs must not hold a request for ever.
    extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 },
  };
}

/** Brings the schema up to date. Safe to call from several programs at once. */
export async function migrate(url: string): Promise<void> {
  const lock = new Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = await new DataSource({ ...dataSourceOptions(url, 4), entities: [] }).initialize();
    try {
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
    await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) }); // the queue's own tables, in a schema of their own
  } finally {
    await lock.end();
  }
}
