import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DocumentScope, DocumentState, DocumentType } from './document.rules';

/** A paper of a producer, its facility, a product or a batch. Days are `yyyy-mm-dd`, Vietnam time. */
@Entity('document')
export class Document {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  producerId: string;

  /** For scope product and batch. */
  @Column('uuid', { nullable: true })
  productId: string | null;

  @Column('text')
  type: DocumentType;

  @Column('text')
  scope: DocumentScope;

  /** Name of the facility, number of the batch. */
  @Column('text', { default: '' })
  scopeName: string;

  @Column('text')
  number: string;

  @Column('text')
  issuer: string;

  @Column('date')
  issuedOn: string;

  /** null: it has no end. */
  @Column('date', { nullable: true })
  expiresOn: string | null;

  @Column('text', { default: 'submitted' })
  state: DocumentState;

  @Column('uuid', { nullable: true })
  decidedBy: string | null;

  /** Name of who decided it in the installation that it came from. */
  @Column('text', { nullable: true })
  decidedElsewhereBy: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt: Date | null;

  /** Why it was rejected or revoked, for the screen. */
  @Column('text', { default: '' })
  reasonVi: string;

  /** Of the file's bytes, hex; null while none was sent. */
  @Column('text', { nullable: true })
  fileSha256: string | null;

  @Column('text', { nullable: true })
  fileType: 'pdf' | 'jpeg' | 'png' | 'webp' | 'heic' | null;

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
