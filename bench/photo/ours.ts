import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source';
import { readEnv } from '../../config/env';
import { adapters } from '../../src/adapters';
import { catalogEntities, PhotoIntake, PhotoService } from '../../src/catalog';
import { Darkroom } from '../../src/catalog/photo/darkroom';
import { FolderStore } from '../../src/catalog/photo/folder-store';
import { rows, Transactions } from '../../src/shared/db';
import { newId, SystemClock } from '../../src/shared/kernel';
import { answering } from '../support/children';
import { numbered } from './photos';
import { inTurns, type PhotoOrder, type PhotoReport } from './turns';

interface Catalog {
  readonly transactions: Transactions;
  readonly intake: PhotoIntake;
  readonly photos: PhotoService;
  readonly producerId: string;
}

let opened: Promise<Catalog> | null = null;

/** The catalog's own services on a database and a folder: from the upload's stream to the renditions of both platforms. */
async function open({ databaseUrl, folder }: PhotoOrder): Promise<Catalog> {
  const dataSource = await new DataSource({ ...dataSourceOptions(databaseUrl, 10), entities: catalogEntities }).initialize();
  const env = readEnv({ DATA_DIR: folder, DATABASE_URL: databaseUrl });
  const transactions = new Transactions(dataSource);
  const store = new FolderStore(path.join(folder, 'photos'));
  const darkroom = new Darkroom();
  const producerId = newId();
  await rows(transactions.reader, `insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')`, [
    producerId,
  ]);
  return {
    transactions,
    intake: new PhotoIntake(new SystemClock(), store, darkroom, env),
    photos: new PhotoService(transactions, store, darkroom, env),
    producerId,
  };
}

async function takeIn({ transactions, intake, photos, producerId }: Catalog, file: Buffer): Promise<number> {
  const received = await intake.receive(transactions.reader, producerId, Readable.from([file]));
  const productId = newId();
  await transactions.run(async (tx) => {
    const photo = await intake.register(tx, producerId, received, null);
    await rows(tx, `insert into product (id, producer_id, name, ocop_set) values ($1, $2, 'Mật ong', 4)`, [productId, producerId]);
    await rows(tx, 'insert into product_photo (product_id, photo_id, position) values ($1, $2, 0)', [productId, photo.id]);
  });
  let made = 0;
  for (const adapter of adapters) made += (await photos.renditionsFor(productId, adapter.describe().photoRule)).length;
  return made;
}

async function work(order: PhotoOrder): Promise<PhotoReport> {
  opened ??= open(order);
  const catalog = await opened;
  const photo = fs.readFileSync(order.file);
  return inTurns(order, (number) => takeIn(catalog, numbered(photo, number)));
}

answering(work);
