import { dayInVietnam } from './intl';

const DAY_MS = 86_400_000;

/** How people would name the day: `today`, `yesterday`, `tomorrow`; otherwise by its date, with the year if it is another. */
export type Nearness = 'today' | 'yesterday' | 'tomorrow' | 'this-year' | 'other-year';

export function nearness(iso: string, now: number): Nearness {
  const then = dayInVietnam(new Date(iso).getTime());
  if (then === dayInVietnam(now)) return 'today';
  if (then === dayInVietnam(now - DAY_MS)) return 'yesterday';
  if (then === dayInVietnam(now + DAY_MS)) return 'tomorrow';
  return then.slice(0, 4) === dayInVietnam(now).slice(0, 4) ? 'this-year' : 'other-year';
}
