import { PlatformError } from '../../platform/contract';
import { cursorAfter, windowOf } from './window.rules';

const DAY_MS = 24 * 3_600_000;
const at = new Date('2026-11-21T04:00:00Z');
const daysAgo = (days: number): Date => new Date(at.getTime() - days * DAY_MS);

describe('asking for orders in windows', () => {
  it('a short question about the past is asked as it is', () => {
    const query = { since: daysAgo(10), until: daysAgo(3) };

    const window = windowOf(query, at);

    expect(window).toEqual({ from: query.since, to: query.until, pageIndex: 0 });
    expect(cursorAfter(window, true, query.until)).toBeUndefined();
  });

  it('a question up to now is left open, for a platform whose clock is ahead', () => {
    expect(windowOf({ since: daysAgo(1), until: at }, at).to).toEqual(daysAgo(-13));
  });

  it('a long question is cut into windows that touch and never exceed 15 days', () => {
    const query = { since: daysAgo(60), until: daysAgo(20) };
    const windows = [windowOf(query, at)];
    for (let next = cursorAfter(windows[0]!, true, query.until); next;) {
      const window = windowOf({ ...query, cursor: next }, at);
      windows.push(window);
      next = cursorAfter(window, true, query.until);
    }

    expect(windows[0]?.from).toEqual(query.since);
    expect(windows.at(-1)?.to).toEqual(query.until);
    expect(windows).toHaveLength(3);
    windows.forEach(({ from, to }, index) => {
      expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(15 * DAY_MS);
      if (index > 0) expect(from).toEqual(windows[index - 1]?.to);
    });
  });

  it('turns the pages of a window before the next one', () => {
    const query = { since: daysAgo(60), until: daysAgo(20) };
    const cursor = cursorAfter(windowOf(query, at), false, query.until);

    expect(windowOf({ ...query, cursor }, at)).toEqual({ from: query.since, to: daysAgo(46), pageIndex: 1 });
  });

  it('refuses a cursor that it did not make', () => {
    expect(() => windowOf({ since: at, until: at, cursor: 'x' }, at)).toThrow(PlatformError);
  });
});
