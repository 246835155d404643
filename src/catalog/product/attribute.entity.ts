import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttributeKind, AttributeLevel } from './attribute.rules';

/** What a product of a set may or must say of itself: a row, so that a group gets its own fields while the program runs. */
@Entity('attribute_definition')
export class AttributeDefinition {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  /** Numbers of the OCOP sets. */
  @Column('integer', { array: true })
  sets: number[];

  @Column('text')
  kind: AttributeKind;

  @Column('text')
  level: AttributeLevel;

  @Column('text')
  labelVi: string;

  @Column('text', { default: '' })
  helpVi: string;

  /** g, ml, % … */
  @Column('text', { default: '' })
  unitVi: string;

  /** For kind `choice`. */
  @Column('text', { array: true, default: [] })
  choices: string[];

  @Column('integer', { default: 500 })
  maxChars: number;

  /** Whether its value belongs to the label, which a platform must publish as a whole. */
  @Column('boolean', { default: true })
  onLabel: boolean;

  /** Legal or technical. */
  @Column('text')
  source: string;

  @Column('date')
  effectiveFrom: string;

  /** Last day. */
  @Column('date', { nullable: true })
  effectiveTo: string | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
