import { isDay, NO_CONTROL, NO_CONTROL_BUT_LINES } from '../../shared/kernel';
import { ARCHIVE_LIMITS } from './archive.limits';
import { archiveRefused } from './archive.refusal';
import type { ArchiveField, ArchiveFields, ArchivePart, ArchiveRow, ArchiveTables } from './archive-section';

export const SCHEMA = 'len-san/producer-archive';
/** Raise it when a table or a field is added, renamed or means something else; older ones are not read. */
export const SCHEMA_VERSION = 2;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;
const MOST = 2_147_483_647;

/** The data as one text: keys in order of the alphabet, texts in NFC, one line end at the end. Equal data give equal bytes. */
export function dataText(tables: ArchiveTables): string {
  const [producer] = tables.get('producer') ?? [];
  const rest = Object.fromEntries([...tables].filter(([name]) => name !== 'producer'));
  return `${JSON.stringify(ordered({ schema: SCHEMA, schemaVersion: SCHEMA_VERSION, producer, ...rest }), null, 1)}\n`;
}

function ordered(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, ordered(member)]),
  );
}

/** What the text says, or a refusal: nothing that is not described here comes through. Throws: Problem archive-refused. */
export function readData(text: string, parts: readonly ArchivePart[]): ArchiveTables {
  const data = parse(text);
  if (!isRecord(data) || data.schema !== SCHEMA) throw archiveRefused('schema', '/schema');
  if (data.schemaVersion !== SCHEMA_VERSION) throw archiveRefused('schema', '/schemaVersion');
  const sections = parts.flatMap((part) => part.sections);
  const known = new Set(['schema', 'schemaVersion', ...sections.map(({ name }) => name)]);
  const foreign = Object.keys(data).find((key) => !known.has(key));
  if (foreign !== undefined) throw archiveRefused('content', '');
  const tables = new Map<string, readonly ArchiveRow[]>();
  for (const { name } of sections) {
    const found = name === 'producer' ? [data[name]] : data[name];
    if (!Array.isArray(found) || found.length > ARCHIVE_LIMITS.rows) throw archiveRefused('content', `/${name}`);
    tables.set(name, found as readonly ArchiveRow[]); // judged row by row below
  }
  for (const { name, fields, key, most } of sections) {
    const keys = new Set<string>();
    const counts = new Map<unknown, number>();
    for (const [at, row] of (tables.get(name) ?? []).entries()) {
      const pointer = name === 'producer' ? '/producer' : `/${name}/${at}`;
      const fault = faultOf(fields, row);
      if (fault !== null) throw archiveRefused('content', `${pointer}${fault}`);
      keys.add(JSON.stringify(key.map((field) => row[field])));
      if (keys.size !== at + 1) throw archiveRefused('content', pointer);
      if (!most) continue;
      const count = (counts.get(row[most.per]) ?? 0) + 1;
      if (count > most.count) throw archiveRefused('content', pointer);
      counts.set(row[most.per], count);
    }
  }
  refuseStrays(parts, tables);
  for (const part of parts) {
    const pointer = part.check(tables);
    if (pointer !== null) throw archiveRefused('content', pointer);
  }
  return tables;
}

/** Everything that is referred to lies in the same archive, so that no row of another producer can be meant. */
function refuseStrays(parts: readonly ArchivePart[], tables: ArchiveTables): void {
  const ids = new Map([...tables].map(([name, found]) => [name, new Set(found.map((row) => row.id))]));
  for (const { name, fields } of parts.flatMap((part) => part.sections))
    for (const [field, { refersTo }] of Object.entries(fields))
      if (refersTo !== undefined)
        for (const [at, row] of (tables.get(name) ?? []).entries())
          if (row[field] !== null && !ids.get(refersTo)?.has(row[field])) throw archiveRefused('content', `/${name}/${at}/${field}`);
}

function parse(text: string): unknown {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isInText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > ARCHIVE_LIMITS.depth) throw archiveRefused('too-deep');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw archiveRefused('json', undefined, error);
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value has exactly these fields, each as it should be; `optional` ones may be absent. */
export const hasShape = (value: unknown, fields: ArchiveFields, optional: readonly string[] = []): boolean =>
  isRecord(value) &&
  faultOf(Object.fromEntries(Object.entries(fields).filter(([name]) => !optional.includes(name) || name in value)), value) === null;

/** JSON pointer to the first thing that is wrong in a row, null when nothing is. */
function faultOf(fields: ArchiveFields, row: unknown): string | null {
  if (!isRecord(row)) return '';
  if (Object.keys(row).some((name) => !Object.hasOwn(fields, name))) return '';
  const wrong = Object.entries(fields).find(([name, field]) => !Object.hasOwn(row, name) || !isGood(field, row[name]));
  return wrong ? `/${wrong[0]}` : null;
}

function isGood(field: ArchiveField, value: unknown): boolean {
  if (value === null) return field.isNullable === true;
  if (field.oneOf && !field.oneOf.some((each) => each === value)) return false;
  if (field.pattern && !(typeof value === 'string' && field.pattern.test(value))) return false;
  const { min = 0, max = MOST } = field;
  switch (field.kind) {
    case 'id':
      return typeof value === 'string' && UUID.test(value);
    case 'text':
    case 'lines':
      return isText(value, min, max, field.kind === 'lines');
    case 'int':
    case 'money':
      return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
    case 'flag':
      return typeof value === 'boolean';
    case 'day':
      return isDay(value);
    case 'instant':
      return typeof value === 'string' && isDay(INSTANT.exec(value)?.[1]);
    case 'json':
      return field.shape?.(value) ?? false;
    case 'bits':
      return false; // is never in a file
    default:
      return field.kind satisfies never;
  }
}

export function isText(value: unknown, min: number, max: number, hasLines = false): boolean {
  if (typeof value !== 'string' || value.length > 2 * max) return false;
  if (/\p{Surrogate}/u.test(value) || value !== value.normalize('NFC')) return false;
  const chars = [...value].length;
  return chars >= min && chars <= max && (hasLines ? NO_CONTROL_BUT_LINES : NO_CONTROL).test(value);
}
