import { fitSms } from '../message/sms.rules';

/** What a code is for, as the message says it. Whoever needs another purpose adds its line. */
export const CODE_WORDS = {
  'sign-in': 'de dang nhap',
  recover: 'de dat lai mat khau',
  claim: 'de nhan ho so cua minh',
  consent: 'de dong y',
  proposal: 'de xac nhan',
} as const satisfies Record<string, string>;
export type CodePurpose = keyof typeof CODE_WORDS;

export const CODE_MS = 10 * 60_000;
/** The database knows the same number (`one_time_code_tries_true`). */
export const CODE_TRIES = 5;

const MINUTES_MS = 10 * 60_000;
export const DAY_MS = 86_400_000;

/** Most codes in a time, from oldest to newest limit. */
interface Limit {
  readonly most: number;
  readonly withinMs: number;
}

/** For one number: what its owner needs, and no more messages than a stranger may cost or annoy. */
const PER_PHONE: readonly Limit[] = [
  { most: 3, withinMs: MINUTES_MS },
  { most: 10, withinMs: DAY_MS },
];
/** From one address or account: a commune office, or a whole village behind one mobile operator's address, may be one. */
const PER_PLACE: readonly Limit[] = [
  { most: 20, withinMs: MINUTES_MS },
  { most: 100, withinMs: DAY_MS },
];

/** When the next code may be asked for, given when the earlier ones were; null: now. */
export function nextCodeAt(earlier: { readonly toPhone: readonly Date[]; readonly fromPlace: readonly Date[] }, now: Date): Date | null {
  const waits = [
    ...PER_PHONE.map((limit) => freeAt(limit, earlier.toPhone, now)),
    ...PER_PLACE.map((limit) => freeAt(limit, earlier.fromPlace, now)),
  ];
  const latest = Math.max(...waits.map((at) => at?.getTime() ?? 0));
  return latest === 0 ? null : new Date(latest);
}

function freeAt({ most, withinMs }: Limit, times: readonly Date[], now: Date): Date | null {
  const within = times.map((at) => at.getTime()).filter((at) => at > now.getTime() - withinMs);
  const oldestThatCounts = within.sort((a, b) => b - a)[most - 1];
  return oldestThatCounts === undefined ? null : new Date(oldestThatCounts + withinMs);
}

/** These are read to an officer by whoever agrees; all others are for nobody else. */
const READ_ALOUD: readonly CodePurpose[] = ['consent', 'proposal'];

/** The message with the code. `about` names what is confirmed and is cut to fit. */
export function codeText(code: string, purpose: CodePurpose, about: string): string {
  const end = READ_ALOUD.includes(purpose) ? 'Chi dua ma neu dong y.' : 'Dung dua ma cho ai.';
  return fitSms(`Len San: ma ${code} ${CODE_WORDS[purpose]}${about === '' ? '' : ': '}`, about, `. Het han sau 10 phut. ${end}`);
}
