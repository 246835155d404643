import { PlatformError } from '../../platform/contract';

/** A JSON object of the platform whose values nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** An answer that does not fit the contract. */
export function malformed(what: string, cause?: unknown): PlatformError {
  return new PlatformError({ kind: 'malformed' }, what, { cause });
}

/** Throws: malformed when it is no JSON object. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw malformed(`${what}: not an object`);
  return value;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws: malformed when it is no JSON array. */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(`${what}: not a list`);
  return value;
}

/** The JSON of an answer. Throws: malformed for HTML, for half an answer and for an empty one. */
export function jsonOf(body: Buffer, what: string): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw malformed(`${what}: not JSON`, cause);
  }
}

/**
 * The value under a name; null and absent are the same. Case does not count: the sibling writes `originalID` in answers and `originalId` in webhooks,
 * and nobody promises where. The exact spelling wins when both are there.
 */
export function valueOf(fields: Fields, name: string): unknown {
  const exact = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (exact !== undefined && exact !== null) return exact;
  const folded = name.toLowerCase();
  const spelling = Object.keys(fields).find((key) => key.toLowerCase() === folded && fields[key] !== null && fields[key] !== undefined);
  return spelling === undefined ? undefined : fields[spelling];
}

/** A text, or a number that means one; undefined when absent or empty. Numbers that JSON cannot hold exactly are not texts: half an id is no id. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = valueOf(fields, name);
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Throws: malformed when it is missing. */
export function textOf(fields: Fields, name: string): string {
  const text = textIn(fields, name);
  if (text === undefined) throw malformed(`${name} is missing`);
  return text;
}

/** A whole number, also when it comes as text (`weight` does); undefined when it is absent or none. */
export function wholeIn(fields: Fields, name: string): number | undefined {
  const value = valueOf(fields, name);
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** Throws: malformed when it is missing, negative or no whole number. */
export function countOf(fields: Fields, name: string): number {
  const number = wholeIn(fields, name);
  if (number === undefined || number < 0) throw malformed(`${name} is not a whole number`);
  return number;
}

/** Booleans are "1" and "0" in most places. */
export function isSet(fields: Fields, name: string): boolean {
  return ['1', 1, true, 'true'].some((yes) => valueOf(fields, name) === yes);
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/;

/** ISO time as Spring writes it; without a zone it is Vietnam's. Anything else is not guessed at. */
export function instantIn(fields: Fields, name: string): Date | undefined {
  const text = textIn(fields, name);
  const match = text === undefined ? null : ISO_TIME.exec(text);
  if (!text || !match) return undefined;
  const at = new Date(match[2] === undefined ? `${text}+07:00` : text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Throws: malformed when there is no readable time. */
export function instantOf(fields: Fields, name: string): Date {
  const at = instantIn(fields, name);
  if (!at) throw malformed(`${name} is not an ISO time`);
  return at;
}

/** One page of a Spring list. */
export interface SpringPage {
  readonly rows: readonly Fields[];
  readonly isLast: boolean;
}

/** Reads `{content[], totalPages, number}`. Without the counters a page that is not full is the last one. */
export function pageOf(value: unknown, pageIndex: number, pageSize: number): SpringPage {
  const page = fieldsOf(value, 'page');
  const rows = listOf(valueOf(page, 'content'), 'content').map((row) => fieldsOf(row, 'row'));
  const pages = wholeIn(page, 'totalPages');
  return { rows, isLast: pages === undefined ? rows.length < pageSize : pageIndex + 1 >= pages };
}
