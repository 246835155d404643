import type { DeliveredEvent } from '../../platform/contract';
import type { Fields } from './wire.rules';
import { instantIn, isFields, textIn, valueOf } from './wire.rules';

/** A batch as it is delivered; nothing of it is believed yet. */
export interface Batch {
  readonly records: readonly Fields[];
  /** As sent, because it is part of what is signed. */
  readonly sendDate: string;
  readonly signature: string;
}

/** `{data: […], sendDate, signature}`; null when the body is something else. */
export function batchOf(body: Buffer): Batch | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return null; // not JSON, so not from the platform
  }
  if (!isFields(parsed)) return null;
  const { data, sendDate, signature } = parsed;
  if (!Array.isArray(data) || typeof sendDate !== 'string' || typeof signature !== 'string') return null;
  return data.every(isFields) ? { records: data, sendDate, signature } : null;
}

/**
 * What the platform signs: the first record's `itemCode` and `status`, '' for null, and not a word of the other records (VNPost; 7.2.8).
 * null when these are no plain values: joining an object into a text would make different records look the same.
 */
export function signedText({ records, sendDate }: Batch): string | null {
  const [first = {}] = records;
  const parts = ['itemCode', 'status'].map((name) => valueOf(first, name) ?? '');
  if (!parts.every((part) => typeof part === 'string' || typeof part === 'number')) return null;
  return `MYVNP${sendDate}${parts.join('')}`;
}

/**
 * More records than any batch has (the practice platform sends 20). Only the first is signed, so whoever saw one delivery can append what he likes;
 * this bounds how many reads he can make us do. What is cut off is found by polling.
 */
const MOST_RECORDS = 100;

/** Steps of a case on the way to its verdict (queued, pictures being fetched, awaiting approval): reading it then would tell us nothing new. */
const UNDECIDED = new Set(['1', '2', '4']);

/**
 * Hints only: which order or listing to read. States and amounts of a record are not believed, because all but one are unsigned; a
 * case that is still undecided is not worth a hint (if that is a lie, polling finds it out).
 * Orders are named by `originalId`, never by `orderHdrId`, which may come as a bare number too big for JSON.
 */
export function eventsOf({ records, sendDate }: Batch): readonly DeliveredEvent[] {
  const occurredAt = instantIn({ sendDate }, 'sendDate');
  const events = records.slice(0, MOST_RECORDS).flatMap((record) => eventsOfRecord(record, occurredAt));
  const seen = new Set<string>();
  return events.filter((event) => {
    const text = JSON.stringify(event);
    return seen.has(text) ? false : seen.add(text);
  });
}

function eventsOfRecord(record: Fields, occurredAt: Date | undefined): readonly DeliveredEvent[] {
  const orderId = textIn(record, 'originalId');
  if (orderId !== undefined) return [{ kind: 'order', orderId, occurredAt }];
  const caseType = textIn(record, 'caseType');
  if (caseType !== 'PRODUCT' && caseType !== 'CATEGORY') return [];
  if (caseType === 'PRODUCT' && UNDECIDED.has(String(valueOf(record, 'caseStatus')))) return [];
  const ref = { sku: textIn(record, 'sku'), caseId: textIn(record, 'caseId'), externalId: textIn(record, 'productCode') };
  const names = Object.fromEntries(Object.entries(ref).filter(([, name]) => name !== undefined));
  const listing: DeliveredEvent[] = Object.keys(names).length === 0 ? [] : [{ kind: 'listing', ref: names, occurredAt }];
  return caseType === 'CATEGORY' ? [{ kind: 'category' }, ...listing] : listing;
}
