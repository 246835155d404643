import fs from 'node:fs';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source';
import { catalogEntities } from '../../src/catalog';
import { ExchangeJob } from '../../src/catalog/exchange/exchange.job';
import { ExchangeReader } from '../../src/catalog/exchange/exchange.reader';
import { ImportProgress } from '../../src/catalog/exchange/import-progress.writer';
import { ImportWork } from '../../src/catalog/exchange/import.work';
import { SecretBoxes } from '../../src/shared/secret';
import { ProductBatch } from '../../src/catalog/exchange/product-batch.writer';
import { PlaceLoader } from '../../src/catalog/reference/place.loader';
import { ProposalKinds, ProposalService, Standing } from '../../src/people';
import { keepHeapLean } from '../../src/program/lean-heap';
import { rows, Transactions } from '../../src/shared/db';
import { newId, SystemClock } from '../../src/shared/kernel';
import { Jobs } from '../../src/sync';
import { answering } from '../support/children';
import { peakMb, type ImportOrder, type ImportReport } from './table';

interface Importer {
  readonly transactions: Transactions;
  readonly work: ImportWork;
}

keepHeapLean(); // as src/main.ts does

let opened: Promise<Importer> | null = null;

/** The program's own import, without the program around it. */
async function open(databaseUrl: string): Promise<Importer> {
  const dataSource = await new DataSource({ ...dataSourceOptions(databaseUrl, 10), entities: catalogEntities }).initialize();
  const transactions = new Transactions(dataSource);
  await new PlaceLoader(transactions).onModuleInit();
  const clock = new SystemClock();
  const job = new ExchangeJob(new Jobs(dataSource, { databaseUrl, works: false, sweepEveryMs: 60_000 }), transactions);
  return {
    transactions,
    work: new ImportWork(
      ...([transactions, clock, new ExchangeReader(clock), new ProductBatch(), new ImportProgress(transactions, clock), job] as const),
      new Standing(clock),
      new ProposalService(transactions, clock, new SecretBoxes(Buffer.alloc(32)), new ProposalKinds()),
    ),
  };
}

/** Takes the whole table over for a producer of its own: reading, every check, four tables, in transactions of 500 rows. */
async function run({ databaseUrl, file, rows: count }: ImportOrder): Promise<ImportReport> {
  opened ??= open(databaseUrl);
  const { transactions, work } = await opened;
  const db = transactions.reader;
  const [producerId, importId, accountId] = [newId(), newId(), newId()];
  await rows(db, `insert into account (id, phone_box, name, password_hash, role) values ($1, $2, 'Đo', '', 'operator')`, [
    accountId,
    accountId,
  ]);
  await rows(db, `insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')`, [producerId]);
  await rows(
    db,
    `insert into product_import (id, producer_id, file_name, file_type, state, rows_total, started_by) values ($1, $2, 'ds.xlsx', 'xlsx', 'running', $3, $4)`,
    [importId, producerId, count, accountId],
  );
  await rows(db, 'insert into product_import_file (import_id, bytes) values ($1, $2)', [importId, fs.readFileSync(file)]);
  const started = performance.now();
  await work.attend(importId, () => true);
  const seconds = (performance.now() - started) / 1000;
  const [books] = await rows<{ state: string; products: number; certificates: number }>(
    db,
    `select (select state from product_import where id = $2), (select count(*)::int from product where producer_id = $1) as products,
            (select count(*)::int from certificate c join product p on p.id = c.product_id where p.producer_id = $1) as certificates`,
    [producerId, importId],
  );
  if (books?.state !== 'done' || books.products !== count || books.certificates !== count)
    throw new Error(`${count} rows were sent, the books say ${JSON.stringify(books)}`);
  return { rows: count, perSecond: count / seconds, peakMb: peakMb() };
}

answering(run);
