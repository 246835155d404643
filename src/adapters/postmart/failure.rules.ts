import type { PlatformFailure } from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import { issueOf } from './issue.rules';
import { isFields, textIn } from './wire.rules';

/** A refusal in the platform's words. `code` is empty when the platform gave only a sentence. */
export interface Refusal {
  readonly code: string;
  /** What stands behind the code. */
  readonly detail: string;
  /** All of it, for people. */
  readonly text: string;
}

/** Reads `CODE`, `CODE: sentence` or a sentence. */
export function refusalOf(message: string, description = ''): Refusal {
  const match = /^([A-Z][A-Z0-9_]{2,})(?::\s*(.*))?$/s.exec(message.trim());
  const detail = [match?.[2], description].filter(Boolean).join(' ');
  const text = [message, description].filter((part) => part !== '').join(': ');
  return { code: match?.[1] ?? '', detail, text };
}

/** The Spring envelope `{status, timestamp, error, message, description, path}`; null for HTML, half an answer and anything else. */
export function refusalIn(body: Buffer): Refusal | null {
  const envelope = parsed(body);
  if (!isFields(envelope)) return null;
  const message = textIn(envelope, 'message') ?? textIn(envelope, 'error');
  return message === undefined ? null : refusalOf(message, textIn(envelope, 'description'));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null; // not the platform's own words: a proxy's page
  }
}

/** Refusals whose code says more than their status. */
const byCode: Readonly<Record<string, PlatformFailure>> = {
  SELLER_LOCKED: { kind: 'forbidden', reason: 'account-locked' },
  // Somebody else's product or order: for this shop it does not exist. Not `forbidden`, because nothing is wrong with the account.
  CUSTOMER_MISMATCH: { kind: 'not-found' },
  SKU_DUPLICATE: { kind: 'conflict', reason: 'already-exists' },
  // The same intention came before with other bytes, and was accepted: the caller finds it by its SKU.
  REQUEST_ID_REUSED: { kind: 'conflict', reason: 'already-exists' },
  CASE_OPEN: { kind: 'conflict', reason: 'being-reviewed' },
  ALREADY_CONFIRMED: { kind: 'conflict', reason: 'already-done' },
  STALE_UPDATE: { kind: 'conflict', reason: 'stale' },
  ORDER_STATE_INVALID: { kind: 'conflict', reason: 'wrong-state' },
  NOT_CONFIRMED: { kind: 'conflict', reason: 'wrong-state' },
  NOT_APPROVED: { kind: 'conflict', reason: 'wrong-state' },
  NOT_A_DRAFT: { kind: 'conflict', reason: 'wrong-state' },
  LOCKED: { kind: 'conflict', reason: 'wrong-state' },
};

/** 409 for its content, not for its state: the same request would be refused again. */
const CONTENT = new Set(['NAME_DUPLICATE', 'CATEGORY_CHANGED', 'WAREHOUSE_NOT_FOUND']);

/** What a refused answer means. `refusal` is null when it was not in the platform's form. */
export function failureOf(status: number, refusal: Refusal | null, headers: Readonly<Record<string, string>>): PlatformFailure {
  const code = refusal?.code ?? '';
  if (status === 429) return { kind: 'rate-limited', ...retryAfter(headers) };
  if (status >= 500 || status === 408) return { kind: 'unavailable', outcome: 'unknown' };
  if (status === 401 || (status === 403 && /TOKEN/.test(code))) return { kind: 'unauthorised' };
  const known = byCode[code];
  if (known) return known;
  // An address that is not on the list gets HTML; an unknown code is no reason to log in again and again.
  if (status === 403) return { kind: 'forbidden', reason: 'caller-refused' };
  if (!refusal) return { kind: 'malformed' };
  if (CONTENT.has(code)) return rejected(refusal);
  // The path itself is unknown: the contract has changed. "This thing does not exist" would be a dangerous reading of it.
  if (status === 404) return code === 'NOT_FOUND' || code === '' ? { kind: 'malformed' } : { kind: 'not-found' };
  if (status === 409) return { kind: 'conflict', reason: 'wrong-state' };
  if (status === 400 || status === 413 || status === 415 || status === 422) return rejected(refusal);
  return { kind: 'malformed' };
}

/** One entry of a batch that was refused; there is no HTTP status for it. */
export function entryFailure(refusal: Refusal): PlatformError {
  return new PlatformError(byCode[refusal.code] ?? rejected(refusal), refusal.text);
}

function rejected({ code, text, detail }: Refusal): PlatformFailure {
  return { kind: 'rejected', issues: [issueOf(code, text, detail)] };
}

/** Seconds, or a date counted from the answer's own. However long: whether to wait is not ours to judge. */
function retryAfter(headers: Readonly<Record<string, string>>): { retryAfterMs?: number } {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return { retryAfterMs: Number(value) * 1000 };
  const waitMs = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return Number.isFinite(waitMs) && waitMs >= 0 ? { retryAfterMs: waitMs } : {};
}

/** The platform's own words of an answer that is not in its form: a page without its markup, cut short. */
export function pageText(status: number, body: Buffer): string {
  const text = body
    .subarray(0, 4000)
    .toString('utf8')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `HTTP ${status} ${text.slice(0, 200)}`.trim();
}
