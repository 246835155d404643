import { dayInVietnam } from '../words/intl';

const KEY = 'len-san.clock';
/** Smaller differences are the way of the answer. */
const NOTED_MS = 60_000;

/** How far the device's clock is behind the program's. Kept, because work without a signal is dated by it. Units: ms. */
let behindMs = Number(localStorage.getItem(KEY) ?? '0') || 0;

/** Reads the program's clock off an answer. */
export function noteProgramTime(date: string | null): void {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return;
  const difference = theirs - Date.now();
  const now = Math.abs(difference) > NOTED_MS ? difference : 0;
  if (Math.abs(now - behindMs) <= NOTED_MS) return;
  behindMs = now;
  localStorage.setItem(KEY, String(now));
}

/** What time it is, by the program's clock as far as it is known: a telephone that is a day ahead must not date work into the future. */
export const trueNow = (): Date => new Date(Date.now() + behindMs);

/** The day in Vietnam, `yyyy-mm-dd`. */
export const todayInVietnam = (): string => dayInVietnam(trueNow());
