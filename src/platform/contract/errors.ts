import { redactText, storable } from '../../shared/kernel';

/**
 * The closed kinds of platform failure. Callers act on `kind`, never on the text.
 *
 * - `unavailable`: no usable answer. `outcome` says whether the effect may have happened: `not-applied` only when that is certain
 *   (connection refused, a refusal the platform documents as "nothing done"); everything else is `unknown`.
 * - `rate-limited`: nothing done; `retryAfterMs` only if the platform told it.
 * - `unauthorised`: token missing, expired or revoked. The gateway logs in again once.
 * - `forbidden`: the account itself is locked, suspended, or calls from the wrong address. A person must act.
 * - `rejected`: understood and refused because of its content; never retried unchanged.
 * - `not-found`: the thing named does not exist there.
 * - `conflict`: exists already, already done, or in a state that does not allow it now.
 * - `malformed`: an answer that does not fit the contract (HTML, truncated, a missing field). Its effect is unknown.
 */
export type PlatformFailure =
  | { readonly kind: 'unavailable'; readonly outcome: 'not-applied' | 'unknown' }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs?: number }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'forbidden'; readonly reason: 'account-locked' | 'caller-refused' }
  | { readonly kind: 'rejected'; readonly issues: readonly ListingIssue[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'conflict'; readonly reason: 'already-exists' | 'already-done' | 'being-reviewed' | 'wrong-state' | 'stale' }
  | { readonly kind: 'malformed' };

/** Our names for what a platform objects to; the platform's own words are kept beside. */
export type IssueCode =
  | 'photo'
  /** Never from an adapter: the platform lacks photos that it has not come for, which no maker can mend. */
  | 'photo-unfetched'
  | 'text'
  | 'category'
  | 'category-changed'
  | 'certificate-missing'
  | 'certificate-expired'
  | 'document-missing'
  | 'price'
  | 'quantity'
  | 'duplicate'
  | 'attribute-missing'
  | 'account-locked'
  | 'other';

export interface ListingIssue {
  readonly code: IssueCode;
  /** Name of the field of ListingDraft that is meant, when the platform says so. */
  readonly field?: string;
  /** The platform's own words, unchanged. */
  readonly platformText: string;
  /** What the maker should do, in Vietnamese. */
  readonly adviceVi: string;
}

/** Thrown by adapters, at the place that saw the platform's answer. */
export class PlatformError extends Error {
  readonly failure: PlatformFailure;
  /** The platform's own words, for people; numbers of persons in them are hidden. */
  readonly platformText: string;

  constructor(failure: PlatformFailure, platformText: string, options?: { cause?: unknown }) {
    const text = storable(redactText(platformText));
    super(`${failure.kind}: ${text}`, options);
    this.failure = storable(failure.kind === 'rejected' ? { ...failure, issues: failure.issues.map(told) } : failure);
    this.platformText = text;
  }
}

const told = (issue: ListingIssue): ListingIssue => ({ ...issue, platformText: redactText(issue.platformText) });
