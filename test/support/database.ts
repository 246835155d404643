import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source';
import { Transactions } from '../../src/shared/db';

export interface TestDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly transactions: Transactions;
  readonly db: EntityManager;
  drop(): Promise<void>;
}

async function admin(sql: string): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** An empty, migrated database of its own. */
export async function cloneDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await admin(`create database ${name} template template_lensan`);
  const url = new URL(process.env.TEST_POSTGRES_URL ?? '');
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => admin(`drop database if exists ${name} with (force)`) };
}

/** The same, connected. `entities` are those that the test uses. */
export async function openDatabase(entities: DataSourceOptions['entities'] = [], poolSize = 20): Promise<TestDatabase> {
  const clone = await cloneDatabase();
  const dataSource = await new DataSource({ ...dataSourceOptions(clone.url, poolSize), entities }).initialize();
  return {
    url: clone.url,
    dataSource,
    transactions: new Transactions(dataSource),
    db: dataSource.manager,
    async drop() {
      await dataSource.destroy();
      await clone.drop();
    },
  };
}
