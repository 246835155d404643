import { ApiProperty } from '@nestjs/swagger';
import { Id } from '../../shared/http';

export const ERASURE_STATES = ['taking-down', 'kept', 'done'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

export class OrderErasure {
  /** The request to delete that it answers. */
  @Id()
  requestId: string;
}

export class ErasureDto {
  id: string;
  requestId: string;
  producerId: string | null;
  orderId: string | null;
  accountId: string | null;
  /** kept: erased, but for what the law wants kept until `restOn`. */
  @ApiProperty({ enum: ERASURE_STATES })
  state: ErasureState;
  /** What has to happen before anything is erased. */
  waitsForVi: string[];
  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  erasedAt: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  restOn: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
}

export class ErasureList {
  items: ErasureDto[];
}

/** An order of a buyer, as somebody who looks for the buyer needs it. */
export class BuyerOrderDto {
  orderId: string;
  platform: string;
  platformOrderId: string;
  stage: string;
  receiverName: string;
  receiverPhone: string;
  @ApiProperty({ type: 'string', format: 'date-time' })
  placedAt: string;
}

export class BuyerOrderList {
  /** The latest first, at most 100. */
  items: BuyerOrderDto[];
}
