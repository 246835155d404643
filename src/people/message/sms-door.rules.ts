import { createHash, timingSafeEqual } from 'node:crypto';
import { storable } from '../../shared/kernel';

/** What a gateway hands over. */
export interface ReceivedSms {
  /** The gateway's own, by which a repeat is recognised. */
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** Longest text that is kept: ten messages put together. Units: characters. */
const TEXT_MAX = 1_600;

/** Compares without telling by time how much of it was right. */
export function isRightSecret(expected: string | undefined, given: unknown): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return expected !== undefined && typeof given === 'string' && timingSafeEqual(hash(expected), hash(given));
}

/**
 * Reads a JSON object or a form. `names`: what this gateway calls id, sender and text. null: not a message.
 */
export function readReceivedSms(
  body: string,
  contentType: string,
  names: readonly [id: string, from: string, text: string],
): ReceivedSms | null {
  const fields = /json/i.test(contentType) ? jsonFields(body) : Object.fromEntries(new URLSearchParams(body));
  const [id, from, text] = names.map((name) => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? storable(String(value)).trim() : '';
  });
  if (!id || id.length > 200 || !from || from.length > 40 || text === undefined) return null;
  return { id, from, text: text.slice(0, TEXT_MAX) };
}

function jsonFields(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {}; // no message, and that is said
  }
}
