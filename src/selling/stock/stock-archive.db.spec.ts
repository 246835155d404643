import { ArchiveParts } from '../../catalog';
import { rows } from '../../shared/db';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { StockArchive } from './stock-archive';

describe('the tables of an archive', () => {
  let database: TestDatabase;
  const parts = new ArchiveParts();
  new StockArchive(parts).onModuleInit();
  const sections = parts.all.flatMap((part) => part.sections);
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  it('[BI6] carry every column of theirs, or leave it out for a reason', async () => {
    const columns = await rows<{ table: string; column: string }>(
      database.db,
      `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public' and table_name = any($1)`,
      [sections.map(({ table }) => table)],
    );
    const forgotten = sections.flatMap(({ table, fields, left }) => {
      const carried = new Set([...Object.values(fields).map(({ column }) => column), ...Object.keys(left)]);
      return columns.filter((each) => each.table === table && !carried.has(each.column)).map(({ column }) => `${table}.${column}`);
    });
    expect(columns.length).toBeGreaterThan(100);
    expect(forgotten).toEqual([]);
  });
});
