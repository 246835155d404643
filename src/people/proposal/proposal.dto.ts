import { ApiProperty } from '@nestjs/swagger';
import { Maybe, Nested, OneOf, PageQuery, Pattern } from '../../shared/http';
import { ProofInput } from '../consent/consent.dto';
import { CONFIRMATIONS, PROPOSAL_KINDS, PROPOSAL_STATES, type Confirmation, type ProposalKind, type ProposalState } from './proposal.rules';

/** Something an officer asked for that waits for the producer's word. */
export class ProposalDto {
  id: string;
  producerId: string;
  @ApiProperty({ enum: PROPOSAL_KINDS })
  kind: ProposalKind;
  /** Id of the producer, the pack or the product. */
  subject: string;
  /** In plain Vietnamese, for the screen. */
  summaryVi: string;
  @ApiProperty({ enum: PROPOSAL_STATES })
  state: ProposalState;
  /** SHA-256 of the frozen content: what is confirmed. */
  contentSha256: string;
  proposedBy: string;
  proposedByName: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  proposedAt: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  expiresAt: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  decidedAt: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  decidedBy: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  decidedByName: string | null;
  /** How it was confirmed. */
  @ApiProperty({ enum: CONFIRMATIONS, nullable: true })
  decidedHow: Confirmation | null;
}

export class ProposalDetailDto extends ProposalDto {
  /** What is asked for, as it was frozen; null for those who may not read it. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  content: Record<string, unknown> | null;
}

/** In place of having done it. */
export class ProposedDto {
  @ApiProperty({ type: () => ProposalDto })
  proposal: ProposalDto;
}

export class ProposalQuery extends PageQuery {
  /** Only those that wait. */
  @Maybe()
  @OneOf(['open'])
  state?: 'open';
}

export class ConfirmProposal {
  /** Of an officer: the code that was sent to the producer's phone. */
  @Maybe()
  @Pattern(/^\d{6}$/, 6, 'Mã xác nhận gồm 6 chữ số.')
  code?: string;

  /** Of an office, for a producer without a phone: the paper. */
  @Maybe()
  @Nested(() => ProofInput)
  proof?: ProofInput;
}

export class SentCodeDto {
  /** Of a household that somebody practises with: what to type in, because nobody is sent anything. */
  @ApiProperty({ type: 'string', nullable: true })
  practiceCode: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  expiresAt: string;
}
