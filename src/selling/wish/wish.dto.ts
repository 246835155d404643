import { ApiProperty } from '@nestjs/swagger';
import { IdList, Maybe } from '../../shared/http';
import type { Wish } from './wish.store';

export class WishPublication {
  /** Shops to publish to; absent: every one that there is when it is ready. */
  @Maybe()
  @IdList(1, 20)
  connectionIds?: string[];
}

/** That a product goes on sale by itself as soon as nothing stands in the way. */
export class PublicationWishDto {
  /** null: every shop that there is when it is ready. */
  @ApiProperty({ type: 'string', format: 'uuid', isArray: true, nullable: true })
  connectionIds: string[] | null;

  wishedByName: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  wishedAt: string;

  /** Why it does not happen whatever the product lacks; null: it waits for the product. */
  @ApiProperty({ type: 'string', nullable: true })
  stoppedBecause: string | null;
}

export function toWishDto({ connectionIds, wishedByName, wishedAt, stoppedBecause }: Wish): PublicationWishDto {
  return { connectionIds: connectionIds && [...connectionIds], wishedByName, wishedAt: wishedAt.toISOString(), stoppedBecause };
}
