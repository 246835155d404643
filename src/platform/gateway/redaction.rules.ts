import { HIDDEN as MASK, PRIVATE_KEYS, redactText } from '../../shared/kernel';

/** Longest body that is kept of one call. Units: characters. */
export const KEPT_BODY = 16_000;

const { secret, phone, number, person, name, place, note, freeText } = PRIVATE_KEYS;

/**
 * A body as it is kept: secrets gone, receivers unrecognisable, of bounded length. `secrets` are the values that must appear nowhere,
 * whatever the field is called.
 */
export function keptBody(body: Buffer, contentType: string, secrets: readonly string[]): string {
  if (body.length === 0) return '';
  if (/^(image|audio|video|font)\/|pdf|octet-stream|zip/i.test(contentType)) return `[${contentType}, ${body.length} bytes]`;
  const text = body.subarray(0, 4 * KEPT_BODY * 4).toString('utf8');
  return cut(withoutValues(maskedText(text, body.length > 4 * KEPT_BODY * 4), secrets));
}

/** The same for a value that is sent as JSON. */
export function keptJson(value: unknown, secrets: readonly string[]): string {
  return cut(withoutValues(JSON.stringify(masked(value, '')) ?? '', secrets));
}

/** Path and query as they are kept. */
export function keptPath(path: string, query: Readonly<Record<string, string | number>> | undefined, secrets: readonly string[]): string {
  const shown = Object.entries(query ?? {}).map(([key, value]) => `${key}=${String(maskedField(key, String(value), NOBODY))}`);
  return cut(withoutValues(shown.length === 0 ? path : `${path}?${shown.join('&')}`, secrets)).slice(0, 1000);
}

function maskedText(text: string, isPart: boolean): string {
  if (!isPart && /^\s*[[{"]/.test(text)) {
    try {
      return JSON.stringify(masked(JSON.parse(text), ''));
    } catch {
      // not JSON after all: masked by pattern below
    }
  }
  const named = text.replace(
    /"([^"\\]{1,80})"\s*:\s*"((?:[^"\\]|\\.)*)(?:"|$)/g,
    (_all, key: string, value: string) => `"${key}":"${String(maskedField(key, value, ANYBODY))}"`,
  );
  return redactText(named);
}

/** What is known of the object around a field. */
interface Owner {
  /** It is about a person: its key says so, or it has a telephone. */
  readonly isPerson: boolean;
  /** It holds a person somewhere: notes in it are theirs. */
  readonly hasPerson: boolean;
}

const NOBODY: Owner = { isPerson: false, hasPerson: false };
/** Of a piece of text nobody can say what is around it. */
const ANYBODY: Owner = { isPerson: true, hasPerson: true };

function masked(value: unknown, key: string, around: Owner = NOBODY): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((each: unknown) => (typeof each === 'object' ? masked(each, key, around) : maskedField(key, each, around)));
  const keys = Object.keys(value);
  const isInPerson = person.test(key) || (around.isPerson && place.test(key));
  const isPerson = isInPerson || keys.some((each) => phone.test(each) && !person.test(each));
  const owner: Owner = { isPerson, hasPerson: isPerson || keys.some((each) => person.test(each)) };
  return Object.fromEntries(
    Object.entries(value).map(([inner, content]: [string, unknown]) => [inner, maskedField(inner, content, owner)]),
  );
}

/** `receiver: { name }` is as personal as `receiverName`. */
function maskedField(key: string, value: unknown, owner: Owner): unknown {
  if (value === null || value === undefined || value === '') return value;
  if (typeof value === 'boolean') return value;
  if (secret.test(key) || number.test(key)) return MASK;
  if (typeof value === 'object') return masked(value, key, owner);
  const text = String(value);
  if (phone.test(key)) return MASK + text.slice(-3);
  const isPersonal = owner.isPerson || person.test(key);
  if (isPersonal && (name.test(key) || place.test(key))) return MASK;
  if (place.test(key) && typeof value === 'string' && /[\s@]/.test(text)) return MASK;
  if (note.test(key)) return owner.hasPerson ? MASK : redactText(text);
  return freeText.test(key) ? redactText(text) : value;
}

/** Short values are left alone: taking "1" out of a text would destroy it and hide nothing. */
function withoutValues(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => {
    if (secret.length < 4) return rest;
    return rest.replaceAll(secret, MASK).replaceAll(JSON.stringify(secret).slice(1, -1), MASK);
  }, text);
}

/** PostgreSQL keeps no NUL in a text. */
function cut(text: string): string {
  const clean = text.replaceAll('\u0000', '\uFFFD');
  return clean.length > KEPT_BODY ? `${clean.slice(0, KEPT_BODY)}… [${clean.length} characters]` : clean;
}
