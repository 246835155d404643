import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source';
import { RESERVE, StockService } from '../../src/selling/stock/stock.service';
import { Transactions } from '../../src/shared/db';
import { answering } from '../support/children';
import { poolId } from './pools';

export interface ReserveOrder {
  /** `plain`: the same three statements on a pg client, without TypeORM and without Transactions: what Node itself can do. */
  readonly how: 'program' | 'plain';
  readonly databaseUrl: string;
  readonly pools: number;
  readonly connections: number;
  readonly seconds: number;
}

export interface ReserveReport {
  readonly reserved: number;
  readonly perSecond: number;
}

type Reserve = (pool: string) => Promise<boolean>;

const opened = new Map<string, Promise<Reserve>>();

/** As the program does it: StockService.reserve inside Transactions.run. */
async function program({ databaseUrl, connections }: ReserveOrder): Promise<Reserve> {
  const dataSource = await new DataSource({ ...dataSourceOptions(databaseUrl, connections), entities: [] }).initialize();
  const transactions = new Transactions(dataSource);
  const stock = new StockService();
  return (pool) => transactions.run((tx) => stock.reserve(tx, pool, 1, null));
}

async function plain({ databaseUrl, connections }: ReserveOrder): Promise<Reserve> {
  const database = new Pool({ connectionString: databaseUrl, max: connections });
  return async (pool) => {
    const client = await database.connect();
    try {
      await client.query('begin');
      const { rowCount } = await client.query({ name: 'stock-reserve', text: RESERVE, values: [pool, 1, null, null] });
      await client.query('commit');
      return rowCount === 1;
    } finally {
      client.release();
    }
  };
}

async function work(order: ReserveOrder): Promise<ReserveReport> {
  const { how, pools, connections, seconds } = order;
  const opening = opened.get(how) ?? (how === 'program' ? program : plain)(order);
  opened.set(how, opening);
  const reserve = await opening;
  let reserved = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  const buyer = async (): Promise<void> => {
    while (performance.now() < end) {
      const pool = poolId(1 + Math.floor(Math.random() * pools));
      if (!(await reserve(pool))) throw new Error(`pool ${pool} ran out`);
      reserved += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, buyer));
  return { reserved, perSecond: reserved / ((performance.now() - started) / 1000) };
}

answering(work);
