import { ApiProperty } from '@nestjs/swagger';
import { GAP_OWNERS, type GapOwner } from '../../catalog';
import { Id, Int, Maybe, OneOf, PageQuery, Pattern, QueryFlag, Text } from '../../shared/http';
import { LINKS, STEP_CODES, type LinkKind, type StepCode } from './next-step.rules';

export class StepQuery extends PageQuery {
  /** Only steps that the caller can do, not those that somebody else has to. */
  @Maybe()
  @QueryFlag()
  mine?: boolean;

  @Maybe()
  @OneOf(STEP_CODES)
  code?: StepCode;
}

export class NextStepQuery extends StepQuery {
  /** Of each producer only the first step: the one thing to say at its door. */
  @Maybe()
  @QueryFlag()
  oneEach?: boolean;

  /** Of the producer. */
  @Maybe()
  @Pattern(/^\d{5}$/, 5, 'Mã xã, phường, đặc khu gồm năm chữ số.')
  communeCode?: string;
}

/** Where the step is done: the page, and the ids it needs. The producer stands beside it. */
export class StepLinkDto {
  @OneOf(LINKS)
  kind: LinkKind;

  orderId?: string;
  documentId?: string;
  certificateId?: string;
  reminderId?: string;
  productId?: string;
  listingId?: string;
  proposalId?: string;
  mandateId?: string;
  consentId?: string;
  requestId?: string;
  connectionId?: string;
  platform?: string;
  /** Of a gap: what of the product is meant, such as `name` or `documents.test-report`. */
  field?: string;
}

export class NextStepDto {
  /** The same as long as the step is there. */
  @Id()
  id: string;

  /** Stable; texts may change. A gap of readiness keeps its own code. */
  @OneOf(STEP_CODES)
  code: StepCode;

  /** null: work of the program's own people, such as a shop that cannot be entered. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  producerId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  producerName: string | null;

  /** Who must act. */
  @OneOf(GAP_OWNERS)
  who: GapOwner;

  /** What to do: a sentence that can be read aloud. */
  @Text(1, 2_000)
  whatVi: string;

  /** The same with the producer's name in one short message: at most 160 places, without marks. */
  @Text(1, 160)
  smsVi: string;

  /** Products or orders that it is about; units, of one order. */
  @Int(1, 1_000_000)
  count: number;

  /** Until when; the past is late. null: there is no date. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  deadline: string | null;

  /** Since when it waits. */
  @ApiProperty({ type: 'string', format: 'date-time' })
  since: string;

  @ApiProperty({ type: () => StepLinkDto })
  link: StepLinkDto;
}
