import { MERGE_PLAN } from '../../src/selling/merge/merge.service';
import { rows } from '../../src/shared/db';
import { openDatabase, type TestDatabase } from '../support/database';

describe('what a merge of two producers does with what names one', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  const names = async (sql: string): Promise<string[]> => (await rows<{ name: string }>(database.db, sql)).map(({ name }) => name);

  it('[PD7] is said of every column of the database that names a producer, so that none is forgotten', async () => {
    const known = await names(
      `select c.table_name || '.' || c.column_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid' and c.column_name ~ '(^|_)producer(_|$)'
       union
       select k.conrelid::regclass || '.' || a.attname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
        where k.contype = 'f' and k.confrelid = 'producer'::regclass`,
    );
    expect(known.length).toBeGreaterThan(25);
    expect(MERGE_PLAN.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(known.sort());
  });

  it('[PD7] nothing is written for a producer that is not there any more: every such table minds it', async () => {
    /** Chained by themselves, or filled by the rows that they go with. */
    const free = ['act', 'act_undo', 'pack', 'producer_duplicate_hint', 'producer_merge'];
    const minding = await names(
      `select g.tgrelid::regclass::text as name from pg_trigger g where g.tgname like '%\\_minds\\_merge' and not g.tgisinternal order by 1`,
    );
    const tables = [...new Set(MERGE_PLAN.map(({ table }) => table))].filter((table) => !free.includes(table));
    expect(minding).toEqual(tables.sort());
  });

  it('[PD7] what simply moves has an id by which its rows are locked in one order', async () => {
    const withId = await names(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'id'`,
    );
    const moving = MERGE_PLAN.filter(({ fate, own }) => fate === 'moves' && own === undefined).map(({ table }) => table);
    expect(withId).toEqual(expect.arrayContaining(moving));
  });
});
