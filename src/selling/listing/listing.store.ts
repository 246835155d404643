import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { ListingDraft, ListingIssue, ListingRef } from '../../platform';
import { effectiveWish, type ListingFacts, type Seen, type Wanted } from './listing.rules';

/** A row of `listing` as the selling folder works with it. Quantities are packs. */
export interface ListingRow {
  readonly id: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly shopName: string;
  readonly producerId: string;
  readonly productId: string;
  readonly packId: string;
  readonly poolId: string;
  readonly sku: string;
  readonly factor: number;
  /** What people want; what comes of it together with `heldBecause` says `factsOf`. */
  readonly wanted: Wanted;
  /** Why the rules keep it off the shelves; null: they do not. */
  readonly heldBecause: string | null;
  /** Why what was asked for last is not sent; null: it is. */
  readonly stoppedBecause: string | null;
  readonly wantedVersionId: string | null;
  readonly sentVersionId: string | null;
  readonly sendingVersionId: string | null;
  readonly externalId: string | null;
  readonly caseId: string | null;
  readonly publicUrl: string | null;
  readonly seen: Seen;
  readonly seenAt: Date | null;
  readonly issues: readonly ListingIssue[];
  readonly granted: number;
  readonly target: number;
  readonly shown: number | null;
  readonly shownAt: Date | null;
  readonly stockDirty: boolean;
  readonly stockTrouble: string | null;
  /** How often the platform has raised its number by itself. */
  readonly givenBack: number;
  /** Goods have left since the platform was last told a number, and perhaps before it: a platform that counts what lies in the store has to be told again. */
  readonly hasLeft: boolean;
  /** Exactly as stored: whoever plans the next step writes it only if nobody has asked for one meanwhile. */
  readonly dueAt: string;
  readonly attempts: number;
  readonly createdAt: Date;
  /** The transaction that wrote the row as it was read: whoever overwrites a decision of somebody else notices by it. */
  readonly writtenBy: string;
}

const SELECT = `
  select l.id, l.connection_id as "connectionId", c.platform, c.name as "shopName", l.producer_id as "producerId", l.product_id as "productId", l.pack_id as "packId",
         l.pool_id as "poolId", l.sku, l.factor, l.wanted, l.held_because as "heldBecause", l.stopped_because as "stoppedBecause", l.wanted_version_id as "wantedVersionId", l.sent_version_id as "sentVersionId",
         l.sending_version_id as "sendingVersionId", l.external_id as "externalId", l.case_id as "caseId",
         l.public_url as "publicUrl", l.seen_state as seen, l.seen_at as "seenAt", l.issues, l.granted, l.target, l.shown, l.shown_at as "shownAt",
         l.stock_dirty as "stockDirty", l.stock_trouble as "stockTrouble", l.given_back as "givenBack", l.left_store <> l.told_left_store as "hasLeft", l.due_at::text as "dueAt",
         l.attempts, l.created_at as "createdAt", l.xmin::text as "writtenBy"
    from listing l join connection c on c.id = l.connection_id`;

/** `where` may use l (listing) and c (connection). */
export async function findListings(db: EntityManager, where: string, parameters: readonly unknown[]): Promise<ListingRow[]> {
  return rows<ListingRow>(db, `${SELECT} where ${where}`, parameters);
}

export function factsOf(row: ListingRow): ListingFacts {
  return { ...row, wanted: effectiveWish(row), isBound: row.externalId !== null || row.caseId !== null };
}

export function refOf(row: ListingRow): ListingRef {
  return {
    sku: row.sku,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    ...(row.caseId === null ? {} : { caseId: row.caseId }),
  };
}

/** Content as approved: photos by their hash only, because their address depends on where the program runs today. */
export type ApprovedContent = ListingDraft;

export async function readContent(db: EntityManager, versionId: string): Promise<ApprovedContent> {
  const [version] = await rows<{ content: ApprovedContent }>(db, 'select content from listing_version where id = $1', [versionId]);
  if (!version) throw new Error(`no listing version ${versionId}`);
  return version.content;
}
