import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source';
import { peopleSealed } from '../people';
import { platformSealed } from '../platform';
import { sellingSealed } from '../selling';
import { rows, Transactions } from '../shared/db';
import { sealedAnswers } from '../shared/http';
import { Rotation, type BoxCount, type Rotated, type SealedColumn, type SecretBoxes } from '../shared/secret';
import { syncSealed } from '../sync';

/** Every column of boxes in the database. A test compares it with the tables. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [sealedAnswers, ...peopleSealed, ...platformSealed, ...syncSealed, ...sellingSealed];

export const nameOf = ({ table, column }: SealedColumn): string => `${table}.${column}`;

/** Seals what an upgrade left in an older form or in plain, before anybody is answered. Several programs may do it at once. */
export async function payOffSealingDebt(databaseUrl: string, boxes: SecretBoxes): Promise<void> {
  await onRows(databaseUrl, async (transactions) => {
    const owed = new Set(
      (await rows<{ name: string }>(transactions.reader, 'select sealed_column as name from sealing_debt')).map((row) => row.name),
    );
    const rotation = new Rotation(transactions, boxes);
    for (const column of SEALED_COLUMNS.filter((each) => owed.has(nameOf(each)))) {
      const { unreadable } = await rotation.run(column, { takesPlain: true });
      if (unreadable === 0) await rows(transactions.reader, 'delete from sealing_debt where sealed_column = $1', [nameOf(column)]);
    }
  });
}

/** Seals every box with the newest key. Answers what became of them, by column. */
export function rotateKeys(databaseUrl: string, boxes: SecretBoxes, report: (name: string, rotated: Rotated) => void): Promise<void> {
  return onRows(databaseUrl, async (transactions) => {
    const rotation = new Rotation(transactions, boxes);
    for (const column of SEALED_COLUMNS) report(nameOf(column), await rotation.run(column));
  });
}

/** How many boxes are sealed with the newest key, and how many are not, by column. */
export function countBoxes(databaseUrl: string, boxes: SecretBoxes, report: (name: string, count: BoxCount) => void): Promise<void> {
  return onRows(databaseUrl, async (transactions) => {
    const rotation = new Rotation(transactions, boxes);
    for (const column of SEALED_COLUMNS) report(nameOf(column), await rotation.count(column));
  });
}

async function onRows<T>(databaseUrl: string, work: (transactions: Transactions) => Promise<T>): Promise<T> {
  const dataSource = await new DataSource({ ...dataSourceOptions(databaseUrl, 2), entities: [] }).initialize();
  try {
    return await work(new Transactions(dataSource));
  } finally {
    await dataSource.destroy();
  }
}
