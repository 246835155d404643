import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Condition } from './condition.rules';
import type { RuleAsks, RuleLevel, RuleTopic } from './rule.rules';

/**
 * One version of a rule. Nothing of it is ever changed but `untilRevision`: whoever ends, suspends or replaces a rule makes a new version, so that what counted
 * at an earlier revision can be shown again.
 */
@Entity('rule')
export class Rule {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('integer')
  version: number;

  @Column('text')
  topic: RuleTopic;

  @Column('text')
  asks: RuleAsks;

  @Column('text', { array: true })
  asked: string[];

  @Column('integer', { array: true })
  sets: number[];

  @Column('text')
  level: RuleLevel;

  @Column('jsonb')
  condition: Condition;

  @Column('text')
  textVi: string;

  @Column('text', { default: '' })
  noteVi: string;

  @Column('text')
  source: string;

  @Column('date')
  effectiveFrom: string;

  @Column('date', { nullable: true })
  effectiveTo: string | null;

  @Column('date', { nullable: true })
  suspendedFrom: string | null;

  @Column('text', { nullable: true })
  suspendedBy: string | null;

  /** First revision that has this version. */
  @Column('integer')
  sinceRevision: number;

  /** First revision that has it no more; null: it is the law as we know it now. */
  @Column('integer', { nullable: true })
  untilRevision: number | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
