import { Column, Entity, PrimaryColumn } from 'typeorm';

export const SECRET_KINDS = ['personal-number', 'bank-account', 'phone'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** What a look at is written down: what is sealed, and files that leave as a whole. */
export const READ_KINDS = [...SECRET_KINDS, 'archive', 'product-export', 'photo-original', 'paper-file', 'person-data'] as const;
export type ReadKind = (typeof READ_KINDS)[number];

/** One sealed thing of a producer. */
@Entity('producer_secret')
export class ProducerSecret {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'producer_secret_pkey' })
  producerId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'producer_secret_pkey' })
  kind: SecretKind;

  @Column('bytea')
  box: Buffer;

  /** Blind index of personal and of phone numbers, by which the same one is found at another producer. */
  @Column('bytea', { nullable: true })
  numberIndex: Buffer | null;

  @Column('uuid', { nullable: true })
  changedBy: string | null;

  @Column('timestamptz')
  changedAt: Date;
}

/** Who was shown what is sealed or took whole files away, and when. */
@Entity('sensitive_read')
export class SensitiveRead {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sensitive_read_pkey' })
  id: string;

  @Column('uuid')
  producerId: string;

  @Column('uuid')
  accountId: string;

  @Column('text', { array: true })
  kinds: ReadKind[];

  @Column('timestamptz')
  readAt: Date;
}
