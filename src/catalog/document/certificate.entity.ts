import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CertificateState, OcopAuthority, RevocationGround } from './certificate.rules';
import type { PaperFileType } from './paper-files';

/** OCOP certificate of a product. Days are `yyyy-mm-dd`, Vietnam time. */
@Entity('certificate')
export class Certificate {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  productId: string;

  @Column('integer')
  stars: 3 | 4 | 5;

  /** Of the decision. */
  @Column('text')
  number: string;

  @Column('text', { nullable: true })
  certificateNumber: string | null;

  @Column('text', { nullable: true })
  authority: OcopAuthority | null;

  @Column('text')
  issuedBy: string;

  /** Day of the decision. */
  @Column('date')
  issuedOn: string;

  @Column('date')
  expiresOn: string;

  @Column('text', { nullable: true })
  ocopSheetCode: string | null;

  /** Hundredths of a point. */
  @Column('integer', { nullable: true })
  points: number | null;

  @Column('text', { default: 'submitted' })
  state: CertificateState;

  @Column('uuid', { nullable: true })
  verifiedBy: string | null;

  /** Name of who decided it in the installation that it came from. */
  @Column('text', { nullable: true })
  verifiedElsewhereBy: string | null;

  @Column('timestamptz', { nullable: true })
  verifiedAt: Date | null;

  /** Why it was refused or revoked, for the screen. */
  @Column('text', { default: '' })
  reasonVi: string;

  @Column('text', { nullable: true })
  revocationGround: RevocationGround | null;

  /** First day on which it is good no more. */
  @Column('date', { nullable: true })
  revokedOn: string | null;

  /** Day on which the dossier of the renewal was complete. */
  @Column('date', { nullable: true })
  renewalFiledOn: string | null;

  /** Of the file's bytes, hex; null while none was sent. */
  @Column('text', { nullable: true })
  fileSha256: string | null;

  @Column('text', { nullable: true })
  fileType: PaperFileType | null;

  @Column('integer', { nullable: true })
  fileBytes: number | null;

  /** Of a PDF. */
  @Column('integer', { nullable: true })
  filePages: number | null;

  /** Rises with every change, and with the decision. */
  @Column('integer', { default: 1 })
  version: number;

  @Column('boolean', { default: false })
  isDemonstration: boolean;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** Whoever changed it last before it was decided. */
  @Column('uuid', { nullable: true })
  submittedBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
