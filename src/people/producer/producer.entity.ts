import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds of OCOP makers. The database knows the same words (`producer_kind_known`). */
export const PRODUCER_KINDS = [
  ...(['cooperative', 'cooperative-group', 'household', 'household-business', 'farm', 'company', 'tourism-organisation'] as const),
  'other',
] as const;
export type ProducerKind = (typeof PRODUCER_KINDS)[number];

/** Who makes and owns products: chủ thể. */
@Entity('producer')
export class Producer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'producer_pkey' })
  id: string;

  @Column('text')
  kind: ProducerKind;

  @Column('text')
  name: string;

  @Column('text')
  provinceCode: string;

  @Column('text', { nullable: true })
  communeCode: string | null;

  @Column('text', { default: '' })
  address: string;

  @Column('boolean', { default: false })
  isDemonstration: boolean;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}

/** Who may act for a producer: its own people (`member`) and those who help it (`officer`). */
@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pkey' })
  producerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pkey' })
  accountId: string;

  @Column('text')
  role: 'member' | 'officer';

  @Column('timestamptz')
  createdAt: Date;
}
