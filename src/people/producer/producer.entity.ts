import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds of OCOP makers. The database knows the same words (`producer_kind_known`). Source: QĐ 26/2026/QĐ-TTg, Điều 2. */
export const PRODUCER_KINDS = [
  ...(['cooperative', 'cooperative-group', 'household', 'household-business', 'farm', 'company', 'tourism-organisation'] as const),
  'other',
] as const;
export type ProducerKind = (typeof PRODUCER_KINDS)[number];

/** An address of before July 2025, as an old paper has it. */
export interface LegacyAddress {
  readonly province: string;
  readonly district: string;
  readonly ward: string;
}

/** Who makes and owns products: chủ thể. What is sealed lies in `producer_secret`. */
@Entity('producer')
export class Producer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'producer_pkey' })
  id: string;

  @Column('text')
  kind: ProducerKind;

  @Column('text')
  name: string;

  /** Of an organisation. That of a person is the personal number, which is sealed. */
  @Column('text', { nullable: true })
  taxCode: string | null;

  @Column('text', { nullable: true })
  legacyTaxCode: string | null;

  @Column('text', { nullable: true })
  registrationNumber: string | null;

  @Column('date', { nullable: true })
  registeredOn: string | null;

  @Column('text', { default: '' })
  representative: string;

  /** Which list of places the codes below belong to. */
  @Column('text', { default: '2025-07' })
  placeScheme: '2025-07';

  @Column('text')
  provinceCode: string;

  @Column('text', { nullable: true })
  communeCode: string | null;

  @Column('text', { default: '' })
  hamlet: string;

  @Column('text', { default: '' })
  address: string;

  @Column('jsonb', { nullable: true })
  legacyAddress: LegacyAddress | null;

  @Column('boolean', { default: false })
  isDemonstration: boolean;

  /** The officer who practises with it. */
  @Column('uuid', { nullable: true })
  practiceOf: string | null;

  /** Since then another one has been begun. */
  @Column('timestamptz', { nullable: true })
  practiceEndedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}

/** The producer's own people. Those who help it have a mandate. */
@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pkey' })
  producerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pkey' })
  accountId: string;

  @Column('timestamptz')
  createdAt: Date;
}
