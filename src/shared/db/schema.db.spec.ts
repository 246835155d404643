import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '.';

describe('the schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  it('names every constraint, because errors are translated by name', async () => {
    const unnamed = await rows<{ name: string }>(
      database.db,
      `select conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
       where n.nspname = 'public' and t.relname <> 'schema_migration' and contype <> 'n' and conname ~ '_(fkey|key|check|pkey)[0-9]+$'`,
    );
    expect(unnamed).toEqual([]);
  });

  it('has an index under every foreign key that is searched from the other side', async () => {
    const bare = await rows<{ key: string }>(
      database.db,
      `select c.conname as key from pg_constraint c
       where c.contype = 'f' and c.confdeltype = 'c'
         and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`,
    );
    expect(bare).toEqual([]);
  });

  it('goes down to nothing and up again', async () => {
    const count = database.dataSource.migrations.length;
    for (let i = 0; i < count; i++) await database.dataSource.undoLastMigration();
    const left = await rows<{ n: number }>(
      database.db,
      `select count(*)::int as n from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`,
    );
    expect(left[0]?.n).toBe(0);
    expect(await database.dataSource.runMigrations()).toHaveLength(count);
  });
});
