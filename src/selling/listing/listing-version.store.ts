import type { EntityManager } from 'typeorm';
import type { Judged } from '../../catalog';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { checksumOf } from './listing.rules';
import type { ApprovedContent } from './listing.store';

/** Content that is approved for a listing, and the verdict under which it is. */
export interface NewVersion {
  readonly listingId: string;
  readonly content: ApprovedContent;
  readonly judged: Judged;
  /** null: the program itself. */
  readonly approvedBy: string | null;
  readonly reasonVi?: string;
}

/**
 * Freezes content, each with its verdict, in one statement; answers the versions' ids by listing. There is no other way to make a version, so none is without a verdict.
 * Whoever calls holds the listings' rows.
 */
export async function addVersions(tx: EntityManager, versions: readonly NewVersion[]): Promise<ReadonlyMap<string, string>> {
  const made = versions.map(({ listingId, content, judged: { basis, percent, gaps }, approvedBy, reasonVi = '' }) => ({
    ...{ id: newId(), listing_id: listingId, checksum: checksumOf(content), content, approved_by: approvedBy, reason_vi: reasonVi },
    ...{ rule_revision: basis.ruleRevision, demands: basis.demands, day: basis.day, facts: basis.facts, percent, gaps },
  }));
  if (made.length > 0)
    await rows(
      tx,
      `with given as (
         select * from jsonb_to_recordset($1) as g (id uuid, listing_id uuid, checksum text, content jsonb, approved_by uuid, reason_vi text,
                                                    rule_revision integer, demands integer, day date, facts jsonb, percent integer, gaps jsonb)),
       version as (
         insert into listing_version (id, listing_id, number, checksum, content, approved_by, reason_vi)
         select g.id, g.listing_id, 1 + coalesce((select max(v.number) from listing_version v where v.listing_id = g.listing_id), 0), g.checksum, g.content,
                g.approved_by, g.reason_vi from given g)
       insert into listing_verdict (listing_version_id, rule_revision, demands, day, facts, percent, gaps)
       select id, rule_revision, demands, day, facts, percent, gaps from given`,
      [JSON.stringify(made)],
    );
  return new Map(made.map((version) => [version.listing_id, version.id]));
}
