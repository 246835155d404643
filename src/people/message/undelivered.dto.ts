import { ApiProperty } from '@nestjs/swagger';

/** failed: no gateway took it; unknown: one may have it. */
export const UNDELIVERED_STATES = ['failed', 'unknown'] as const;
export type UndeliveredState = (typeof UNDELIVERED_STATES)[number];

/** A short message that did not reach anybody, as far as we know. */
export class UndeliveredDto {
  id: string;
  /** Why it was sent: `receipt`, `code` … */
  purpose: string;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  producerId: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  producerName: string | null;
  /** null: the text was secret and is wiped, and the number with it. */
  @ApiProperty({ type: 'string', nullable: true })
  recipientMasked: string | null;
  @ApiProperty({ enum: UNDELIVERED_STATES })
  state: UndeliveredState;
  /** What the gateway said. */
  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null;
  tries: number;
  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  endedAt: string;
  /** Not what was wiped, and not what is of no use any more. */
  canSendAgain: boolean;
}

export class QueuedDto {
  id: string;
  state: 'queued';
}
