import { ApiProperty } from '@nestjs/swagger';
import { Flag, Int, Text } from '../../shared/http';

export class LiveDto {
  @Text(1, 40)
  platform: string;

  /** Products with a listing that is live there. */
  @Int(0, 1_000_000_000)
  products: number;
}

export class CountsDto {
  @Int(0, 1_000_000_000)
  producers: number;

  @Int(0, 1_000_000_000)
  products: number;

  /** Products with an OCOP certificate that is verified and in force today. */
  @Int(0, 1_000_000_000)
  withStars: number;

  /** Of those with stars, live on at least one platform. */
  @Int(0, 1_000_000_000)
  withStarsLive: number;

  /** Live on at least one platform. */
  @Int(0, 1_000_000_000)
  live: number;

  /** By platform; a product counts at each at which it is live. */
  @ApiProperty({ type: () => LiveDto, isArray: true })
  liveAt: LiveDto[];
}

export class CommuneCoverageDto {
  /** Of the producer; null: none is written down. */
  @ApiProperty({ type: 'string', nullable: true })
  communeCode: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  communeName: string | null;

  /** Fewer than five producers: not to be passed on, because everybody there knows who is meant. */
  @Flag()
  isSmall: boolean;

  /** null of a small commune for everybody but the province itself. */
  @ApiProperty({ type: () => CountsDto, nullable: true })
  counts: CountsDto | null;
}

/** How far the products of a province are on platforms. "Live" is what a listing's own state says; whether there is stock at the moment does not count. */
export class CoverageDto {
  @Text(2, 2)
  provinceCode: string;

  /** Demonstration products or practice shops are in the figures. */
  @Flag()
  isDemonstration: boolean;

  @ApiProperty({ type: () => CountsDto })
  total: CountsDto;

  /** By name; communes without a producer are left out. */
  @ApiProperty({ type: () => CommuneCoverageDto, isArray: true })
  communes: CommuneCoverageDto[];
}
