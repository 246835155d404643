import { ApiProperty } from '@nestjs/swagger';
import { Id } from '../../shared/http';
import type { ListingState } from '../listing/listing.rules';
import { FoundReadinessDto } from '../search/found-product.dto';

export class CardPackDto {
  @Id()
  id: string;
  sku: string;
  unit: string;
  factor: number;
  priceVnd: number;
}

export class CardListingDto {
  platform: string;
  state: ListingState;
}

export class CardStockDto {
  /** null: never counted. */
  @ApiProperty({ type: 'integer', nullable: true })
  onHand: number | null;
  /** Units in orders that have not left. */
  promised: number;
}

/** What lists and pickers show of a product, and no more: a telephone keeps one for every product of a producer. */
export class ProductCardDto {
  @Id()
  id: string;
  name: string;
  ocopSet: number;
  coverPhotoId: string | null;
  isDemonstration: boolean;
  packs: CardPackDto[];

  /** Of the certificate that is good today. */
  @ApiProperty({ type: 'integer', nullable: true })
  stars: number | null;

  /** Last day of that certificate. */
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  starsUntil: string | null;

  /** How far it is, for each platform that it was judged for. */
  readiness: FoundReadinessDto[];

  /** Its states at the platforms, each once. */
  listings: CardListingDto[];

  /** null: no stock is kept of it. */
  @ApiProperty({ type: () => CardStockDto, nullable: true })
  stock: CardStockDto | null;

  createdAt: string;
}

export class ProductCardPage {
  items: ProductCardDto[];

  /** Cursor of the next page; absent on the last one. */
  next?: string;

  /** What to ask `changedSince` with the next time; absent while there is no product. */
  asOf?: string;

  /** How many products there are. Who keeps another number has kept one that is gone. */
  total: number;
}
