const ZONE = 'Asia/Ho_Chi_Minh';
const DAY_MS = 86_400_000;

/** How people would name the day: `today`, `yesterday`, `tomorrow`; otherwise by its date, with the year if it is another. */
export type Nearness = 'today' | 'yesterday' | 'tomorrow' | 'this-year' | 'other-year';

/** `yyyy-mm-dd` in Vietnam. */
const dayOf = (ms: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(ms);

export function nearness(iso: string, now: number): Nearness {
  const then = dayOf(new Date(iso).getTime());
  if (then === dayOf(now)) return 'today';
  if (then === dayOf(now - DAY_MS)) return 'yesterday';
  if (then === dayOf(now + DAY_MS)) return 'tomorrow';
  return then.slice(0, 4) === dayOf(now).slice(0, 4) ? 'this-year' : 'other-year';
}
