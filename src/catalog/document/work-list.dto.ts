import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, Maybe, OneOf, PageQuery, Text } from '../../shared/http';

/** States that both kinds of papers have: a certificate is refused where a document is rejected. */
export const WORK_STATES = ['submitted', 'verified', 'rejected', 'revoked'] as const;
export type WorkState = (typeof WORK_STATES)[number];

export class WorkListQuery extends PageQuery {
  @Maybe()
  @OneOf(WORK_STATES)
  state: WorkState = 'submitted';
}

export class WorkItemDto {
  @OneOf(['document', 'certificate'])
  kind: 'document' | 'certificate';

  @Id()
  id: string;

  @Id()
  producerId: string;

  @Text(1, 200)
  producerName: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  productId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  productName: string | null;

  /** Kind of paper, for the screen. */
  @Text(1, 200)
  typeVi: string;

  @Text(1, 100)
  number: string;

  @Day()
  issuedOn: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  expiresOn: string | null;

  @OneOf(WORK_STATES)
  state: WorkState;

  @Flag()
  hasFile: boolean;

  /** To be named when it is decided. */
  @Int(1, 2_147_483_647)
  version: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
}
