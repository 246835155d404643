import { ApiProperty } from '@nestjs/swagger';
import { MERGE_CONFLICTS, SECRET_KINDS, type MergeConflictCode, type SecretKind } from '../../people';
import { Id, Maybe, Nested, OneOf, Pattern, ROLES, type Role } from '../../shared/http';

export class MergePreviewQuery {
  /** The producer that goes. */
  @Id()
  from: string;
}

/** Of numbers that differ: whose is kept. Left out: that of the producer that is left. */
export class KeptSecretsDto {
  @Maybe()
  @OneOf(['from', 'into'])
  phone?: 'from' | 'into';

  @Maybe()
  @OneOf(['from', 'into'])
  bankAccount?: 'from' | 'into';
}

export class MergeProducers {
  /** The producer that goes. */
  @Id()
  from: string;

  /** Of the preview that was looked at. */
  @Pattern(/^[0-9a-f]{64}$/, 64, 'Dấu của bản xem trước gồm 64 ký tự 0-9, a-f.')
  fingerprint: string;

  @Maybe()
  @Nested(() => KeptSecretsDto)
  keep?: KeptSecretsDto;
}

export class MergedProducerDto {
  id: string;
  name: string;
  kind: string;
  provinceCode: string;
}

/** So many things of one kind, and what becomes of them. */
export class MergedKindDto {
  /** Table and column. */
  code: string;
  labelVi: string;
  @OneOf(['moves', 'history', 'ends', 'dropped'])
  fate: 'moves' | 'history' | 'ends' | 'dropped';
  count: number;
}

export class MergeConflictDto {
  @OneOf(MERGE_CONFLICTS)
  code: MergeConflictCode;
  messageVi: string;
  /** What has to be done first. */
  todoVi: string;
  @ApiProperty({ type: 'string', isArray: true, enum: ROLES })
  byRoles: Role[];
  /** Names of what is in the way, at most twenty. */
  @ApiProperty({ type: 'string', isArray: true })
  about: string[];
}

/** A number that lies encrypted, masked. */
export class MergedSecretDto {
  @OneOf(SECRET_KINDS)
  kind: SecretKind;
  @ApiProperty({ type: 'string', nullable: true })
  from: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  into: string | null;
  /** Both have one and they differ: somebody has to choose. */
  differs: boolean;
}

export class PausingDto {
  platform: string;
  listings: number;
}

/** What a merge would do. Nothing is written. */
export class MergePreviewDto {
  @ApiProperty({ type: () => MergedProducerDto })
  from: MergedProducerDto;
  @ApiProperty({ type: () => MergedProducerDto })
  into: MergedProducerDto;
  @ApiProperty({ type: () => MergedKindDto, isArray: true })
  kinds: MergedKindDto[];
  /** Fields that the producer which is left lacks and takes over. */
  @ApiProperty({ type: 'string', isArray: true })
  fills: string[];
  @ApiProperty({ type: () => MergedSecretDto, isArray: true })
  secrets: MergedSecretDto[];
  /** Listings that pause, because the producer that is left has not agreed to be on that platform. */
  @ApiProperty({ type: () => PausingDto, isArray: true })
  pausing: PausingDto[];
  /** What forbids it. */
  @ApiProperty({ type: () => MergeConflictDto, isArray: true })
  conflicts: MergeConflictDto[];
  /** What to know before. */
  @ApiProperty({ type: 'string', isArray: true })
  noticesVi: string[];
  /** To be sent with the merge, which does what was shown or nothing. */
  fingerprint: string;
}

export class MergeDto {
  fromId: string;
  intoId: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  mergedAt: string;
  /** How many of what have moved, by table and column. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  moved: Record<string, number>;
}
