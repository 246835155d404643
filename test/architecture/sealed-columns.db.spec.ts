import { nameOf, SEALED_COLUMNS } from '../../src/program/sealing';
import { rows } from '../../src/shared/db';
import { openDatabase, type TestDatabase } from '../support/database';

describe('what is sealed', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  const columns = (which: string): Promise<{ name: string; isKey: boolean }[]> =>
    rows(
      database.db,
      `select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = 'public' and ${which} order by 1`,
    );

  it('[SP5] is known column by column, so that no box is forgotten when the key changes', async () => {
    const boxes = await columns(`data_type = 'bytea' and column_name ~ '(^|_)box$'`);
    expect(boxes.map(({ name }) => name)).toEqual(SEALED_COLUMNS.map(nameOf).sort());

    const indexes = await columns(`data_type = 'bytea' and column_name ~ '_index$'`);
    const known = SEALED_COLUMNS.flatMap(({ table, indexes = [] }) => indexes.map(({ column }) => `${table}.${column}`));
    expect(known).toEqual(expect.arrayContaining(indexes.map(({ name }) => name)));
  });

  it('is walked through by a key of its table', async () => {
    const unique = await rows<{ name: string }>(
      database.db,
      `select t.relname || ': ' || string_agg(a.attname, ', ' order by a.attname) as name
         from pg_index i join pg_class t on t.oid = i.indrelid join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)
        where i.indisunique and i.indpred is null group by i.indexrelid, t.relname`,
    );
    const known = unique.map(({ name }) => name);
    for (const { table, key } of SEALED_COLUMNS) expect(known).toContain(`${table}: ${Object.keys(key).sort().join(', ')}`);
  });
});
