import type { Bind } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { membershipOf } from './access.rules';

/**
 * SQL condition on a producer's id: those the actor may see, the same four cases as `maySee` decides for one. Lists over several producers use it; what
 * belongs to one producer names it in its path, and the guard decides.
 */
export function visibleProducers(actor: Actor, column: string, bind: Bind): string {
  switch (actor.role) {
    case 'operator':
      return 'true';
    case 'province':
      return `${column} in (select id from producer where province_code = ${bind(actor.provinceCode)})`;
    case 'producer':
    case 'officer':
      // An array, because an index can look up several values of a column, and a person has few producers.
      return `${column} = any(array(select producer_id from membership where account_id = ${bind(actor.accountId)} and role = ${bind(membershipOf(actor.role))}))`;
    default:
      return actor.role satisfies never;
  }
}
