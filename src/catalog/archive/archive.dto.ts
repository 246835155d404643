import { ApiProperty } from '@nestjs/swagger';
import { Id, OneOf } from '../../shared/http';

/** making → ready; what cannot be made has failed. */
export const ARCHIVE_STATES = ['making', 'ready', 'failed'] as const;
export type ArchiveState = (typeof ARCHIVE_STATES)[number];

export class ArchiveProblemDto {
  /** `too-much`, `internal`. */
  reason: string;
  detail: string;
}

export class ArchiveDto {
  @Id()
  id: string;

  @Id()
  producerId: string;

  @OneOf(ARCHIVE_STATES)
  state: ArchiveState;

  @ApiProperty({ type: () => ArchiveProblemDto, nullable: true })
  problem: ArchiveProblemDto | null;

  /** Of the file; null until it is ready. */
  @ApiProperty({ type: 'integer', nullable: true })
  bytes: number | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;

  /** When the file will be removed; null until it is ready. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  keptUntil: string | null;
}

export class TakenInDto {
  /** The producer that the archive brought. */
  @Id()
  producerId: string;

  @ApiProperty({ type: 'integer' })
  products: number;

  @ApiProperty({ type: 'integer' })
  photos: number;

  @ApiProperty({ type: 'integer' })
  papers: number;

  /** Whether what offices of the other installation decided was kept: only when an operator takes it in. Else papers wait to be decided. */
  keptDecisions: boolean;
}
