import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { Day, Flag, Id, Int, IntList, Maybe, OneOf, PageQuery, Pattern, QueryInt, Text, TextList } from '../../shared/http';
import type { AttributeDefinition } from './attribute.entity';
import { ATTRIBUTE_CODE, ATTRIBUTE_KINDS, ATTRIBUTE_LEVELS, type AttributeKind, type AttributeLevel } from './attribute.rules';

const CODE_SAYS = 'Mã thuộc tính gồm 2 đến 40 chữ cái không dấu và số, bắt đầu bằng chữ thường.';
const CHOICES = { max: 50, chars: 100 } as const;

/** Values by attribute code. What they may be is data (`GET /attribute-definitions`), so the service judges them. */
export function Values(options: { orNull?: boolean } = {}): PropertyDecorator {
  const union = { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }], nullable: options.orNull ?? false };
  return applyDecorators(IsObject(), ApiProperty({ type: 'object', additionalProperties: union }));
}

export class DefineAttribute {
  /** Made by the client. Absent: made here. */
  @Maybe()
  @Id()
  id?: string;

  @Pattern(ATTRIBUTE_CODE, 40, CODE_SAYS)
  code: string;

  /** Numbers of the OCOP sets whose products have it. */
  @IntList(1, 26, 1, 26)
  sets: number[];

  @OneOf(ATTRIBUTE_KINDS)
  kind: AttributeKind;

  @OneOf(ATTRIBUTE_LEVELS)
  level: AttributeLevel;

  @Text(1, 100)
  labelVi: string;

  @Maybe()
  @Text(0, 500)
  helpVi?: string;

  /** g, ml, % … */
  @Maybe()
  @Text(0, 20)
  unitVi?: string;

  /** For kind `choice`, and only for it. */
  @Maybe()
  @TextList(0, CHOICES.max, 1, CHOICES.chars)
  choices?: string[];

  @Maybe()
  @Int(1, 5000)
  maxChars?: number;

  /** Whether its value is published as part of the label. Absent: yes. */
  @Maybe()
  @Flag()
  onLabel?: boolean;

  /** Law or technical source. */
  @Text(1, 300)
  source: string;

  /** First day. */
  @Day()
  effectiveFrom: string;

  /** Last day. Absent: no end. */
  @Maybe()
  @Day()
  effectiveTo?: string;
}

/** Code and kind stay: stored values are known by the one and have the form of the other. */
export class ChangeAttribute {
  /** First day of the changed definition, today or later; what was valid before stays known. */
  @Day()
  effectiveFrom: string;

  @Maybe()
  @IntList(1, 26, 1, 26)
  sets?: number[];

  @Maybe()
  @OneOf(ATTRIBUTE_LEVELS)
  level?: AttributeLevel;

  @Maybe()
  @Text(1, 100)
  labelVi?: string;

  @Maybe()
  @Text(0, 500)
  helpVi?: string;

  @Maybe()
  @Text(0, 20)
  unitVi?: string;

  @Maybe()
  @TextList(0, CHOICES.max, 1, CHOICES.chars)
  choices?: string[];

  @Maybe()
  @Int(1, 5000)
  maxChars?: number;

  @Maybe()
  @Flag()
  onLabel?: boolean;

  @Maybe()
  @Text(1, 300)
  source?: string;
}

export class EndAttribute {
  /** Last day on which it is asked, today or later. Stored values stay. */
  @Day()
  effectiveTo: string;
}

export class AttributeQuery extends PageQuery {
  /** Only definitions of this OCOP set. */
  @Maybe()
  @QueryInt(1, 26)
  set?: number;

  /** Only definitions valid on this day (Vietnam). */
  @Maybe()
  @Day()
  day?: string;
}

export class AttributeDefinitionDto {
  @Id()
  id: string;

  @Text(2, 40)
  code: string;

  @IntList(1, 26, 1, 26)
  sets: number[];

  @OneOf(ATTRIBUTE_KINDS)
  kind: AttributeKind;

  @OneOf(ATTRIBUTE_LEVELS)
  level: AttributeLevel;

  @Text(1, 100)
  labelVi: string;

  @Text(0, 500)
  helpVi: string;

  @Text(0, 20)
  unitVi: string;

  @ApiProperty({ type: 'string', isArray: true })
  choices: string[];

  @Int(1, 5000)
  maxChars: number;

  @Flag()
  onLabel: boolean;

  @Text(1, 300)
  source: string;

  @Day()
  effectiveFrom: string;

  /** Last day. */
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  effectiveTo: string | null;
}

export function toAttributeDefinitionDto(definition: AttributeDefinition): AttributeDefinitionDto {
  const { id, code, sets, kind, level, labelVi, helpVi, unitVi, choices, maxChars, onLabel, source, effectiveFrom, effectiveTo } =
    definition;
  return { id, code, sets, kind, level, labelVi, helpVi, unitVi, choices, maxChars, onLabel, source, effectiveFrom, effectiveTo };
}
