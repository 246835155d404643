import type { Actor, Role } from '../../shared/http';

/** Who may use a route. */
export type Access =
  /** Nobody is asked who they are, and no query is made. */
  | { readonly public: true }
  | {
      readonly allow: readonly Role[];
      /** Only from a browser that is logged in: a token must not be able to make more tokens. */
      readonly sessionOnly?: true;
    };

/** How an actor stands to a producer. */
export interface Relation {
  readonly provinceCode: string;
  /** The actor's own membership, if any. */
  readonly membership: 'member' | 'officer' | null;
}

/** The membership that a role can have: provincial offices and operators see producers without belonging to them. */
export function membershipOf(role: Role): 'member' | 'officer' | null {
  switch (role) {
    case 'producer':
      return 'member';
    case 'officer':
      return 'officer';
    case 'province':
    case 'operator':
      return null;
    default:
      return role satisfies never;
  }
}

/** May this actor know of the producer at all? `null`: there is no such producer. */
export function maySee(actor: Actor, relation: Relation | null): boolean {
  if (!relation) return false;
  switch (actor.role) {
    case 'operator':
      return true;
    case 'province':
      return actor.provinceCode === relation.provinceCode;
    case 'producer':
    case 'officer':
      return relation.membership !== null && relation.membership === membershipOf(actor.role);
    default:
      return actor.role satisfies never;
  }
}
