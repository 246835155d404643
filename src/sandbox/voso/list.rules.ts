import { fromVosoDay } from './voso.format';
import { refusals } from './voso.refusal';

/** Page, days and states that listProduct and listOrder ask for. */
export interface ListWish {
  readonly pageIndex: number;
  readonly pageSize: number;
  readonly from: Date | null;
  /** End of the last day. */
  readonly until: Date | null;
  /** Null = all. */
  readonly statuses: readonly number[] | null;
}

const DAY_MS = 86_400_000;

/** Throws: `Incorrect data: …` for each wrong field. */
export function readList(body: Readonly<Record<string, unknown>>, statusField: string): ListWish {
  const wrong: string[] = [];
  const whole = (field: string, fallback: number, max: number): number => {
    const value = body[field] ?? fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
    wrong.push(field);
    return fallback;
  };
  const day = (field: string): Date | null => {
    const value = body[field];
    if (value === undefined || value === null || value === '') return null;
    const at = typeof value === 'string' ? fromVosoDay(value) : null;
    if (!at) wrong.push(field);
    return at;
  };
  const statuses = (): number[] | null => {
    const value = body[statusField];
    if (value === undefined || value === null || value === '') return null;
    const read =
      typeof value === 'string' || typeof value === 'number'
        ? String(value)
            .split(',')
            .map((each) => Number(each.trim()))
        : [NaN];
    if (read.some((each) => !Number.isInteger(each))) wrong.push(statusField);
    return read;
  };
  const to = day('DATE_TO');
  const wish: ListWish = {
    pageIndex: whole('PAGE_INDEX', 1, 1_000_000),
    pageSize: whole('PAGE_SIZE', 20, 100),
    from: day('DATE_FROM'),
    until: to ? new Date(to.getTime() + DAY_MS) : null,
    statuses: statuses(),
  };
  if (wrong.length > 0) throw refusals.incorrect(...wrong);
  return wish;
}

/** Newest first; pages are cut out of what is there now, so they shift while new rows come in. */
export function select<T extends { readonly createdAt: string; readonly status: number }>(
  rows: readonly T[],
  wish: ListWish,
): { all: T[]; page: T[] } {
  const all = rows
    .filter((row) => {
      const at = Date.parse(row.createdAt);
      return (
        (!wish.from || at >= wish.from.getTime()) &&
        (!wish.until || at < wish.until.getTime()) &&
        (!wish.statuses || wish.statuses.includes(row.status))
      );
    })
    .reverse();
  const start = (wish.pageIndex - 1) * wish.pageSize;
  return { all, page: all.slice(start, start + wish.pageSize) };
}
