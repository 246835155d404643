import { Refusal } from './refusal';

/** A JSON object whose values nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

const wrong = (name: string, expected: string): Refusal => new Refusal(400, 'INVALID_REQUEST', `${name}: ${expected}`);

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asFields(value: unknown, name = 'body'): Fields {
  if (!isFields(value)) throw wrong(name, 'must be an object');
  return value;
}

export function asList(value: unknown, name: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(name, 'must be an array');
  if (value.length === 0) throw new Refusal(400, 'BATCH_EMPTY', `${name}: at least 1 entry`);
  if (value.length > most) throw new Refusal(400, 'BATCH_TOO_LARGE', `${name}: at most ${most} entries, got ${value.length}`);
  return value;
}

/** A text that has to be there. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '') throw wrong(name, 'must be a non-empty string');
  return value;
}

export function textOr(fields: Fields, name: string, fallback: string): string {
  const value = fields[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'string') throw wrong(name, 'must be a string');
  return value;
}

/** The platform's booleans are "0" and "1" in most places, numbers in a few. */
export function flagOf(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (value === '1' || value === 1) return true;
  if (value === '0' || value === 0) return false;
  throw wrong(name, 'must be "0" or "1"');
}

/** A whole number ≥ `least`. */
export function countOf(fields: Fields, name: string, least: number): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) throw wrong(name, `must be an integer >= ${least}`);
  return value;
}

/** A number in the query, 0-based pages and the like. */
export function queryCount(fields: Fields, name: string, fallback: number, least: number, most: number): number {
  const value = fields[name];
  if (value === undefined || value === '') return fallback;
  const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (!(count >= least && count <= most)) throw wrong(name, `must be between ${least} and ${most}`);
  return count;
}

export interface Page<T> {
  readonly content: readonly T[];
  readonly totalElements: number;
  readonly totalPages: number;
  readonly number: number;
  readonly size: number;
}

/** A page as Spring writes it; `number` is 0-based. */
export function page<T>(all: readonly T[], query: Fields): Page<T> {
  const size = queryCount(query, 'pageSize', 50, 1, 100);
  const number = queryCount(query, 'pageIndex', 0, 0, 1_000_000);
  return {
    content: all.slice(number * size, (number + 1) * size),
    totalElements: all.length,
    totalPages: Math.ceil(all.length / size),
    number,
    size,
  };
}
