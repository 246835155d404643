/** A part of the year, both days included, as `MM-DD`. It may run over the new year: 10-01 to 02-28. */
export interface SeasonRange {
  readonly from: string;
  readonly to: string;
}

/** Storage decides how the goods may travel. */
export const STORAGE_CLASSES = ['ambient', 'cool', 'frozen', 'live', 'not-shippable'] as const;
export type StorageClass = (typeof STORAGE_CLASSES)[number];

/** A day of the year that exists, 29 February included. */
export const MONTH_DAY = /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/;

/** Whether the product is in season on a day (`yyyy-mm-dd`). Without any range it always is. */
export function inSeason(season: readonly SeasonRange[], day: string): boolean {
  const monthDay = day.slice(5);
  return (
    season.length === 0 ||
    season.some(({ from, to }) => (from <= to ? from <= monthDay && monthDay <= to : from <= monthDay || monthDay <= to))
  );
}

/** The day that is `days` later (or earlier). */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** First day after `today` on which the season opens or closes; null when it never does. */
export function seasonTurnsOn(season: readonly SeasonRange[], today: string): string | null {
  if (season.length === 0) return null;
  const now = inSeason(season, today);
  for (let ahead = 1; ahead <= 366; ahead++) {
    const day = addDays(today, ahead);
    if (inSeason(season, day) !== now) return day;
  }
  return null;
}
