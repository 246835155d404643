import { Maybe, OneOf, Pattern, Text } from '../../shared/http';
import { SIGNER_RELATIONS, type SignerRelation } from './consent.entity';

/** How somebody agreed. A photo of the paper (or of the thumbprint) is named by its SHA-256, because it may travel later than the form. */
export const PROOF_METHODS = ['paper-photo', 'app-tap', 'thumbprint-witness', 'demonstration'] as const;

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

  /** SHA-256 of the photo of the signed paper, 64 hex digits. */
  @Maybe()
  @Pattern(/^[0-9a-f]{64}$/, 64, 'Mã băm SHA-256 gồm 64 chữ số hex.')
  evidenceSha256?: string;
}
