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

/** waiting → taken; what cannot be taken is refused, what went wrong here has failed. */
export const INTAKE_STATES = ['waiting', 'taken', 'refused', 'failed'] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];

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

export class IntakeProgressDto {
  /** Photos and papers in it; null until it was looked through. */
  @ApiProperty({ type: 'integer', nullable: true })
  filesTotal: number | null;

  @ApiProperty({ type: 'integer' })
  filesDone: number;

  @ApiProperty({ type: 'integer' })
  percent: number;
}

export class IntakeProblemDto {
  /** Of the problem that it would have been in an answer: `archive-refused`, `already-exists`, `forbidden`, `internal`. */
  code: string;
  /** Stable; what exactly. */
  reason: string;
  detail: string;
  /** JSON pointer into data.json. */
  @ApiProperty({ type: 'string', nullable: true })
  pointer: string | null;
}

/** An archive that was sent: how far it is, and what came of it. */
export class IntakeDto {
  @Id()
  id: string;

  @OneOf(INTAKE_STATES)
  state: IntakeState;

  @ApiProperty({ type: () => IntakeProgressDto })
  progress: IntakeProgressDto;

  /** Why it was refused or has failed. */
  @ApiProperty({ type: () => IntakeProblemDto, nullable: true })
  problem: IntakeProblemDto | null;

  /** What was taken in. */
  @ApiProperty({ type: () => TakenInDto, nullable: true })
  result: TakenInDto | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
}
