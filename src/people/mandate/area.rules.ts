import type { Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';

/** The province of a path, as far as the actor may know of it: an office knows its own only. Throws: Problem not-found. */
export function ownProvince(actor: Actor, code: string): string {
  if (!/^\d{2}$/.test(code) || (actor.role === 'province' && actor.provinceCode !== code)) throw new Problem(problems.notFound);
  return code;
}

/**
 * SQL: whether a place lies where the officer may help: in one of the officer's communes, or in a province that is the officer's as a whole. The only place
 * that says so. All three are parameters or columns.
 */
export function isInArea(officer: string, provinceCode: string, communeCode: string): string {
  return `exists (select from officer_area a where a.account_id = ${officer} and a.province_code = ${provinceCode}
                  and (a.commune_code is null or a.commune_code = ${communeCode}))`;
}
