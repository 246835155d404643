import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The text that somebody agrees to. A new text is a new version. */
@Entity('consent_text')
export class ConsentText {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'consent_text_pkey' })
  purpose: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'consent_text_pkey' })
  version: number;

  @Column('text')
  textVi: string;

  @Column('bytea')
  sha256: Buffer;

  @Column('date')
  effectiveFrom: string;

  /** The person is told that the data are sensitive. */
  @Column('boolean', { default: false })
  isSensitive: boolean;

  @Column('text', { array: true, default: [] })
  dataCategories: string[];

  /** Whoever agreed to an older version has to be asked again. */
  @Column('boolean', { default: false })
  requiresNew: boolean;
}

export const CONSENT_METHODS = ['paper-photo', 'otp-sms', 'app-tap', 'call-recording', 'thumbprint-witness', 'demonstration'] as const;
export type ConsentMethod = (typeof CONSENT_METHODS)[number];
export const SIGNER_RELATIONS = ['self', 'household-member', 'legal-representative'] as const;
export type SignerRelation = (typeof SIGNER_RELATIONS)[number];

/** One person's agreement to one purpose, with the proof. Source: NĐ 356/2025/NĐ-CP, Điều 6. */
@Entity('consent')
export class Consent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consent_pkey' })
  id: string;

  @Column('uuid')
  producerId: string;

  @Column('text')
  purpose: string;

  @Column('integer')
  textVersion: number;

  /** Only of the purpose to publish. */
  @Column('text', { nullable: true })
  platform: string | null;

  /** Its name as it was shown. */
  @Column('text', { nullable: true })
  platformName: string | null;

  /** Of the text as it was shown, with the name of the platform in it. */
  @Column('bytea')
  textSha256: Buffer;

  @Column('text')
  signerName: string;

  @Column('text')
  signerRelation: SignerRelation;

  @Column('text')
  method: ConsentMethod;

  /** In which language it was read aloud. */
  @Column('text', { default: 'vi' })
  language: string;

  @Column('text', { nullable: true })
  witness: string | null;

  /** SHA-256 of the photo of the paper, of the recording. */
  @Column('bytea', { nullable: true })
  evidenceSha256: Buffer | null;

  /** Of the photo once it has come. */
  @Column('text', { nullable: true })
  evidenceFileType: string | null;

  @Column('timestamptz', { nullable: true })
  evidenceReceivedAt: Date | null;

  /** Of the code that confirmed it. */
  @Column('uuid', { nullable: true })
  codeId: string | null;

  /** The last digits of the number to which it went. */
  @Column('text', { nullable: true })
  codePhone: string | null;

  @Column('timestamptz', { nullable: true })
  codeConfirmedAt: Date | null;

  @Column('timestamptz')
  givenAt: Date;

  @Column('timestamptz', { nullable: true })
  validUntil: Date | null;

  @Column('uuid')
  collectedBy: string;

  @Column('text', { nullable: true })
  deviceId: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  @Column('uuid', { nullable: true })
  withdrawnBy: string | null;

  @Column('text', { nullable: true })
  withdrawalMethod: string | null;

  /** Whoever was held by its end has been looked at. */
  @Column('boolean', { default: false })
  isEndNoticed: boolean;
}
