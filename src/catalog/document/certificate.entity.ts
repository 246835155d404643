import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CertificateState } from './certificate.rules';

/** OCOP certificate of a product. Days are `yyyy-mm-dd`, Vietnam time. */
@Entity('certificate')
export class Certificate {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  productId: string;

  @Column('integer')
  stars: 3 | 4 | 5;

  @Column('text')
  number: string;

  @Column('text')
  issuedBy: string;

  @Column('date')
  issuedOn: string;

  @Column('date')
  expiresOn: string;

  @Column('text', { default: 'submitted' })
  state: CertificateState;

  @Column('uuid', { nullable: true })
  verifiedBy: string | null;

  @Column('timestamptz', { nullable: true })
  verifiedAt: Date | null;

  @Column('boolean', { default: false })
  isDemonstration: boolean;

  @Column('timestamptz')
  createdAt: Date;
}
