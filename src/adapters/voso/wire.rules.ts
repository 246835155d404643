import { PlatformError } from '../../platform/contract';

/** A JSON object whose members nobody has looked at yet. */
export type Row = Readonly<Record<string, unknown>>;

/** An answer that does not fit the contract. */
export const malformed = (what: string, cause?: unknown): PlatformError => new PlatformError({ kind: 'malformed' }, what, { cause });

/** Throws: `malformed`. */
export function toRow(value: unknown, what: string): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(`${what}: no object`);
  return { ...value };
}

/** Throws: `malformed`. */
export function toRows(value: unknown, what: string): readonly Row[] {
  if (!Array.isArray(value)) throw malformed(`${what}: no list`);
  return value.map((each: unknown, index) => toRow(each, `${what}[${index}]`));
}

/** A text that must be there. Throws: `malformed`. */
export function text(row: Row, field: string): string {
  const value = optionalText(row, field);
  if (value === undefined || value === '') throw malformed(`${field} is missing`);
  return value;
}

/** A text that may be absent or null. NUL is dropped: no database column of ours can hold it. Throws: `malformed` when it is something else. */
export function optionalText(row: Row, field: string): string | undefined {
  const value = row[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw malformed(`${field} is no text`);
  return value.replaceAll('\0', '');
}

/** An id: a number, or a text when it does not fit into a double. Throws: `malformed`, also for a number that JSON has rounded already. */
export function id(row: Row, field: string): string {
  const found = optionalId(row, field);
  if (found === undefined) throw malformed(`${field} is no id`);
  return found;
}

/** The same; undefined when it is absent or was rounded. */
export function optionalId(row: Row, field: string): string | undefined {
  const value = row[field];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^\d{1,30}$/.test(value) ? value : undefined;
}

/** A whole number that must be there; may be below zero. Throws: `malformed`. */
export function whole(row: Row, field: string): number {
  const value = row[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw malformed(`${field} is no whole number`);
  return value;
}

/** Pieces or whole đồng. Throws: `malformed` for what is below zero. */
export function amount(row: Row, field: string): number {
  const value = whole(row, field);
  if (value < 0) throw malformed(`${field} is below zero`);
  return value;
}

/** The same; 0 when the platform leaves it out. */
export function amountOrZero(row: Row, field: string): number {
  return row[field] === undefined || row[field] === null ? 0 : amount(row, field);
}

const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const TIME = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * `21/11/2026 11:07:16` is a Vietnam time without a zone. Null for everything else, `31/02/2026 …` and month-first dates included:
 * a loose reading once turned days into months (platforms.md 2.9).
 */
export function fromVosoTime(value: unknown): Date | null {
  const match = typeof value === 'string' ? TIME.exec(value) : null;
  if (!match) return null;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Whatever is out of its range has moved another part: compared part by part, because formatting it back is what the door would spend most of its time on.
  const isReal = local.getUTCFullYear() === year && local.getUTCMonth() === month - 1 && local.getUTCDate() === day;
  return isReal && hour < 24 && minute < 60 && second < 60 ? new Date(local.getTime() - VIETNAM_OFFSET_MS) : null;
}

/** Throws: `malformed`. */
export function time(row: Row, field: string): Date {
  const at = fromVosoTime(row[field]);
  if (!at) throw malformed(`${field} is no time`);
  return at;
}

/** `21/11/2026`, the day it is in Vietnam at that moment. */
export function toVosoDay(at: Date): string {
  return fromIsoDay(new Date(at.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 10));
}

/** `2026-11-21` → `21/11/2026`. */
export function fromIsoDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** Every text field except the description holds this many bytes, not letters: "ộ" counts 3. Source: ViettelPost partner document. */
export const MAX_TEXT_BYTES = 150;
export const fitsText = (value: string): boolean => Buffer.byteLength(value, 'utf8') <= MAX_TEXT_BYTES;

/** For remarks only, never for content: cut between letters and visibly, so that it fits. */
export function shortened(value: string): string {
  if (fitsText(value)) return value;
  const letters = [...value];
  while (!fitsText(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('')}…`;
}
