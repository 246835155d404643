import type { OrderQuery } from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import { issueOf } from './issue.rules';

/** One call of GetListOrder. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
  /** 0-based. */
  readonly pageIndex: number;
}

const DAY_MS = 24 * 3_600_000;
/** The platform takes at most 15 days; one less leaves room for a platform that counts whole days. */
const WINDOW_MS = 14 * DAY_MS;
/** A question up to "now" is one whose end is this close to the time of the call. */
const NOW_MS = 3_600_000;

/**
 * What to ask next: windows of at most 14 days, oldest first. A question up to now leaves its last window open to full length, so that orders are not
 * missed when the platform's clock is ahead of ours.
 */
export function windowOf(query: OrderQuery, at: Date): Window {
  const { from, pageIndex } = query.cursor === undefined ? { from: query.since, pageIndex: 0 } : positionOf(query.cursor);
  const full = new Date(from.getTime() + WINDOW_MS);
  const asksForNow = query.until.getTime() >= at.getTime() - NOW_MS;
  const to = !asksForNow && query.until < full ? query.until : full;
  return { from, to, pageIndex };
}

/** Cursor of the page behind this one; undefined at the end. Windows touch, so an order on the border comes twice rather than never. */
export function cursorAfter({ from, to, pageIndex }: Window, isLastPage: boolean, until: Date): string | undefined {
  if (!isLastPage) return `${from.toISOString()}~${pageIndex + 1}`;
  return to < until ? `${to.toISOString()}~0` : undefined;
}

function positionOf(cursor: string): { from: Date; pageIndex: number } {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d{1,6})$/.exec(cursor);
  const from = new Date(match?.[1] ?? '');
  if (!match || Number.isNaN(from.getTime())) {
    const text = `not a cursor: ${cursor}`;
    throw new PlatformError({ kind: 'rejected', issues: [issueOf('CURSOR_INVALID', text)] }, text);
  }
  return { from, pageIndex: Number(match[2]) };
}
