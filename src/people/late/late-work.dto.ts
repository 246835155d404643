import { ApiProperty } from '@nestjs/swagger';
import { Maybe, OneOf, PageQuery, Text } from '../../shared/http';

export const LATE_STATES = ['waiting', 'accepting', 'accepted', 'refused'] as const;
export type LateState = (typeof LATE_STATES)[number];

/** The answer to whoever sent it. */
export class LateReceipt {
  lateWorkId: string;

  @OneOf(LATE_STATES)
  state: LateState;

  detail: string;
}

export class LateQuery extends PageQuery {
  @Maybe()
  @OneOf(LATE_STATES)
  state?: LateState;
}

/** What an officer did without a signal, and what came after the mandate had ended. */
export class LateWorkDto {
  id: string;

  /** In Vietnamese: who did what. */
  sentenceVi: string;

  officerId: string;
  officerName: string;
  mandateId: string;

  @ApiProperty({ type: 'string', nullable: true })
  deviceId: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  capturedAt: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  receivedAt: string;

  /** The route, such as `PATCH /api/v1/…`, and the path that was called. */
  what: string;
  url: string;

  /** What was sent, as long as it waits. */
  @ApiProperty({ nullable: true, type: 'object', additionalProperties: true })
  body: unknown;

  @OneOf(LATE_STATES)
  state: LateState;

  @ApiProperty({ type: 'string', nullable: true })
  decidedByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  decidedAt: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null;
}

export class RefuseLateWork {
  @Maybe()
  @Text(0, 300)
  reason?: string;
}
