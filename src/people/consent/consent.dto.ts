import { ApiProperty } from '@nestjs/swagger';
import { Flag, Id, Instant, Int, ListOf, Maybe, Nested, OneOf, Pattern, Text } from '../../shared/http';
import { SixDigits } from '../code/code.dto';
import { SIGNER_RELATIONS, type SignerRelation } from './consent.entity';
import { PURPOSES, type PurposeCode } from './consent.rules';

/**
 * How somebody agreed. A photo of the paper (or of the thumbprint) is named by its SHA-256, because it may travel later than the form; a code to the phone
 * (`otp-sms`) is asked for afterwards, and until it is there the consent does not count.
 */
export const PROOF_METHODS = ['paper-photo', 'otp-sms', 'app-tap', 'call-recording', 'thumbprint-witness', 'demonstration'] as const;
/** How somebody said that they agree no longer. */
export const WITHDRAWAL_METHODS = ['app-tap', 'paper', 'phone', 'in-person', 'sms'] as const;
export type WithdrawalMethod = (typeof WITHDRAWAL_METHODS)[number];

export class ProofInput {
  @OneOf(PROOF_METHODS)
  method: (typeof PROOF_METHODS)[number];

  @Text(2, 120)
  signerName: string;

  @OneOf(SIGNER_RELATIONS)
  signerRelation: SignerRelation;

  /** Who saw it; needed beside a thumbprint. */
  @Maybe()
  @Text(2, 120)
  witness?: string;

  /** Language in which the text was read aloud: vi, tay, hmong, … */
  @Maybe()
  @Pattern(/^[a-z]{2,20}$/, 20, 'Ngôn ngữ gồm 2 đến 20 chữ cái thường, như vi, tay, hmong.')
  language?: string;

  /** SHA-256 of the photo of the signed paper, of the recording: 64 hex digits. */
  @Maybe()
  @Pattern(/^[0-9a-f]{64}$/, 64, 'Mã băm SHA-256 gồm 64 chữ số hex.')
  evidenceSha256?: string;
}

/** One thing that is agreed to. */
export class ConsentInput {
  /** Made by the caller; left out, the server makes one. */
  @Maybe()
  @Id()
  id?: string;

  @OneOf(PURPOSES)
  purpose: PurposeCode;

  /** Code of the platform; of the purpose to publish, and only there. */
  @Maybe()
  @Text(1, 40)
  platform?: string;

  /** Version of the text that was read. */
  @Int(1, 2_147_483_647)
  textVersion: number;

  /** True: said in so many words. Silence is no consent. */
  @Flag()
  agreed: boolean;

  /** When it ends; left out, when it is withdrawn. */
  @Maybe()
  @Instant()
  validUntil?: string;
}

export class GiveConsents {
  /** Each purpose by itself. */
  @ListOf(() => ConsentInput, 1, 20)
  consents: ConsentInput[];

  @Nested(() => ProofInput)
  proof: ProofInput;
}

export class WithdrawConsent {
  @OneOf(WITHDRAWAL_METHODS)
  method: WithdrawalMethod;
}

/** Of everything that awaits one at this producer and that the caller wrote down. */
export class ConsentCodeDto {
  /** Of a household that somebody practises with: what to type in, because nobody is sent anything. */
  @ApiProperty({ type: 'string', nullable: true })
  practiceCode: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' })
  expiresAt: string;
  /** The last digits of the number to which it goes. */
  phoneMasked: string;
  /** The consents that it confirms. */
  @ApiProperty({ format: 'uuid' })
  consentIds: string[];
}

export class ConfirmConsents {
  @SixDigits()
  code: string;
}

/** A new version of a text, from this moment on. */
export class CreateConsentText {
  @OneOf(PURPOSES)
  purpose: PurposeCode;

  /** With `{platform}` where the name of the platform belongs, in the purpose to publish. */
  @Text(20, 4000, { lines: true })
  textVi: string;

  /** Whoever agreed to an older version has to be asked again. */
  @Flag()
  requiresNew: boolean;
}

export class ConsentTextDto {
  @ApiProperty({ enum: PURPOSES })
  purpose: PurposeCode;
  purposeVi: string;
  version: number;
  platform: string | null;
  platformName: string | null;
  /** As it is to be shown. */
  textVi: string;
  sha256: string;
  /** The person has to be told that the data are sensitive. */
  isSensitive: boolean;
  dataCategories: string[];
  @ApiProperty({ type: 'string', format: 'date' })
  effectiveFrom: string;
  requiresNew: boolean;
}

export class ConsentTextList {
  items: ConsentTextDto[];
}

export class ConsentDto {
  id: string;
  producerId: string;
  @ApiProperty({ enum: PURPOSES })
  purpose: PurposeCode;
  purposeVi: string;
  platform: string | null;
  platformName: string | null;
  textVersion: number;
  /** As it was shown. */
  textVi: string;
  textSha256: string;
  isSensitive: boolean;
  dataCategories: string[];
  signerName: string;
  @ApiProperty({ enum: SIGNER_RELATIONS })
  signerRelation: SignerRelation;
  method: string;
  language: string;
  witness: string | null;
  evidenceSha256: string | null;
  /** Said, and not yet shown by the code to the household's phone: it does not count until then. */
  awaitsCode: boolean;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  codeConfirmedAt: string | null;
  /** The last digits of the number to which the code went. */
  codePhone: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' })
  givenAt: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  validUntil: string | null;
  collectedBy: string;
  collectedByName: string;
  deviceId: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  withdrawnAt: string | null;
  withdrawnByName: string | null;
  withdrawalMethod: string | null;
  /** Whether it counts at this moment. */
  counts: boolean;
}

export class ConsentList {
  items: ConsentDto[];
}
