import { ApiProperty } from '@nestjs/swagger';
import { Id, Instant, Maybe } from '../../shared/http';

export class BreachQuery {
  @Instant()
  from: string;

  @Instant()
  to: string;

  /** Whose account or whose token somebody else had. */
  @Maybe()
  @Id()
  accountId?: string;

  /** A token: its owner's account is meant. */
  @Maybe()
  @Id()
  tokenId?: string;

  /** A shop whose credentials somebody else had. */
  @Maybe()
  @Id()
  connectionId?: string;
}

/** A producer whose data were touched, or could be read: reading a list leaves no trace, so what was within reach counts. */
export class BreachedProducerDto {
  producerId: string;
  name: string;
  /** Writes in the time. */
  acts: number;
  /** Looks at sealed numbers, and whole files that were taken away. */
  sensitiveReads: number;
  /** Archives with everything that were ordered. */
  archives: number;
  /** Orders whose buyers could be seen. */
  buyers: number;
}

export class BreachTotalsDto {
  producers: number;
  touched: number;
  acts: number;
  sensitiveReads: number;
  archives: number;
  buyers: number;
}

export class BreachReportDto {
  from: string;
  to: string;
  /** The authority has to be told within 72 hours of finding out; counted from this report. */
  @ApiProperty({ type: 'string', format: 'date-time' })
  tellBy: string;
  totals: BreachTotalsDto;
  /** Those that were touched first, at most 1,000. */
  producers: BreachedProducerDto[];
}
