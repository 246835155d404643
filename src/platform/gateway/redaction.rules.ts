/** Longest body that is kept of one call. Units: characters. */
export const KEPT_BODY = 16_000;

const SECRET_KEY = /passw(or)?d|passphrase|^pass$|pwd|token|secret|api[-_]?key|authorization|signature|cookie|private[-_]?key|^otp$|^pin$/i;
const PERSON = /receiver|buyer|customer|consignee|recipient|sender/i;
const PHONE_KEY = /phone|mobile|^tel$|_tel$|^sdt$/i;
const NAME_KEY = /name$/i;
const PLACE_KEY = /address|addr$|street|email/i;
const FREE_TEXT_KEY = /note|comment|remark|message|description/i;
/** A Vietnamese phone number inside a text. */
const PHONE_IN_TEXT = /(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)/g;
const MASK = '***';

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
  const shown = Object.entries(query ?? {}).map(([key, value]) => `${key}=${String(maskedField(key, String(value), ''))}`);
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
  return text
    .replace(
      /"([^"\\]{1,80})"\s*:\s*"((?:[^"\\]|\\.)*)(?:"|$)/g,
      (_all, key: string, value: string) => `"${key}":"${String(maskedField(key, value, ''))}"`,
    )
    .replace(PHONE_IN_TEXT, MASK);
}

function masked(value: unknown, owner: string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => masked(each, owner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, unknown]) => [key, maskedField(key, inner, owner)]));
}

/** `owner` is the key of the object around: `receiver: { name }` is as personal as `receiverName`. */
function maskedField(key: string, value: unknown, owner: string): unknown {
  if (value === null || value === undefined || value === '') return value;
  if (SECRET_KEY.test(key) && typeof value !== 'boolean') return MASK;
  if (typeof value === 'object') return masked(value, key);
  if (typeof value === 'boolean') return value;
  const text = String(value);
  if (PHONE_KEY.test(key)) return MASK + text.slice(-3);
  const isPersonal = PERSON.test(key) || PERSON.test(owner);
  if (isPersonal && (NAME_KEY.test(key) || PLACE_KEY.test(key))) return MASK;
  if (PLACE_KEY.test(key) && typeof value === 'string' && /[\s@]/.test(text)) return MASK;
  return FREE_TEXT_KEY.test(key) ? text.replace(PHONE_IN_TEXT, MASK) : value;
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
