import { PHRASES } from '../act/act.phrases';
import { fitSms } from '../message/sms.rules';

/** What one officer did of one kind. */
export interface Deed {
  readonly officerName: string;
  /** As in the act: `POST /api/v1/…`. */
  readonly what: string;
  readonly count: number;
}

/** Acts are told of when nothing more has come for so long, or when the first has waited an hour: a visit to a household is one receipt. */
export const QUIET_MS = 10 * 60_000;
export const LONGEST_WAIT_MS = 60 * 60_000;

/** Nobody is woken by a receipt: from 7 in the morning to 9 in the evening in Vietnam. */
export function isTimeToTell(now: Date): boolean {
  const hour = (now.getUTCHours() + 7) % 24;
  return hour >= 7 && hour < 21;
}

/** One short message: who, what, and how to say no. What does not fit is counted, not named. */
export function receiptText(deeds: readonly Deed[]): string {
  const officers = [...new Set(deeds.map(({ officerName }) => officerName))];
  const sorted = [...deeds].sort((a, b) => b.count - a.count);
  const kinds = [...new Set(sorted.map(({ what }) => PHRASES[what] ?? 'lam viec khac'))];
  const total = deeds.reduce((sum, { count }) => sum + count, 0);
  const who = officers.length === 1 ? `can bo ${shortName(officers[0] ?? '')}` : `${officers.length} can bo`;
  const count = total > 1 ? ` (${total} viec)` : '';
  return fitSms(`Len San: ${who} da `, kinds.join(', '), `${count}. Tra loi KHONG neu khong dong y.`);
}

/** The last words of a long name: they are what people are called by. Units: 30 characters. */
function shortName(name: string): string {
  const words = name.split(' ');
  while (words.join(' ').length > 30 && words.length > 1) words.shift();
  return words.join(' ').slice(0, 30);
}

/** "KHÔNG", in any letters, with or without marks; what is longer may mean anything. `text` as `foldVi` writes it. */
export function saysNo(text: string): boolean {
  return /^(khong|khg|ko|k)( (dong y|phai toi))?[\s.!]*$/.test(text.trim());
}
