import { createHash } from 'node:crypto';
import type { Actor, Role } from '../../shared/http';
import { endOf, type Mandated, type Right } from '../mandate/mandate.rules';

/** What an officer may only propose. The database knows the same words (`proposal_kind_known`). */
export const PROPOSAL_KINDS = ['bank-account', 'price', 'publication'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** Officers help. What came too late from one and was accepted by somebody who decides has been confirmed by that. */
export function mayOnlyPropose(actor: Actor): boolean {
  return actor.role === 'officer' && actor.acceptedBy === undefined;
}

/** What a mandate must have for it. */
export const RIGHT_TO_PROPOSE: Readonly<Record<ProposalKind, Right>> = {
  'bank-account': 'profile.edit',
  price: 'price.update',
  publication: 'listing.publish',
};

export const PROPOSAL_STATES = ['open', 'confirmed', 'refused', 'withdrawn', 'superseded', 'expired', 'frozen'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export const CONFIRMATIONS = ['app-tap', 'code', 'paper'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

export const PROPOSAL_MS = 7 * 86_400_000;

/** What is asked for. `before` is how it stood then: when it stands otherwise, the proposal is superseded. */
export interface Content {
  readonly before: unknown;
  readonly after: unknown;
  /** Makes the hash of something short say nothing about it. */
  readonly salt?: string;
}

/** The state at the moment `now`: an open one ends with its time, and is frozen from the end of the mandate under which it was made. */
export function stateOf(
  { state, expiresAt, mandated }: { readonly state: ProposalState; readonly expiresAt: Date; readonly mandated: Mandated },
  now: Date,
): ProposalState {
  if (state !== 'open') return state;
  if (endOf(mandated) <= now && endOf(mandated) < expiresAt) return 'frozen';
  return expiresAt <= now ? 'expired' : 'open';
}

/** JSON with sorted names: equal contents are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** What is confirmed: another producer, thing or content has another one. */
export function contentHash(of: {
  readonly producerId: string;
  readonly kind: ProposalKind;
  readonly subject: string;
  readonly content: Content;
}): Buffer {
  const { producerId, kind, subject, content } = of;
  return createHash('sha256').update(canonicalJson({ producerId, kind, subject, content })).digest();
}

/** Still as it was when it was proposed. */
export function stillStands(content: Content, present: unknown): boolean {
  return canonicalJson(content.before) === canonicalJson(present);
}

export type Way = { readonly how: Confirmation } | { readonly fault: 'code' | 'proof'; readonly message: string };

/** How somebody of that role confirms: the producer's own people by themselves, an officer with the code that the household got, an office on paper. */
export function wayOf(role: Role, given: { readonly code?: unknown; readonly proof?: unknown }): Way {
  switch (role) {
    case 'producer':
      return { how: 'app-tap' };
    case 'officer':
      return given.code === undefined ? { fault: 'code', message: 'Cần mã xác nhận đã gửi đến điện thoại của chủ thể.' } : { how: 'code' };
    case 'province':
    case 'operator':
      return given.proof === undefined ? { fault: 'proof', message: 'Cần giấy xác nhận của chủ thể.' } : { how: 'paper' };
    default:
      return role satisfies never;
  }
}

export function showVnd(amount: number): string {
  return `${amount.toLocaleString('vi-VN')}đ`;
}
