import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Id, Int, Maybe, Nested, OneOf, PageQuery, SomeOf, Text } from '../../shared/http';
import { ProofInput } from '../consent/consent.dto';
import { MOST_MONTHS, RIGHTS, UNITS, type OfficerUnit, type Right } from './mandate.rules';

/** What a producer lets an officer do. */
export class MandateInput {
  /** Made by the caller; left out, the server makes one. */
  @Maybe()
  @Id()
  id?: string;

  /** Of the consent it stands on, made by the caller: a photo of the paper can then wait for the signal under its address. */
  @Maybe()
  @Id()
  consentId?: string;

  /** Version of the text that was read to the producer; left out, the one of today. */
  @Maybe()
  @Int(1, 2_147_483_647)
  textVersion?: number;

  @OneOf(UNITS)
  officerUnit: OfficerUnit;

  @SomeOf(RIGHTS)
  rights: Right[];

  /** How long it lasts; 12 when nothing is said. */
  @Maybe()
  @Int(1, MOST_MONTHS)
  months?: number;

  /** That the producer agreed. */
  @Nested(() => ProofInput)
  proof: ProofInput;
}

export class GrantMandate extends MandateInput {
  /** The account of the officer. */
  @Id()
  officerId: string;
}

/** To whom it goes. Rights left out: the same. */
export class HandOver extends OmitType(GrantMandate, ['rights']) {
  @Maybe()
  @SomeOf(RIGHTS)
  rights?: Right[];
}

export class ProvinceMandates extends PageQuery {
  /** Whose mandates. */
  @Id()
  officerId: string;
}

export class RevokeMandate {
  @Maybe()
  @Text(0, 300)
  reason?: string;
}

export class MandateDto {
  id: string;
  producerId: string;
  producerName: string;
  officerId: string;
  officerName: string;
  @ApiProperty({ enum: UNITS })
  officerUnit: OfficerUnit;
  @ApiProperty({ enum: RIGHTS, isArray: true })
  rights: Right[];
  consentId: string;
  validFrom: string;
  validUntil: string;
  revokedAt: string | null;
  revokeReason: string | null;
  /** Whether it counts at this moment. */
  counts: boolean;
  /** It counts, for at most 30 days more: by its end, or because the photo of the paper has not come. */
  endsSoon: boolean;
  /** Agreed on paper whose photo has not come, or by word whose code has not: from then on it counts no longer until that comes. */
  evidenceDueAt: string | null;
  /** It is the code to the household's phone that has not come. */
  awaitsCode: boolean;
}

export class MandateList {
  /** The latest first, at most 200. */
  items: MandateDto[];
}
