/** Longest text of one short message in the phones' own alphabet; a longer one is cut in pieces, each paid for. Source: 3GPP TS 23.038. */
export const SMS_LENGTH = 160;

const PUNCTUATION: Readonly<Record<string, string>> = {
  ...{ '‘': "'", '’': "'", ʼ: "'", '“': '"', '”': '"', '–': '-', '—': '-', '…': '...', '₫': 'd', '•': '-', '×': 'x', '·': '.' },
  ...{ '\u00a0': ' ', '\t': ' ', '\n': ' ', '`': "'" },
};
/** The phones' alphabet, as far as we write it: one place each, and two for those behind an escape. */
const ONE_PLACE = /^[\w @$!"#%&'()*+,\-./:;<=>?]$/;
const TWO_PLACES = /^[[\]{}\\^~|]$/;

/** Text as it travels in a short message: without marks (they would leave 70 places instead of 160), everything unknown as `?`. Capitals stay. */
export function foldSms(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');
  return [...plain]
    .map((sign) => PUNCTUATION[sign] ?? (ONE_PLACE.test(sign) || TWO_PLACES.test(sign) ? sign : '?'))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** How many of the 160 places a folded text takes. */
export function smsLength(folded: string): number {
  return [...folded].reduce((places, sign) => places + (TWO_PLACES.test(sign) ? 2 : 1), 0);
}

/** `before`, as much of `middle` as fits, and `after`, folded, in one short message. What was cut ends with two dots. */
export function fitSms(before: string, middle: string, after: string, places = SMS_LENGTH): string {
  const whole = foldSms(`${before}${middle}${after}`);
  if (smsLength(whole) <= places) return whole;
  const signs = [...foldSms(middle)];
  for (let count = signs.length - 1; count > 0; count--) {
    const shorter = foldSms(`${before}${signs.slice(0, count).join('').trimEnd()}..${after}`);
    if (smsLength(shorter) <= places) return shorter;
  }
  return [...foldSms(`${before}${after}`)].slice(0, places).join('');
}

/** Times after which a message that the gateway refused is sent again. Five tries within some seven minutes: whoever waits for a code asks for another one by then. */
const WAITS_MS = [5_000, 20_000, 60_000, 300_000];

/** How long to wait after so many tries; null: never again. */
export function waitAfter(tries: number): number | null {
  return WAITS_MS[tries - 1] ?? null;
}
