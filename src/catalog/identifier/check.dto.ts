import { ApiProperty } from '@nestjs/swagger';
import { Flag, Int, Maybe, OneOf, Text } from '../../shared/http';
import { PRODUCER_KINDS, type ProducerKind } from '../../people';
import { CHECK_KINDS, type CheckKind } from './check.rules';

export class CheckRequest {
  @OneOf(CHECK_KINDS)
  kind: CheckKind;

  /** As it was typed. Not stored and not logged. */
  @Text(1, 600)
  value: string;

  /** Whose number it is: organisations and households have different tax codes. */
  @Maybe()
  @OneOf(PRODUCER_KINDS)
  producerKind?: ProducerKind;

  /** To compare with a personal number. */
  @Maybe()
  @Int(1900, 2200)
  birthYear?: number;

  /** To compare with the holder of a bank account. */
  @Maybe()
  @Text(1, 200)
  ownerName?: string;
}

export class FindingDto {
  @OneOf(['error', 'warning'])
  level: 'error' | 'warning';

  /** Stable, for programs. */
  @Text(1, 60)
  code: string;

  @Text(1, 300)
  messageVi: string;
}

export class CheckDto {
  @OneOf(CHECK_KINDS)
  kind: CheckKind;

  /** False when there is an error. A warning alone is no obstacle. */
  @Flag()
  isValid: boolean;

  /** The form in which it is stored; null when it is not valid. */
  @ApiProperty({ type: 'string', nullable: true })
  value: string | null;

  /** As people read it; null when that is the same. */
  @ApiProperty({ type: 'string', nullable: true })
  shown: string | null;

  @ApiProperty({ type: () => FindingDto, isArray: true })
  findings: FindingDto[];
}
