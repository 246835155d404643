import { createHash } from 'node:crypto';
import type { RemoteListingState } from '../../platform';

export type Wanted = 'live' | 'hidden' | 'gone';
export type Seen = RemoteListingState | 'none';

/** What is to be shown, all told: the rules may keep off the shelves what people want there, and never the other way round. */
export function effectiveWish({ wanted, heldBecause }: { readonly wanted: Wanted; readonly heldBecause: string | null }): Wanted {
  return wanted === 'live' && heldBecause !== null ? 'hidden' : wanted;
}

/** What the decisions below look at. */
export interface ListingFacts {
  readonly wanted: Wanted;
  readonly wantedVersionId: string | null;
  readonly sentVersionId: string | null;
  /** Set while a version is on its way and its answer is not known. */
  readonly sendingVersionId: string | null;
  readonly isBound: boolean;
  readonly seen: Seen;
  readonly granted: number;
}

export const LISTING_STATES = ['draft', 'queued', 'review', 'live', 'rejected', 'paused', 'withdrawn'] as const;
export type ListingState = (typeof LISTING_STATES)[number];

/** The state that people see. Derived, so that it cannot contradict what we want and what was seen. */
export function listingState({ wanted, wantedVersionId, sentVersionId, seen, isBound }: ListingFacts): ListingState {
  if (wantedVersionId === null) return 'draft';
  if (wanted === 'gone') return 'withdrawn';
  if (seen === 'rejected') return sentVersionId === wantedVersionId ? 'rejected' : 'queued';
  if (wanted === 'hidden' || seen === 'hidden' || seen === 'locked') return 'paused';
  if (seen === 'deleted') return 'withdrawn';
  if (!isBound || sentVersionId !== wantedVersionId) return seen === 'live' ? 'live' : 'queued';
  return seen === 'live' ? 'live' : 'review';
}

/** The one next thing to do at the platform for a listing's content and visibility. Stock has its own way. */
export type ContentStep = 'nothing' | 'look-up' | 'publish' | 'edit' | 'show' | 'hide' | 'remove' | 'read' | 'wait-for-stock';

export function nextStep(facts: ListingFacts): ContentStep {
  const { wanted, wantedVersionId, sentVersionId, sendingVersionId, isBound, seen, granted } = facts;
  if (wantedVersionId === null) return 'nothing';
  if (!isBound) {
    if (sendingVersionId !== null) return 'look-up'; // a lost reply: it may be there already
    if (wanted !== 'live') return 'nothing';
    return seen === 'rejected' && sentVersionId === wantedVersionId ? 'nothing' : 'publish';
  }
  if (seen === 'deleted') return 'nothing';
  if (wanted === 'gone') return 'remove';
  switch (seen) {
    case 'none':
    case 'unknown':
    case 'draft':
    case 'in-review':
    case 'locked':
      return 'read';
    case 'rejected':
      return wanted === 'live' && sentVersionId !== wantedVersionId ? 'edit' : 'nothing';
    case 'live':
      if (wanted === 'hidden') return granted === 0 ? 'hide' : 'wait-for-stock';
      return sentVersionId === wantedVersionId ? 'read' : 'edit';
    case 'hidden':
      if (wanted === 'hidden') return 'nothing';
      // Content first: what was approved last may lack a claim that the page still makes.
      return sentVersionId === wantedVersionId ? 'show' : 'edit';
  }
}

/** How long after a look the next one is due. `looks`: how often the same state was seen in a row. */
export function readAgainInMs(seen: Seen, looks: number): number {
  if (seen === 'live' || seen === 'locked') return 10 * 60_000;
  return Math.min(60_000, 1_500 * 2 ** Math.min(looks, 10)); // a webhook tells the verdict sooner, where there is one
}

/** How long after a failed attempt the next one is due. */
export function retryInMs(attempts: number): number {
  return Math.min(5 * 60_000, 500 * 2 ** Math.min(attempts, 12));
}

/** Same content, same checksum: keys in a fixed order. */
export function checksumOf(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}
