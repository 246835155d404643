import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source';
import { StockService } from '../../src/selling/stock/stock.service';
import { Transactions } from '../../src/shared/db';
import { answering } from '../support/children';
import { poolId } from './pools';

export interface ReserveOrder {
  readonly databaseUrl: string;
  readonly pools: number;
  readonly connections: number;
  readonly seconds: number;
}

export interface ReserveReport {
  readonly reserved: number;
  readonly perSecond: number;
}

let opened: Promise<DataSource> | null = null;

/** Reserves as the program does: StockService.reserve inside Transactions.run. */
async function reserve({ databaseUrl, pools, connections, seconds }: ReserveOrder): Promise<ReserveReport> {
  opened ??= new DataSource({ ...dataSourceOptions(databaseUrl, connections), entities: [] }).initialize();
  const transactions = new Transactions(await opened);
  const stock = new StockService();
  let reserved = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  const buyer = async (): Promise<void> => {
    while (performance.now() < end) {
      const pool = poolId(1 + Math.floor(Math.random() * pools));
      if (!(await transactions.run((tx) => stock.reserve(tx, pool, 1, null)))) throw new Error(`pool ${pool} ran out`);
      reserved += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, buyer));
  return { reserved, perSecond: reserved / ((performance.now() - started) / 1000) };
}

answering(reserve);
