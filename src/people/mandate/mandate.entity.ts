import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfficerUnit, Right } from './mandate.rules';

/** An officer's right to act for a producer, with its period and the consent it stands on. */
@Entity('mandate')
export class Mandate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mandate_pkey' })
  id: string;

  @Column('uuid')
  producerId: string;

  @Column('uuid')
  officerId: string;

  @Column('text')
  officerUnit: OfficerUnit;

  @Column('text', { array: true })
  rights: Right[];

  @Column('uuid')
  consentId: string;

  @Column('timestamptz')
  validFrom: Date;

  @Column('timestamptz')
  validUntil: Date;

  @Column('uuid')
  grantedBy: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Column('uuid', { nullable: true })
  revokedBy: string | null;

  @Column('text', { nullable: true })
  revokeReason: string | null;
}
