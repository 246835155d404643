import { ApiProperty } from '@nestjs/swagger';
import { Flag, Id, Int, OneOf, Text } from '../../shared/http';
import { PublicationWishDto, toWishDto } from '../wish/wish.dto';
import { ACTORS, STAGES } from './why-not-live.rules';
import type { Why } from './why-not-live.service';

export class BlockerDto {
  @OneOf(STAGES)
  stage: string;

  /** Stable; texts may change. */
  @Text(1, 60)
  code: string;

  @ApiProperty({ type: 'string', nullable: true })
  field: string | null;

  @Text(1, 2_000)
  messageVi: string;

  /** Who must act; nobody: it comes by itself. */
  @OneOf(ACTORS)
  who: string;

  /** For ordering: less is cheaper. */
  @Int(0, 10_000_000)
  cost: number;

  /** The platform's own words. */
  @ApiProperty({ type: 'string', nullable: true })
  platformText: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  since: string | null;
}

export class WhyShopDto {
  @Text(1, 40)
  platform: string;

  @Text(1, 100)
  platformName: string;

  /** null: no shop is connected at this platform. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  connectionId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  shopName: string | null;

  @Flag()
  isLive: boolean;

  /** The first one first; within a stage the cheapest first. */
  @ApiProperty({ type: () => BlockerDto, isArray: true })
  blockers: BlockerDto[];
}

export class WhyDto {
  @Id()
  productId: string;

  /** One sentence to read aloud. */
  @Text(1, 3_000)
  summaryVi: string;

  @ApiProperty({ type: () => WhyShopDto, isArray: true })
  shops: WhyShopDto[];

  /** That it goes on sale by itself; null: nobody has wished so, or it was done. */
  @ApiProperty({ type: () => PublicationWishDto, nullable: true })
  wish: PublicationWishDto | null;
}

export function toWhyDto({ productId, summaryVi, shops, wish }: Why): WhyDto {
  return {
    ...{ productId, summaryVi, wish: wish && toWishDto(wish) },
    shops: shops.map(({ blockers, isPublished: _, ...shop }) => ({
      ...shop,
      blockers: blockers.map(({ since, ...blocker }) => ({ ...blocker, since: since?.toISOString() ?? null })),
    })),
  };
}
