import { Instant, Maybe } from './fields';
import { PageQuery } from './page';
import { invalid } from './validation.pipe';

/** Within it a change that carries an earlier time may still be committed: no write takes longer. */
const UNSETTLED = `interval '2 minutes'`;

/** Query of a list that can also be asked for what changed. */
export class ChangesQuery extends PageQuery {
  /** Only what changed after this: `asOf` of the first page of the list read before. */
  @Maybe()
  @Instant()
  changedSince?: string;
}

/**
 * SQL: `asOf` of a list whose latest change is `latest`. Everything up to there can be seen by now; something later may be answered twice, and nothing is left
 * out. The same as long as nothing changes, so that an unchanged list has an unchanged tag.
 */
export function asOfSql(latest: string, now: string): string {
  return `least(${latest}, ${now}::timestamptz - ${UNSETTLED})`;
}

/** With all its digits where it has the form that we answer. */
const EXACT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/;

/** The moment as the database takes it; null: everything is asked for. Throws: Problem validation, of a form or a year that is no moment of ours. */
export function sinceOf({ changedSince }: ChangesQuery): string | null {
  if (changedSince === undefined) return null;
  const at = new Date(changedSince);
  const year = at.getUTCFullYear(); // NaN of what is no moment
  if (!(year >= 1900 && year <= 9999)) throw invalid([{ pointer: '?changedSince', message: 'Phải là giá trị asOf của lần đọc trước.' }]);
  return EXACT.test(changedSince) ? changedSince : at.toISOString();
}

/** The page with its `asOf`, if there is one. */
export function withAsOf<T extends object>(page: T, state: { readonly asOf: string | null } | undefined): T & { asOf?: string } {
  return typeof state?.asOf === 'string' ? { ...page, asOf: state.asOf } : page;
}
