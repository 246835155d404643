import { ApiProperty } from '@nestjs/swagger';
import { IsNumber, Max, Min } from 'class-validator';
import { Day, Id, Int, IntList, ListOf, Maybe, MaybeNull, OneOf, PageQuery, Pattern, QueryInt, Text, TextList } from '../../shared/http';
import { CONDITION_SUBJECTS, CONDITION_TESTS, type ConditionTest } from './condition.rules';
import type { Rule } from './rule.entity';
import { RULE_ASKS, RULE_LEVELS, RULE_STATES, RULE_TOPICS, ruleState } from './rule.rules';

/** One test of a condition. */
export class ConditionTestDto {
  @OneOf(CONDITION_SUBJECTS)
  of: ConditionTest['of'];

  /** attribute: its code; producer: kind; platform: by-post, age-gate or asks-ocop-certificate. */
  @Text(1, 40)
  name: string;

  @OneOf(CONDITION_TESTS)
  test: ConditionTest['test'];

  /** For one-of and none-of. */
  @Maybe()
  @TextList(1, 20, 1, 100)
  values?: string[];

  /** For at-least and below. */
  @Maybe()
  @IsNumber()
  @Min(-1_000_000)
  @Max(1_000_000)
  @ApiProperty({ type: 'number', minimum: -1_000_000, maximum: 1_000_000 })
  number?: number;
}

/** A new rule, or a new version of the one with this code: the version before then ends on the day before. */
export class CreateRule {
  @Maybe()
  @Id()
  id?: string;

  @Pattern(/^[a-z][a-z0-9-]{1,59}$/, 60, 'Mã quy tắc gồm 2 đến 60 chữ thường không dấu, số và gạch giữa, bắt đầu bằng chữ.')
  code: string;

  @OneOf(RULE_TOPICS)
  topic: (typeof RULE_TOPICS)[number];

  @OneOf(RULE_ASKS)
  asks: (typeof RULE_ASKS)[number];

  /** document: the papers of which one is enough; platform: age-gate; order: how it may be sold. Empty for the others. */
  @TextList(0, 10, 1, 60)
  asked: string[];

  /** Numbers of the OCOP sets. */
  @IntList(1, 26, 1, 26)
  sets: number[];

  @OneOf(RULE_LEVELS)
  level: (typeof RULE_LEVELS)[number];

  /** Tests that must all hold; empty: it always applies. */
  @ListOf(() => ConditionTestDto, 0, 10)
  condition: ConditionTestDto[];

  @Text(10, 500)
  textVi: string;

  @Maybe()
  @Text(0, 1000, { lines: true })
  noteVi?: string;

  /** The legal text. */
  @Text(3, 300)
  source: string;

  @Day()
  effectiveFrom: string;

  /** Last day. */
  @MaybeNull()
  @Day()
  effectiveTo?: string | null;
}

export class EndRule {
  /** Last day on which it counts. */
  @Day()
  lastDay: string;
}

export class SuspendRule {
  /** First day on which it does not count. */
  @Day()
  from: string;

  /** The legal text that suspends it. */
  @Text(3, 300)
  by: string;
}

export class RuleQuery extends PageQuery {
  @Maybe()
  @QueryInt(1, 26)
  set?: number;

  /** The day that `state` is about; absent: today. */
  @Maybe()
  @Day()
  day?: string;

  @Maybe()
  @OneOf(RULE_STATES)
  state?: (typeof RULE_STATES)[number];
}

export class RuleDto {
  @Id()
  id: string;

  @Text(1, 60)
  code: string;

  @Int(1, 2_147_483_647)
  version: number;

  @OneOf(RULE_TOPICS)
  topic: string;

  @OneOf(RULE_ASKS)
  asks: string;

  @ApiProperty({ type: 'string', isArray: true })
  asked: string[];

  @ApiProperty({ type: 'integer', isArray: true })
  sets: number[];

  @OneOf(RULE_LEVELS)
  level: string;

  @ApiProperty({ type: () => ConditionTestDto, isArray: true })
  condition: ConditionTestDto[];

  @Text(1, 500)
  textVi: string;

  @Text(0, 1000, { lines: true })
  noteVi: string;

  @Text(1, 300)
  source: string;

  @Day()
  effectiveFrom: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  effectiveTo: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  suspendedFrom: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  suspendedBy: string | null;

  /** On the day asked for. */
  @OneOf(RULE_STATES)
  state: string;

  /** Revision that brought this version. */
  @Int(1, 2_147_483_647)
  revision: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
}

export function toRuleDto(rule: Rule, day: string): RuleDto {
  const { id, code, version, topic, asks, asked, sets, level, condition, textVi, noteVi, source } = rule;
  const { effectiveFrom, effectiveTo, suspendedFrom, suspendedBy, sinceRevision, createdAt } = rule;
  return {
    ...{
      id,
      code,
      version,
      topic,
      asks,
      asked,
      sets,
      level,
      textVi,
      noteVi,
      source,
      effectiveFrom,
      effectiveTo,
      suspendedFrom,
      suspendedBy,
    },
    condition: condition.map((test) => ({ ...test, values: test.values && [...test.values] })),
    state: ruleState(rule, day),
    revision: sinceRevision,
    createdAt: createdAt.toISOString(),
  };
}
