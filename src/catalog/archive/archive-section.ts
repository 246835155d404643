import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';

export type FieldKind = 'id' | 'text' | 'lines' | 'int' | 'money' | 'flag' | 'day' | 'instant' | 'json' | 'bits';

/** One field of a row in data.json, and where it lies in the database. */
export interface ArchiveField {
  readonly kind: FieldKind;
  readonly column: string;
  readonly isNullable?: boolean;
  /** Characters, or the number itself. */
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly (string | number)[];
  readonly pattern?: RegExp;
  /** Name of the table whose `id` it must be, in the same archive. */
  readonly refersTo?: string;
  readonly shape?: (value: unknown) => boolean;
  /** SQL to read it with when it is not the column alone. */
  readonly read?: string;
}

export type ArchiveFields = Readonly<Record<string, ArchiveField>>;
export type ArchiveRow = Readonly<Record<string, unknown>>;
/** Rows by the name of their table in data.json. */
export type ArchiveTables = ReadonlyMap<string, readonly ArchiveRow[]>;

/** One table of data.json: what of it is carried, and from where. */
export interface ArchiveSection {
  readonly name: string;
  /** Its rows are `t`. */
  readonly table: string;
  readonly joins?: string;
  /** $1 is the producer. */
  readonly where: string;
  readonly orderBy: string;
  readonly fields: ArchiveFields;
  /** Not in the file: worked out anew when it is taken in. */
  readonly derived?: ArchiveFields;
  /** Columns that whoever takes it in fills. */
  readonly filled?: Readonly<Record<string, 'producer' | 'account'>>;
  /** Fields that together name a row. */
  readonly key: readonly string[];
  /** Fields that nothing in the installation may have already. */
  readonly unique?: readonly string[];
  /** Most rows of one owner. */
  readonly most?: { readonly per: string; readonly count: number };
  /** Columns that are not carried, each with why. A test compares. */
  readonly left: Readonly<Record<string, string>>;
}

/** What a folder adds to an archive. */
export interface ArchivePart {
  readonly sections: readonly ArchiveSection[];
  /** What the tables say together. Answers a JSON pointer to what is wrong. */
  check(tables: ArchiveTables): string | null;
  /** After the rows are in: what goes with them. */
  complete(tx: EntityManager, tables: ArchiveTables, accountId: string): Promise<void>;
}

const TYPES: Readonly<Record<FieldKind, string>> = {
  id: 'uuid',
  text: 'text',
  lines: 'text',
  int: 'integer',
  money: 'bigint',
  flag: 'boolean',
  day: 'date',
  instant: 'timestamptz',
  json: 'jsonb',
  bits: 'bit(64)',
};

function readOf({ kind, column, read }: ArchiveField): string {
  if (read !== undefined) return read;
  switch (kind) {
    case 'day':
      return `to_char(t.${column}, 'YYYY-MM-DD')`;
    case 'instant':
      return `to_char(t.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    case 'money':
      return `t.${column}::float8`;
    case 'id':
    case 'text':
    case 'lines':
    case 'int':
    case 'flag':
    case 'json':
    case 'bits':
      return `t.${column}`;
    default:
      return kind satisfies never;
  }
}

/** One more row than `limit` tells that there are more. */
export function readSection(db: EntityManager, section: ArchiveSection, producerId: string, limit: number): Promise<ArchiveRow[]> {
  const fields = Object.entries(section.fields).map(([name, field]) => `${readOf(field)} as "${name}"`);
  return rows<ArchiveRow>(
    db,
    `select ${fields.join(', ')} from ${section.table} t ${section.joins ?? ''} where ${section.where} order by ${section.orderBy} limit $2`,
    [producerId, limit + 1],
  );
}

export async function writeSection(
  tx: EntityManager,
  section: ArchiveSection,
  found: readonly ArchiveRow[],
  who: { readonly producer: string; readonly account: string },
): Promise<void> {
  if (found.length === 0) return;
  const fields = Object.entries({ ...section.fields, ...section.derived });
  const filled = Object.entries(section.filled ?? {});
  const columns = [...fields.map(([, { column }]) => column), ...filled.map(([column]) => column)];
  const values = [...fields.map(([name]) => `r."${name}"`), ...filled.map((_, at) => `$${at + 2}::uuid`)];
  const types = fields.map(([name, { kind }]) => `"${name}" ${TYPES[kind]}`);
  await rows(
    tx,
    `insert into ${section.table} (${columns.join(', ')}) select ${values.join(', ')} from jsonb_to_recordset($1::jsonb) as r (${types.join(', ')})`,
    [JSON.stringify(found), ...filled.map(([, from]) => who[from])],
  );
}

/** Whether the installation has one of the rows, or what only one row may have. */
export async function isTaken(db: EntityManager, section: ArchiveSection, found: readonly ArchiveRow[]): Promise<boolean> {
  for (const name of section.unique ?? []) {
    const field = section.fields[name];
    if (!field) throw new Error(`${section.name} has no ${name}`);
    const taken = await rows(db, `select 1 from ${section.table} where ${field.column} = any($1::${TYPES[field.kind]}[]) limit 1`, [
      found.map((row) => row[name]),
    ]);
    if (taken.length > 0) return true;
  }
  return false;
}
