import { ApiProperty } from '@nestjs/swagger';
import { PRODUCER_KINDS, ProducerQuery, type ProducerKind } from '../../people';
import { Flag, Id, Int, Maybe, OneOf, Text } from '../../shared/http';
import { NextStepDto } from '../next/next-step.dto';
import { STEP_CODES, type StepCode } from '../next/next-step.rules';

export class HouseholdQuery extends ProducerQuery {
  /** Only those that have such a step before them. */
  @Maybe()
  @OneOf(STEP_CODES)
  step?: StepCode;
}

/** A producer as an officer's list shows it. */
export class HouseholdDto {
  @Id()
  id: string;

  @OneOf(PRODUCER_KINDS)
  kind: ProducerKind;

  @Text(1, 200)
  name: string;

  @Text(2, 2)
  provinceCode: string;

  @ApiProperty({ type: 'string', nullable: true })
  communeCode: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  communeName: string | null;

  @Text(0, 120)
  hamlet: string;

  /** The last three digits; null when none is known. */
  @ApiProperty({ type: 'string', nullable: true })
  phoneMasked: string | null;

  /** When the officer's mandate stops counting. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  mandateEndsAt: string | null;

  @Flag()
  mandateEndsSoon: boolean;

  @Int(0, 1_000_000)
  products: number;

  /** Products with a listing that is live somewhere. */
  @Int(0, 1_000_000)
  live: number;

  @Flag()
  isDemonstration: boolean;

  /** Its officer practises with it: nothing of it goes anywhere. */
  @Flag()
  isPractice: boolean;

  /** What to do first there; null: nothing is open. */
  @ApiProperty({ type: () => NextStepDto, nullable: true })
  nextStep: NextStepDto | null;
}
