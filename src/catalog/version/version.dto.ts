import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Int } from '../../shared/http';
import { Values } from '../product/attribute.dto';
import { PackDto, ProductDto, SeasonRangeDto } from '../product/product.dto';
import type { StorageClass } from '../product/season.rules';
import type { Overrides } from '../override/override.rules';
import type { FieldChange, NotRestored, VersionState } from './version.rules';

const MAX_VERSION = 2_147_483_647;
/** Anything that a field of a product can hold. */
const ANYTHING = [
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'object', additionalProperties: true },
  { type: 'array', items: {} },
];

export class RestoreVersion {
  /** Version that is current now; another one answers 409 with the current state. */
  @Int(1, MAX_VERSION)
  version: number;
}

export class VersionDto {
  @Int(1, MAX_VERSION)
  version: number;

  /** Who made it; null when it was the program. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  changedBy: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  changedByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  changedAt: string;
}

/** What a product was. */
export class VersionStateDto implements VersionState {
  name: string;
  description: string;
  ocopSet: number;
  communeCode: string | null;
  shelfLifeDays: number | null;

  @ApiProperty({ type: () => SeasonRangeDto, isArray: true })
  season: SeasonRangeDto[];
  storageClass: StorageClass;
  minDaysLeftAtDispatch: number;

  @ApiPropertyOptional({ type: 'string', nullable: true })
  traceUrl?: string | null;

  @Values()
  attributes: VersionState['attributes'];

  @ApiProperty({ type: () => PackDto, isArray: true })
  packs: PackDto[];

  photoIds: string[];

  /** By platform: what it was told instead. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  overrides?: Overrides;
}

export class VersionDetailDto extends VersionDto {
  @ApiProperty({ type: () => VersionStateDto })
  state: VersionState;
}

export class FieldChangeDto implements FieldChange {
  /** JSON pointer; a pack stands by its id. */
  pointer: string;
  labelVi: string;

  /** null: it was not there. */
  @ApiProperty({ oneOf: ANYTHING, nullable: true })
  before: unknown;

  /** null: it is not there any more. */
  @ApiProperty({ oneOf: ANYTHING, nullable: true })
  after: unknown;
}

export class VersionDiffDto {
  from: number;
  to: number;

  @ApiProperty({ type: () => FieldChangeDto, isArray: true })
  changes: FieldChange[];
}

export class NotRestoredDto implements NotRestored {
  pointer: string;
  messageVi: string;
}

export class RestoredDto {
  @ApiProperty({ type: () => ProductDto })
  product: ProductDto;

  /** What could not come back, and why. */
  @ApiProperty({ type: () => NotRestoredDto, isArray: true })
  notRestored: NotRestored[];
}
