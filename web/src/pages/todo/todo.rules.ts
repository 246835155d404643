export const GROUPS = ['late', 'today', 'week', 'later'] as const;
export type Group = (typeof GROUPS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Vietnam has one time all year. */
const VIETNAM_MS = 7 * HOUR_MS;

/** When something with this deadline is to be done, by the days of Vietnam. Without a deadline: later. */
export function groupOf(deadline: string | null, now: number): Group {
  if (deadline === null) return 'later';
  const at = new Date(deadline).getTime();
  if (at < now) return 'late';
  const today = Math.floor((now + VIETNAM_MS) / DAY_MS);
  const day = Math.floor((at + VIETNAM_MS) / DAY_MS);
  return day === today ? 'today' : day <= today + 7 ? 'week' : 'later';
}

/** The same order as told, cut into its groups; groups with nothing are left out. */
export function grouped<S extends { readonly deadline: string | null }>(
  steps: readonly S[],
  now: number,
): readonly { readonly group: Group; readonly steps: readonly S[] }[] {
  return GROUPS.map((group) => ({ group, steps: steps.filter(({ deadline }) => groupOf(deadline, now) === group) })).filter(
    ({ steps: found }) => found.length > 0,
  );
}

export interface Left {
  readonly isLate: boolean;
  /** To be shown in red: late, or less than two hours. */
  readonly isUrgent: boolean;
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly n: number;
}

const URGENT_MS = 2 * HOUR_MS;

/** How long until then, or since then, in the largest unit that says enough. */
export function leftUntil(deadline: string, now: number): Left {
  const ms = new Date(deadline).getTime() - now;
  const size = Math.abs(ms);
  const isLate = ms < 0;
  const isUrgent = ms < URGENT_MS;
  if (size < HOUR_MS) return { isLate, isUrgent, unit: 'minutes', n: Math.floor(size / 60_000) };
  if (size < 2 * DAY_MS) return { isLate, isUrgent, unit: 'hours', n: Math.floor(size / HOUR_MS) };
  return { isLate, isUrgent, unit: 'days', n: Math.floor(size / DAY_MS) };
}
