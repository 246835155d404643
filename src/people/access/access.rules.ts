import type { Actor, Role } from '../../shared/http';
import type { ReadKind } from '../producer/producer-secret.entity';
import type { Mandated, Right } from '../mandate/mandate.rules';

/** Who may use a route. */
export type Access =
  /** Nobody is asked who they are, and no query is made. */
  | { readonly public: true }
  | {
      readonly allow: readonly Role[];
      /** What an officer's mandate must name; every route of a producer that lets officers in has one. */
      readonly right?: Right;
      /** Also of an officer whose mandate waits for the photo of its paper. */
      readonly withoutEvidence?: true;
      /** What leaves by it, written down before the answer. */
      readonly traced?: ReadKind;
      /** Only from a browser that is logged in: a token must not be able to make more tokens. */
      readonly sessionOnly?: true;
    };

/** How an actor stands to a producer. */
export interface Relation {
  readonly provinceCode: string;
  /** The producer has its data only kept since then (ISO 8601): officers stay out. */
  readonly restrictedSince: string | null;
  /** Whether the actor is one of the producer's own people. */
  readonly isMember: boolean;
  /** Whether the producer lies where the officer may help. */
  readonly isInArea: boolean;
  /** The officer's mandates for the producer. */
  readonly mandates: readonly Mandated[];
  /** The producer into which this one was merged. */
  readonly mergedInto: string | null;
}

/**
 * May this actor know of the producer at all? `null`: there is no such producer. An officer knows of those that gave a mandate once: what it is worth now is
 * asked by `judgeMandates`.
 */
export function maySee(actor: Actor, relation: Relation | null): relation is Relation {
  if (!relation) return false;
  switch (actor.role) {
    case 'operator':
      return true;
    case 'province':
      return actor.provinceCode === relation.provinceCode;
    case 'producer':
      return relation.isMember;
    case 'officer':
      return relation.mandates.length > 0;
    default:
      return actor.role satisfies never;
  }
}
