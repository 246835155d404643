import type { Bind } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { consentStands } from '../consent/consent.rules';
import { EVIDENCE_DUE } from '../mandate/mandate.rules';
import { isInArea } from '../mandate/area.rules';

/**
 * SQL condition on a producer's id: those the actor may see, the same cases as the guard decides for one (of an officer: a mandate that counts at `now`,
 * in the officer's area). What officers practise with is left out of an office's list here; an operator's lists drop it from the page that was found, because a
 * condition here would cost each search its indexes. Lists over several producers use it; what belongs to one producer names it in its path, and the guard decides.
 */
export function visibleProducers(actor: Actor, column: string, bind: Bind, now: Date): string {
  switch (actor.role) {
    case 'operator':
      return 'true';
    case 'province':
      return `${column} in (select id from producer where province_code = ${bind(actor.provinceCode)} and practice_of is null)`;
    // Arrays, because an index can look up several values of a column, and a person has few producers.
    case 'producer':
      return `${column} = any(array(select producer_id from membership where account_id = ${bind(actor.accountId)}))`;
    case 'officer':
      return `${column} = any(array(${helpedProducers(bind(actor.accountId), bind(now))}))`;
    default:
      return actor.role satisfies never;
  }
}

/** SQL: ids of the producers whom the officer may help at that moment. */
function helpedProducers(officer: string, now: string): string {
  return `select d.producer_id from mandate d join consent c on c.id = d.consent_id join producer p on p.id = d.producer_id
    where d.officer_id = ${officer} and d.valid_from <= ${now} and d.valid_until > ${now}
      and coalesce(d.revoked_at, 'infinity') > ${now} and ${consentStands('c', now)}
      and p.restricted_since is null and coalesce(${EVIDENCE_DUE}, 'infinity') > ${now} and 'profile.read' = any(d.rights)
      and ${isInArea('d.officer_id', 'p.province_code', 'p.commune_code')}`;
}
