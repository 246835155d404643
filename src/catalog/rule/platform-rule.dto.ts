import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, ListOf, Maybe, MaybeNull, Nested, OneOf, PageQuery, Text } from '../../shared/http';
import type { PlatformRule } from './platform-rule.entity';

export class PhotoOverride {
  @Maybe()
  @Int(10_000, 50_000_000)
  maxBytes?: number;

  @Maybe()
  @Int(50, 10_000)
  minEdgePx?: number;

  @Maybe()
  @Int(50, 10_000)
  maxEdgePx?: number;

  @Maybe()
  @Int(1, 20)
  minCount?: number;

  @Maybe()
  @Int(1, 20)
  maxCount?: number;
}

export class TextOverride {
  @Maybe()
  @Int(10, 1_000)
  titleMaxBytes?: number;

  @Maybe()
  @Int(10, 1_000)
  titleMaxChars?: number;

  @Maybe()
  @Int(0, 100_000)
  descriptionMinChars?: number;

  @Maybe()
  @Int(1, 100_000)
  descriptionMaxChars?: number;
}

export class CategoryOverride {
  @Int(1, 26)
  set: number;

  /** The platform's code; null: not sold there. */
  @MaybeNull()
  @Text(1, 60)
  code?: string | null;
}

/** What is laid over the description of a platform for a period; what is absent stays as it is. */
export class CreatePlatformRule {
  @Maybe()
  @Id()
  id?: string;

  @Text(1, 40)
  platform: string;

  @Maybe()
  @Nested(() => PhotoOverride)
  photoRule?: PhotoOverride;

  @Maybe()
  @Nested(() => TextOverride)
  textRule?: TextOverride;

  /** Whether the platform asks for a valid OCOP certificate. */
  @Maybe()
  @Flag()
  ocopCertificate?: boolean;

  /** Whether buyers are asked their age before they see alcohol. */
  @Maybe()
  @Flag()
  ageGate?: boolean;

  @Maybe()
  @ListOf(() => CategoryOverride, 1, 26)
  categories?: CategoryOverride[];

  /** Who says so, where. */
  @Text(3, 500)
  noteVi: string;

  @Day()
  effectiveFrom: string;

  /** Last day. */
  @MaybeNull()
  @Day()
  effectiveTo?: string | null;
}

export class PlatformRuleQuery extends PageQuery {
  @Maybe()
  @Text(1, 40)
  platform?: string;
}

export class PlatformRuleDto {
  @Id()
  id: string;

  @Text(1, 40)
  platform: string;

  @Int(1, 2_147_483_647)
  version: number;

  @OneOf(['adapter', 'operator'])
  origin: string;

  /** adapter: all that the platform demands; operator: only what is laid over it. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  content: Record<string, unknown>;

  @Text(0, 500)
  noteVi: string;

  @Day()
  effectiveFrom: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  effectiveTo: string | null;

  /** Revision that brought this version. */
  @Int(1, 2_147_483_647)
  revision: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
}

export function toPlatformRuleDto(rule: PlatformRule): PlatformRuleDto {
  const { id, platform, version, origin, content, noteVi, effectiveFrom, effectiveTo, sinceRevision, createdAt } = rule;
  return {
    ...{ id, platform, version, origin, content: { ...content }, noteVi, effectiveFrom, effectiveTo },
    revision: sinceRevision,
    createdAt: createdAt.toISOString(),
  };
}
