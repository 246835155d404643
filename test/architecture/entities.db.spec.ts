import path from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { rows } from '../../src/shared/db';
import { openDatabase, type TestDatabase } from '../support/database';
import { filesUnder, ROOT } from '../support/source-tree';

interface DbColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
}

/** Types that hold the same values for us. */
const FAMILY: Readonly<Record<string, string>> = { 'character varying': 'text', smallint: 'integer' };
const family = (type: string): string => FAMILY[type] ?? type;

/** Columns that only SQL uses, each with the reason why its entity does not know it. */
const ONLY_SQL: Readonly<Record<string, string>> = {
  'product.search_name': 'made by the database out of the name, for searching',
  'product.search_words': 'the same',
  'producer.search_words': 'the same',
  'pack.gtin_producer_id': 'filled by the database beside a GTIN, for the index that keeps it single within a producer',
  'photo.look_parts': 'made of photo.look by the database, for the index that finds near pictures',
  'photo.unused_since': 'photo.tidy.ts alone reads and writes it',
  'producer.restricted_since': 'Restrictions alone writes it, for the guard and the verdicts',
  'producer.name_key': 'made by the database out of the name, for finding duplicates',
};

describe('the entities', () => {
  let database: TestDatabase;
  let columns: readonly DbColumn[];
  const files = filesUnder('src', '.entity.ts');

  beforeAll(async () => {
    for (const file of files) await import(path.join(ROOT, file));
    const classes = getMetadataArgsStorage().tables.map(({ target }) => target);
    database = await openDatabase(classes.filter((target): target is () => unknown => typeof target === 'function'));
    columns = await rows<DbColumn>(
      database.db,
      `select table_name as "table", column_name as "column", data_type as type, is_nullable = 'YES' as "isNullable",
              column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as "hasDefault"
         from information_schema.columns where table_schema = 'public'`,
    );
  });
  afterAll(() => database.drop());

  const known = () => database.dataSource.entityMetadatas.flatMap((entity) => entity.columns.map((column) => ({ entity, column })));

  it('are all looked at', () => {
    expect(database.dataSource.entityMetadatas.length).toBeGreaterThanOrEqual(files.length);
    expect(known().length).toBeGreaterThan(30);
  });

  it('have no column that the migrations do not make, or make of another type or nullability', () => {
    const declared = known().map(({ entity, column }) => ({
      column: `${entity.tableName}.${column.databaseName}`,
      type: column.isArray ? 'ARRAY' : family(database.dataSource.driver.normalizeType(column)),
      isNullable: column.isNullable,
    }));
    const made = declared.map(({ column }) => {
      const found = columns.find((each) => `${each.table}.${each.column}` === column);
      return found
        ? { column, type: family(found.type), isNullable: found.isNullable }
        : { column, type: 'no such column', isNullable: false };
    });
    expect(declared).toEqual(made);
  });

  it('know every column of their table that a new row must fill, and any other that is not named here', () => {
    const tables = new Set(database.dataSource.entityMetadatas.map((entity) => entity.tableName));
    const declared = new Set(known().map(({ entity, column }) => `${entity.tableName}.${column.databaseName}`));
    const unknown = columns.filter((each) => tables.has(each.table) && !declared.has(`${each.table}.${each.column}`));

    expect(unknown.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(Object.keys(ONLY_SQL).sort());
    expect(unknown.filter(({ isNullable, hasDefault }) => !isNullable && !hasDefault)).toEqual([]);
  });
});
