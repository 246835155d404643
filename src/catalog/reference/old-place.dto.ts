import { ApiProperty } from '@nestjs/swagger';
import { IsArray, ArrayMaxSize, ArrayMinSize, IsString, Length } from 'class-validator';
import { Maybe, OneOf, Pattern, Text } from '../../shared/http';
import { CommuneDto } from './reference.dto';
import type { Outcome } from './old-address.rules';

export class OldPlaceQuery {
  /** Part of the old names, with or without marks. */
  @Text(1, 100)
  q: string;

  /** Code of one of the 63 provinces of before July 2025. */
  @Maybe()
  @Pattern(/^\d{2}$/, 2, 'Mã tỉnh cũ gồm hai chữ số.')
  province?: string;
}

export class OldPlaceDto {
  /** Of before July 2025; the same digits may be another place today. */
  @Text(5, 11)
  code: string;

  @OneOf(['before-2025-07'])
  scheme: 'before-2025-07';

  @Text(2, 2)
  provinceCode: string;

  @Text(1, 100)
  ward: string;

  @Text(1, 100)
  district: string;

  @Text(1, 100)
  province: string;
}

export class OldPlaceList {
  @ApiProperty({ type: () => OldPlaceDto, isArray: true })
  items: OldPlaceDto[];
}

const OUTCOMES: readonly Outcome[] = ['one', 'confirm', 'question', 'not-found'];

export class SuccessorsDto {
  @ApiProperty({ type: () => OldPlaceDto })
  place: OldPlaceDto;

  /** one: certain; confirm: one is known, ask for a yes; question: several, ask which. */
  @OneOf(OUTCOMES)
  outcome: Outcome;

  /** Only with `one`. */
  @ApiProperty({ type: () => CommuneDto, nullable: true })
  commune: CommuneDto | null;

  /** What to ask; null with `one`. */
  @ApiProperty({ type: 'string', nullable: true })
  questionVi: string | null;

  /** Communes of today to choose from. */
  @ApiProperty({ type: () => CommuneDto, isArray: true })
  choices: CommuneDto[];
}

/** Most lines that are resolved at once. */
export const LINES_MAX = 100;
const LINE_CHARS = 300;

export class ResolveOldPlaces {
  /** One address a line: 'xã Xuân Phước, huyện Đồng Xuân, tỉnh Phú Yên'. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LINES_MAX)
  @IsString({ each: true })
  @Length(1, LINE_CHARS, { each: true })
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: LINES_MAX,
    items: { type: 'string', minLength: 1, maxLength: LINE_CHARS },
  })
  lines: string[];
}

export class ResolvedLineDto {
  line: string;

  @OneOf(OUTCOMES)
  outcome: Outcome;

  /** The old place that was meant; null when there is none or more than one. */
  @ApiProperty({ type: () => OldPlaceDto, nullable: true })
  place: OldPlaceDto | null;

  @ApiProperty({ type: () => CommuneDto, nullable: true })
  commune: CommuneDto | null;

  @ApiProperty({ type: 'string', nullable: true })
  questionVi: string | null;

  @ApiProperty({ type: () => CommuneDto, isArray: true })
  choices: CommuneDto[];

  /** Old places that may have been meant: several of one name, or the nearest names. */
  @ApiProperty({ type: () => OldPlaceDto, isArray: true })
  candidates: OldPlaceDto[];
}

export class ResolvedLines {
  @ApiProperty({ type: () => ResolvedLineDto, isArray: true })
  items: ResolvedLineDto[];
}

export class OldProvinceDto {
  @Text(2, 2)
  code: string;

  @Text(1, 100)
  name: string;
}

export class HistoricRegionDto {
  /** Provinces of before July 2025 that the commune was made of. */
  @ApiProperty({ type: () => OldProvinceDto, isArray: true })
  items: OldProvinceDto[];
}
