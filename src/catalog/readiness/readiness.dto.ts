import { ApiProperty } from '@nestjs/swagger';
import { Flag, Int, OneOf, Text } from '../../shared/http';
import { GAP_OWNERS, type Gap } from './gap.rules';
import type { PlatformReadiness } from './readiness.service';

/** The rule or definition that something rests on. */
export class GroundDto {
  @Text(1, 60)
  code: string;

  @Int(1, 2_147_483_647)
  version: number;

  @Text(1, 300)
  source: string;
}

export class GapDto {
  /** Stable; texts may change. */
  @Text(1, 40)
  code: string;

  /** Field of the product that is meant: `name`, `attributes.ingredients`, `documents.test-report`. */
  @Text(1, 60)
  field: string;

  @Text(1, 1000)
  messageVi: string;

  /** Who can close it. */
  @OneOf(GAP_OWNERS)
  who: string;

  /** For ordering: less is cheaper. */
  @Int(0, 10_000_000)
  cost: number;

  /** Whether a listing that is live already is taken off the shelves for it. */
  @Flag()
  pausesLive: boolean;

  /** null: it rests on the platform's description or on the form itself. */
  @ApiProperty({ type: () => GroundDto, nullable: true })
  rule: GroundDto | null;
}

export class PlatformReadinessDto {
  @Text(1, 40)
  platformCode: string;

  @Flag()
  isReady: boolean;

  @Flag()
  pausesLive: boolean;

  @Int(0, 100)
  percent: number;

  /** Cheapest first. */
  @ApiProperty({ type: () => GapDto, isArray: true })
  gaps: GapDto[];

  /** What would be good to have, and what to keep to when selling. */
  @ApiProperty({ type: () => GapDto, isArray: true })
  advice: GapDto[];

  /** First day on which the verdict may change by the calendar alone. */
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  goodUntil: string | null;
}

export class ReadinessList {
  @ApiProperty({ type: () => PlatformReadinessDto, isArray: true })
  items: PlatformReadinessDto[];
}

export function toGapDto({ code, field, messageVi, who, cost, pausesLive, rule }: Gap): GapDto {
  return { code, field, messageVi, who, cost, pausesLive, rule };
}

export function toReadinessDto({
  platformCode,
  isReady,
  pausesLive,
  percent,
  gaps,
  advice,
  goodUntil,
}: PlatformReadiness): PlatformReadinessDto {
  return { platformCode, isReady, pausesLive, percent, gaps: gaps.map(toGapDto), advice: advice.map(toGapDto), goodUntil };
}
