/** Days are `yyyy-mm-dd` and compare as texts. */
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** `months` later, at the latest on the last day of that month: 31 August and six months is 28 or 29 February. */
export function addMonths(day: string, months: number): string {
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
  const lastOfMonth = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), lastOfMonth));
  return dayOf(to);
}

export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return dayOf(at);
}

/** How people write it: 12/03/2028. */
export function dayVi(day: string): string {
  return day.split('-').reverse().join('/');
}
