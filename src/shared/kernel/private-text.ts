/**
 * The one list of what is personal or secret, by the name of the field and by its look. The log, the record of platform calls and stored errors go by it.
 * Names are met in other people's spelling too: `RECEIVER_PHONE`, `accessToken`.
 */
export const PRIVATE_KEYS = {
  secret: /passw(or)?d|passphrase|^pass$|pwd|token|secret|api[-_]?key|authorization|signature|cookie|private[-_]?key|^otp$|^pin$/i,
  phone: /phone|mobile|^tel$|_tel$|^sdt$/i,
  number: /personal[-_]?number|national[-_]?id|^cccd$|^cmnd$|bank[-_]?account|^stk$/i,
  /** Of the object around, or a part of the name: what else is in it is about a person. */
  person: /receiver|buyer|customer|consignee|recipient|sender|(bank|account)[-_]?holder/i,
  name: /name$|holder$/i,
  place: /address|addr$|street|email/i,
  /** What a person wrote. */
  note: /note|comment|remark/i,
  freeText: /message|description/i,
} as const;

export const HIDDEN = '***';

/** At the beginning of a word; in JSON text a word may follow an escaped line break. */
const WORD = String.raw`(?:(?<=\\[nrt])|(?<![\w-]))`;

/** Vietnamese phone numbers, as people write them. */
export const PHONE_IN_TEXT = new RegExp(String.raw`${WORD}(?:\+?84|0)(?:[ .-]?\d){8,10}(?![\w-])`, 'g');

const LOOKS: readonly (readonly [look: RegExp, instead: string])[] = [
  [/\bBearer\s+[^\s"\\]+/gi, `Bearer ${HIDDEN}`],
  [/(:\/\/[^\s:@/"\\]{1,100}:)[^\s@/"\\]{1,200}(?=@)/g, `$1${HIDDEN}`],
  [/\bls_[\w-]{20,}/g, HIDDEN],
  [/\beyJ[\w-]{1,2000}\.[\w-]{1,2000}\.[\w-]+/g, HIDDEN],
  [/\b(password|passwd|pwd|token|secret|api[-_]?key|authorization|cookie|otp|pin)(\s*[=:]\s*)(?!Bearer)[^\s,;"'\\]+/gi, `$1$2${HIDDEN}`],
  [/(?:(?<=\\[nrt])|(?<![\w.+-]))[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, HIDDEN],
  // National ids begin with the three digits of a province, 001 to 096.
  [new RegExp(String.raw`${WORD}0\d{11}(?!\w)`, 'g'), HIDDEN],
  [PHONE_IN_TEXT, HIDDEN],
  [/((?:tài khoản|tai khoan|\bstk|\baccount)[^\d"\\]{0,20})\d[\d .-]{6,22}\d/giu, `$1${HIDDEN}`],
];

/** `"key":"value"`, and the same inside a text of JSON, where the quotes are escaped. */
const PAIRS: readonly RegExp[] = [
  /("([\w-]{1,60})"\s*:\s*")(?:[^"\\]|\\[\s\S])+(?=")/g,
  /((?<!\\)\\"([\w-]{1,60})\\"\s*:\s*\\")[\s\S]{1,4000}?(?=(?<!\\)\\"\s*[,}\]])/g,
];

/** The same text without what is personal or secret, as far as its look or the name beside it shows it. */
export function redactText(text: string): string {
  const hideNamed = (rest: string, pair: RegExp): string =>
    rest.replace(pair, (all, before: string, key: string) => (isPrivateKey(key) ? before + HIDDEN : all));
  return LOOKS.reduce((rest, [look, instead]) => rest.replace(look, instead), PAIRS.reduce(hideNamed, text)).replace(
    HIDDEN_NUMBER,
    `":"${HIDDEN}"`,
  );
}

/** A number of JSON that was hidden: it becomes a text, so that the line stays JSON. */
const HIDDEN_NUMBER = /(?<!\\)":\*\*\*(?=[,}])/g;

const isPrivateKey = (key: string): boolean =>
  PRIVATE_KEYS.secret.test(key) || PRIVATE_KEYS.phone.test(key) || PRIVATE_KEYS.number.test(key);

/** Messages of these are about tables and connections; those of others quote the values of the statement. */
const HARMLESS_STATES = /^(08|25|3|40|42|53|54|55|57|58)/;
/** Of Node's own codes `EPIPE` and its like have as many letters. */
const SQL_STATE = /^(?!E)[0-9A-Z]{5}$/;
/** A message is a sentence. Units: characters. */
const LONGEST_MESSAGE = 2_000;
/** Causes of causes that are told. */
const DEEPEST = 5;

/** What may be stored or logged of an error, whoever made it: the words of a database or of a parser quote what they could not take. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? redactText(error.slice(0, LONGEST_MESSAGE)) : `thrown: ${typeof error}`;
  const { code, constraint, table, column } = databaseFacts(error);
  if (code !== undefined && !HARMLESS_STATES.test(code))
    return `database: ${[code, constraint, [table, column].filter(Boolean).join('.')].filter(Boolean).join(' ')}`;
  if (error instanceof SyntaxError) return 'SyntaxError: not readable';
  return redactText((error.message || error.name).slice(0, LONGEST_MESSAGE));
}

/** The same with the places in the code, for the log. */
export function faultTrace(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return faultText(error);
  const cause = error.cause === undefined || depth === DEEPEST ? [] : [`caused by ${faultTrace(error.cause, depth + 1)}`];
  return [`${error.name}: ${faultText(error)}`, ...framesOf(error), ...cause].join('\n');
}

/** Without the message, which stands above them in a stack. */
function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

interface DatabaseFacts {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
}

/** What a database says of a fault without quoting a value. */
export function databaseFacts(error: Error): DatabaseFacts {
  const facts = ((error as { driverError?: unknown }).driverError ?? error) as Record<string, unknown>;
  if (typeof facts.code !== 'string' || !SQL_STATE.test(facts.code)) return {};
  const named = ['constraint', 'table', 'column'].flatMap((name) => (typeof facts[name] === 'string' ? [[name, facts[name]]] : []));
  return { code: facts.code, ...Object.fromEntries(named) };
}
