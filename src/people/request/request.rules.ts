/** What a person may ask for of the own data (NĐ 356/2025/NĐ-CP, Điều 5). The limits lie in the database. */
export const REQUEST_KINDS = ['see', 'correct', 'copy', 'restrict', 'object', 'withdraw', 'delete'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const REQUEST_STATES = ['open', 'acknowledged', 'done', 'refused'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Whoever receives a request says so within two working days. */
const ACKNOWLEDGE_WORKING_DAYS = 2;

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function isWorkingDay(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/** The day on which it came does not count (Bộ luật Dân sự 2015, Điều 147). */
export function addWorkingDays(from: string, count: number, holidays: ReadonlySet<string>): string {
  let day = from;
  for (let left = count; left > 0;) {
    day = dayAfter(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** Last days on which the request may be acknowledged and answered. */
export function deadlines(
  receivedOn: string,
  limitDays: number,
  holidays: ReadonlySet<string>,
): { readonly acknowledgeBy: string; readonly dueBy: string } {
  return { acknowledgeBy: addWorkingDays(receivedOn, ACKNOWLEDGE_WORKING_DAYS, holidays), dueBy: dayAfter(receivedOn, limitDays) };
}
