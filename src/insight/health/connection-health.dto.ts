import { ApiProperty } from '@nestjs/swagger';
import { Flag, Id, Int, Text } from '../../shared/http';

/** Something that waits. */
export class QueueDto {
  @Int(0, 1_000_000_000)
  count: number;

  /** Since when the oldest of it waits; null: nothing does. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  oldestAt: string | null;
}

export class CallsDto {
  /** Of the last thousand calls, those of the last hour. */
  @Int(0, 1_000)
  count: number;

  @Int(0, 1_000)
  failed: number;

  /** In percent; null without a call. */
  @ApiProperty({ type: 'integer', nullable: true })
  failedPercent: number | null;

  /** Half of them were answered within so many milliseconds; null without a call. */
  @ApiProperty({ type: 'integer', nullable: true })
  medianMs: number | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  lastAt: string | null;

  /** What went wrong last within the hour, without secrets. */
  @ApiProperty({ type: 'string', nullable: true })
  lastFailure: string | null;
}

/** How the work with one shop stands. */
export class ConnectionHealthDto {
  @Id()
  connectionId: string;

  @Text(1, 40)
  platform: string;

  @Flag()
  isPaused: boolean;

  /** Why a person must act; null: nobody has to. */
  @ApiProperty({ type: 'string', nullable: true })
  trouble: string | null;

  /** Webhooks that were taken and have had no effect yet. */
  @ApiProperty({ type: () => QueueDto })
  inbox: QueueDto;

  /** Webhooks that nobody could take in: see its deliveries. */
  @ApiProperty({ type: () => QueueDto })
  dead: QueueDto;

  /** Listings whose approved content has not been sent. */
  @ApiProperty({ type: () => QueueDto })
  unsentContent: QueueDto;

  /** Listings whose number the platform has yet to be told. */
  @ApiProperty({ type: () => QueueDto })
  unsentStock: QueueDto;

  /** What people want done with orders and is not decided. */
  @ApiProperty({ type: () => QueueDto })
  openActs: QueueDto;

  /** All orders up to then are known; null: they were never read. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  ordersKnownUntil: string | null;

  @ApiProperty({ type: () => CallsDto })
  calls: CallsDto;
}
