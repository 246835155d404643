import { IdList, Maybe } from '../../shared/http';
import type { IssueCode } from '../../platform';
import { listingState, type ListingState } from './listing.rules';
import { factsOf, type ListingRow } from './listing.store';

export class PublishProduct {
  /** Shops to publish to; absent: all. */
  @Maybe()
  @IdList(1, 20)
  connectionIds?: string[];
}

export class ListingIssueDto {
  code: IssueCode;
  field?: string;
  /** The platform's own words. */
  platformText: string;
  /** What to do about it. */
  adviceVi: string;
}

export class ShopDto {
  id: string;
  platform: string;
  name: string;
  /** A practice shop: nothing there is really sold. */
  isPractice: boolean;
}

export class ListingDto {
  id: string;
  connectionId: string;
  platform: string;
  shopName: string;
  productId: string;
  packId: string;
  sku: string;
  /** draft, queued, review, live, rejected, paused or withdrawn. */
  state: ListingState;
  /** What people want. */
  wanted: 'live' | 'hidden' | 'gone';
  /** Why the rules keep it off the shelves; it comes back by itself once the reason is gone. null: they do not. */
  heldBecause: string | null;
  /** Why what was asked for last is not sent: the officer who asked for it may not any more. Publishing anew takes it away. */
  stoppedBecause: string | null;
  externalId: string | null;
  publicUrl: string | null;
  /** Packs that this shop may still sell out of the counted stock. */
  share: number;
  /** What its page shows; null: not known at the moment. */
  shown: number | null;
  shownAt: string | null;
  stockTrouble: string | null;
  issues: ListingIssueDto[];
  seenAt: string | null;
  createdAt: string;
}

export class ListingPage {
  items: ListingDto[];

  /** Cursor of the next page; absent on the last one. */
  next?: string;

  /** What to ask `changedSince` with the next time; absent while there is no listing. */
  asOf?: string;
}

export class ListingDetailDto extends ListingDto {
  /** Publishing now would change what the shop is to show. Photos do not count: they follow the product by themselves. */
  hasUnpublishedChanges: boolean;
}

export function toListingDto(row: ListingRow): ListingDto {
  return {
    id: row.id,
    connectionId: row.connectionId,
    platform: row.platform,
    shopName: row.shopName,
    productId: row.productId,
    packId: row.packId,
    sku: row.sku,
    state: listingState(factsOf(row)),
    wanted: row.wanted,
    heldBecause: row.heldBecause,
    stoppedBecause: row.stoppedBecause,
    externalId: row.externalId,
    publicUrl: row.publicUrl,
    share: row.granted,
    shown: row.shown,
    shownAt: row.shownAt?.toISOString() ?? null,
    stockTrouble: row.stockTrouble,
    issues: [...row.issues],
    seenAt: row.seenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
