import { createHash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { Problem, problems } from '../kernel';
import { Maybe, QueryInt, Text } from './fields';

/** One page of a list. `next` is absent on the last one. */
export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

/** Documents a handler that answers `Promise<Page<Item>>`: the compiler's own notes stop at the generic. */
export function ApiPage(item: new () => object): MethodDecorator {
  const items = { type: 'array', items: { $ref: getSchemaPath(item) } };
  const next = { type: 'string', description: 'Con trỏ của trang sau; không có ở trang cuối.' };
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({ schema: { type: 'object', required: ['items'], properties: { items, next } } }),
  );
}

export const PAGE_DEFAULT = 50;
export const PAGE_MAX = 100;

/** Query of every list; extend it for more filters. */
export class PageQuery {
  /** Most entries of one page. */
  @Maybe()
  @QueryInt(1, PAGE_MAX)
  limit: number = PAGE_DEFAULT;

  /** `next` of the page before. */
  @Maybe()
  @Text(1, 200)
  cursor?: string;
}

/** Where a page ended. Lists are sorted by (created_at, id). `at` has PostgreSQL's microseconds: a JavaScript Date would skip rows of one millisecond. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

const AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SEAL_BYTES = 6;

/** SQL for `cursorAt` of a row: the time with all its digits. */
export function exactTime(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

// No secret: a cursor grants nothing, it only says where to go on. The seal finds those that were cut or edited.
function seal(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, SEAL_BYTES);
}

/** A cursor out of any text, for lists that are sorted in another way. */
export function sealCursor(text: string): string {
  return Buffer.concat([seal(text), Buffer.from(text)]).toString('base64url');
}

/** The text of a cursor that `sealCursor` made and `isRight` knows. Throws: Problem `cursor-invalid`. */
export function openCursor(cursor: string, isRight: (text: string) => boolean): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(SEAL_BYTES).toString('utf8');
  const isOurs = bytes.toString('base64url') === cursor && seal(text).equals(bytes.subarray(0, SEAL_BYTES)) && isRight(text);
  if (!isOurs) throw new Problem(problems.cursorInvalid, 'Hãy mở lại danh sách từ trang đầu.');
  return text;
}

export function encodeCursor(cursor: Cursor): string {
  return sealCursor(`${cursor.at} ${cursor.id}`);
}

/** Throws: Problem `cursor-invalid`. */
export function decodeCursor(cursor: string): Cursor {
  const text = openCursor(cursor, (opened) => {
    const [at = '', id = '', ...more] = opened.split(' ');
    return AT.test(at) && ID.test(id) && more.length === 0;
  });
  const [at = '', id = ''] = text.split(' ');
  return { at, id };
}

/** What a list query selects beside its own columns: `select …, id, ${exactTime('created_at')} as "cursorAt"`. */
export interface PagedRow {
  readonly id: string;
  readonly cursorAt: string;
}

/** Makes the page of rows that were read with `limit + 1`, so that we know whether there are more. */
export function toPage<R extends PagedRow, T>(found: readonly R[], limit: number, toItem: (row: R) => T): Page<T> {
  const shown = found.slice(0, limit);
  const last = shown[shown.length - 1];
  const items = shown.map(toItem);
  return found.length > limit && last ? { items, next: encodeCursor({ at: last.cursorAt, id: last.id }) } : { items };
}
