import { Column, Entity, PrimaryColumn } from 'typeorm';

export const DUPLICATE_STATES = ['open', 'dismissed', 'same'] as const;
export type DuplicateState = (typeof DUPLICATE_STATES)[number];

/** Two producers that may be one. Each pair once, the smaller id first. */
@Entity('producer_duplicate_hint')
export class DuplicateHint {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'producer_duplicate_hint_pkey' })
  id: string;

  @Column('uuid')
  producerA: string;

  @Column('uuid')
  producerB: string;

  @Column('text')
  certainty: 'certain' | 'likely';

  @Column('text', { array: true })
  reasons: string[];

  /** 0 to 100. */
  @Column('integer')
  score: number;

  @Column('text', { default: 'open' })
  state: DuplicateState;

  @Column('uuid', { nullable: true })
  decidedBy: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;
}
