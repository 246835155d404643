import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Maybe, OneOf, PageQuery, QueryFlag, Text } from '../../shared/http';
import { PURPOSES, type PurposeCode } from '../consent/consent.rules';
import { REQUEST_KINDS, REQUEST_STATES, type RequestKind, type RequestState } from './request.rules';

/** What a person asks for of the own data. */
export class CreateProducerRequest {
  /** Made by the caller; left out, the server makes one. */
  @Maybe()
  @Id()
  id?: string;

  @OneOf(REQUEST_KINDS)
  kind: RequestKind;

  @Text(2, 120)
  requesterName: string;

  /** Phone, address: where the answer goes. */
  @Maybe()
  @Text(0, 200)
  requesterContact?: string;

  @Maybe()
  @Text(0, 2000, { lines: true })
  text?: string;

  /** The day on which a letter came; left out, today. */
  @Maybe()
  @Day()
  receivedOn?: string;

  /** Of an objection or a withdrawal: what it is about. */
  @Maybe()
  @OneOf(PURPOSES)
  purpose?: PurposeCode;

  /** Of publishing: at one platform only. */
  @Maybe()
  @Text(1, 40)
  platform?: string;
}

/** The same of somebody who wrote: exactly one of producer, order (a buyer) and account. */
export class CreateRequest extends CreateProducerRequest {
  @Maybe()
  @Id()
  producerId?: string;

  @Maybe()
  @Id()
  orderId?: string;

  @Maybe()
  @Id()
  accountId?: string;

  /** Somebody else brought it. */
  @Maybe()
  @Flag()
  isThroughOthers?: boolean;
}

export class AnswerRequest {
  /** What the person is told; of a refusal, the reason. */
  @Text(2, 2000, { lines: true })
  answer: string;
}

export class GrantRequest extends AnswerRequest {
  /** What the objection is about, when the request does not say it. */
  @Maybe()
  @OneOf(PURPOSES)
  purpose?: PurposeCode;
}

export class RequestQuery extends PageQuery {
  /** Only those that are past a deadline. */
  @Maybe()
  @QueryFlag()
  overdue?: boolean;

  /** Those that are answered as well. */
  @Maybe()
  @QueryFlag()
  all?: boolean;
}

export class RequestDto {
  id: string;
  @ApiProperty({ enum: REQUEST_KINDS })
  kind: RequestKind;
  producerId: string | null;
  producerName: string | null;
  orderId: string | null;
  accountId: string | null;
  requesterName: string;
  requesterContact: string;
  isThroughOthers: boolean;
  text: string;
  @ApiProperty({ type: 'string', format: 'date' })
  receivedOn: string;
  @ApiProperty({ type: 'string', format: 'date' })
  acknowledgeBy: string;
  @ApiProperty({ type: 'string', format: 'date' })
  dueBy: string;
  @ApiProperty({ enum: REQUEST_STATES })
  state: RequestState;
  /** A deadline has passed and nobody has acted. */
  isOverdue: boolean;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  acknowledgedAt: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  decidedAt: string | null;
  answer: string | null;
  @ApiProperty({ enum: PURPOSES, nullable: true })
  purpose: PurposeCode | null;
  platform: string | null;
  /** Of a restriction: since when it is over. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  liftedAt: string | null;
  createdBy: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
}

export class RequestList {
  items: RequestDto[];
}

export class AddHoliday {
  @Day()
  day: string;

  @Text(2, 120)
  nameVi: string;

  /** Where it is announced. */
  @Maybe()
  @Text(0, 200)
  source?: string;
}

export class HolidayDto {
  @Day()
  day: string;
  nameVi: string;
  /** The law; of a day that is not announced yet, that it is provisional. */
  source: string;
}

export class HolidayList {
  items: HolidayDto[];
}

/** Everything that is kept of a producer's people, beside the archive of what they sell. */
export class PersonDataDto {
  /** Register, consents, mandates, people, requests, looks at sealed numbers. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Record<string, unknown>;
  /** Where the archive with products, photos and papers is ordered. */
  archivePath: string;
}
