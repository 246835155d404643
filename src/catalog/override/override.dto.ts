import { ApiProperty } from '@nestjs/swagger';
import { Id, Int, ListOf, Maybe, MaybeNull, QueryInt, Text } from '../../shared/http';
import { LIMITS } from '../product/product.limits';
import type { Override } from './override.rules';

const { nameChars, descriptionChars, priceVnd, packs, shareWeight } = LIMITS;
const MAX_VERSION = 2_147_483_647;

export class PackPriceDto {
  @Id()
  packId: string;

  @Int(priceVnd.min, priceVnd.max)
  priceVnd: number;
}

/** What is left out, or null, falls back to the product's own. */
export class SetOverride {
  /** Version of the product that the change starts from; another one answers 409 with the current state. */
  @Int(1, MAX_VERSION)
  version: number;

  @MaybeNull()
  @Text(nameChars.min, nameChars.max)
  title?: string | null;

  @MaybeNull()
  @Text(0, descriptionChars.max, { lines: true })
  description?: string | null;

  /** The platform's part of the stock beside the weights of the others, which are 1 unless said otherwise; 0: it gets nothing. */
  @MaybeNull()
  @Int(shareWeight.min, shareWeight.max)
  shareWeight?: number | null;

  /** A pack that is not named keeps its own price. */
  @Maybe()
  @ListOf(() => PackPriceDto, 0, packs.max)
  prices?: PackPriceDto[];
}

export class ClearOverride {
  /** Version of the product that the change starts from; another one answers 409 with the current state. */
  @QueryInt(1, MAX_VERSION)
  version: number;
}

export class OverrideDto {
  platform: string;

  /** Of the product. */
  @Int(1, MAX_VERSION)
  version: number;

  /** null, here and below: as the product says. */
  @ApiProperty({ type: 'string', nullable: true })
  title: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  description: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  shareWeight: number | null;

  @ApiProperty({ type: () => PackPriceDto, isArray: true })
  prices: PackPriceDto[];
}

export function toOverrideDto(platform: string, version: number, override: Override): OverrideDto {
  const prices = Object.entries(override.prices).map(([packId, price]) => ({ packId, priceVnd: price }));
  return { ...override, platform, version, prices };
}
