import { ApiProperty } from '@nestjs/swagger';
import { GapDto, toGapDto, type Kept } from '../../catalog';
import { Day, Flag, Int, Text } from '../../shared/http';
import type { ListingVerdict } from './verdict.service';

export class KeptVerdictDto {
  /** Number of the version of the platform's demands. */
  @Int(1, 2_147_483_647)
  demands: number;

  @Int(0, 100)
  percent: number;

  /** Cheapest first. */
  @ApiProperty({ type: () => GapDto, isArray: true })
  gaps: GapDto[];
}

export class VerdictDto extends KeptVerdictDto {
  @Text(1, 40)
  platform: string;

  /** Number of the listing's version that was accepted. */
  @Int(1, 2_147_483_647)
  version: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  approvedAt: string;

  /** Of the rules, and of what platforms demand. */
  @Int(0, 2_147_483_647)
  ruleRevision: number;

  /** On which it was judged. */
  @Day()
  day: string;

  /** Given now, from the product as it was, by the rules and demands of that revision and day. */
  @ApiProperty({ type: () => KeptVerdictDto })
  again: KeptVerdictDto;

  /** Whether both say the same. */
  @Flag()
  isSame: boolean;
}

function toKeptDto({ demands, percent, gaps }: Kept): KeptVerdictDto {
  return { demands, percent, gaps: gaps.map(toGapDto) };
}

export function toVerdictDto(found: ListingVerdict): VerdictDto {
  const { platform, version, approvedAt, ruleRevision, day, again, isSame } = found;
  return {
    ...toKeptDto(found),
    platform,
    version,
    approvedAt: approvedAt.toISOString(),
    ruleRevision,
    day,
    again: toKeptDto(again),
    isSame,
  };
}
