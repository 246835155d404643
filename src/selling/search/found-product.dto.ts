import { ApiProperty } from '@nestjs/swagger';
import { SEARCH_SORTS, type SearchSort } from '../../catalog';
import { Id, Maybe, OneOf, PAGE_DEFAULT, PAGE_MAX, Pattern, QueryInt, QueryIntList, Text } from '../../shared/http';
import type { Highlight } from '../../shared/kernel';
import type { ListingState } from '../listing/listing.rules';

/** What a product can be at a platform; `unpublished`: it has no listing there, or none any more. */
export const SHOWN_STATES = ['unpublished', 'queued', 'review', 'live', 'rejected', 'paused'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

const READINESS = ['ready', 'not-ready'] as const;

export class ProductSearchQuery {
  /** Words of the name in any order, with or without marks; or a SKU. */
  @Maybe()
  @Text(1, 100)
  q?: string;

  @Maybe()
  @Id()
  producerId?: string;

  /** Of the producer. */
  @Maybe()
  @Pattern(/^\d{2}$/, 2, 'Mã tỉnh, thành phố gồm 2 chữ số.')
  provinceCode?: string;

  /** Where it is made. */
  @Maybe()
  @Pattern(/^\d{5}$/, 5, 'Mã xã, phường, đặc khu gồm 5 chữ số.')
  communeCode?: string;

  /** Numbers of OCOP sets: `4` or `4,5`. */
  @Maybe()
  @QueryIntList(1, 26, 26)
  ocopSets?: number[];

  /** Of the certificate that is good today: `5` or `3,4`. */
  @Maybe()
  @QueryIntList(3, 5, 3)
  stars?: number[];

  /** Asks `state` of this platform only; without `state`, for what is or was listed there. */
  @Maybe()
  @Pattern(/^[a-z][a-z0-9-]{0,30}$/, 31, 'Mã sàn gồm chữ thường, số và dấu gạch giữa.')
  platform?: string;

  @Maybe()
  @OneOf(SHOWN_STATES)
  state?: ShownState;

  /** A province of before July 2025 by its name or its old code: what is made where it lay. */
  @Maybe()
  @Text(2, 40)
  historicProvince?: string;

  /** The platform of `readiness` and of the sorts by it. Alone: products that were judged for it, as each one is a few seconds after it was registered. */
  @Maybe()
  @Pattern(/^[a-z][a-z0-9-]{0,30}$/, 31, 'Mã sàn gồm chữ thường, số và dấu gạch giữa.')
  readinessAt?: string;

  /** By the last verdict. Needs `readinessAt`. */
  @Maybe()
  @OneOf(READINESS)
  readiness?: (typeof READINESS)[number];

  /** `most-ready` and `least-ready` need `readinessAt`. Left out: by relevance with `q`, the newest first without. */
  @Maybe()
  @OneOf(SEARCH_SORTS)
  sort?: SearchSort;

  /** Most entries of one page. */
  @Maybe()
  @QueryInt(1, PAGE_MAX)
  limit: number = PAGE_DEFAULT;

  /** `next` of the page before, with everything else as it was. A name may stand in it, so it is longer than elsewhere. */
  @Maybe()
  @Text(1, 1_400)
  cursor?: string;
}

/** In UTF-16 units of the name. */
export class HighlightDto implements Highlight {
  start: number;
  length: number;
}

export class ShownAtDto {
  platform: string;
  sku: string;
  state: ListingState;
}

/** The last verdict for a platform. */
export class FoundReadinessDto {
  platform: string;
  percent: number;
  isReady: boolean;
}

export class FoundProductDto {
  id: string;
  producerId: string;
  producerName: string;
  name: string;
  ocopSet: number;
  /** Of the producer. */
  provinceCode: string;
  communeCode: string | null;
  /** 'Xã Ba Chẽ'; empty when the product has no commune. */
  communeVi: string;

  /** Of the certificate that is good today. */
  @ApiProperty({ type: 'integer', nullable: true })
  stars: number | null;

  coverPhotoId: string | null;
  isDemonstration: boolean;
  createdAt: string;
  /** Where the name has the words that were searched for. */
  highlights: HighlightDto[];
  /** Its packs at the platforms. */
  listings: ShownAtDto[];
  /** How far it is, for each platform that it was judged for. */
  readiness: FoundReadinessDto[];
}

export class FoundProductPage {
  items: FoundProductDto[];

  /** Cursor of the next page; absent on the last one. */
  next?: string;

  /** On the first page: how many there are. 1,001 stands for "more than 1,000". */
  total?: number;

  /** Nothing has these words, and these names are the most similar. */
  isFuzzy: boolean;
}
