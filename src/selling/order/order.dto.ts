import { ListOf, Maybe, Int, OneOf, PageQuery, Text } from '../../shared/http';
import type { OrderStage } from '../../platform';
import type { OrderActKind } from './order.rules';

const STAGES = [
  'awaiting-seller',
  'confirmed',
  'ready-to-ship',
  'picked-up',
  'delivered',
  'completed',
  'cancelled',
  'returning',
  'returned',
  'partly-returned',
  'lost',
  'unknown',
];

export class OrderQuery extends PageQuery {
  @Maybe()
  @OneOf(STAGES)
  stage?: OrderStage;
}

export class AcceptedLine {
  @Text(1, 100)
  lineId: string;

  @Int(1, 100_000)
  quantity: number;
}

export class ConfirmOrder {
  /** Only on platforms that confirm line by line: what is accepted; lines left out are refused. Absent: everything. */
  @Maybe()
  @ListOf(() => AcceptedLine, 1, 100)
  accepted?: AcceptedLine[];
}

export class RefuseOrder {
  /** The buyer may read it. At most what platforms take. */
  @Text(1, 100)
  reason: string;
}

export class OrderLineDto {
  lineId: string;
  sku: string;
  title: string;
  quantity: number;
  confirmedQuantity: number | null;
  returnedQuantity: number;
  unitPrice: number;
  listingId: string | null;
}

export class OrderActDto {
  id: string;
  kind: OrderActKind;
  /** wanted and pending: under way; refused: the platform said no. */
  state: 'wanted' | 'pending' | 'done' | 'refused';
  platformText: string | null;
  createdAt: string;
}

export class ReceiverDto {
  name: string;
  phone: string;
  address: string;
  provinceCode?: string;
  communeCode?: string;
  addressScheme: 'pre-2025-07' | '2025-07' | 'unknown';
}

export class OrderDto {
  id: string;
  connectionId: string;
  platform: string;
  shopName: string;
  isPractice: boolean;
  platformOrderId: string;
  stage: OrderStage;
  platformState: string;
  cancelledBy: string | null;
  parcelCode: string | null;
  payment: 'cod' | 'paid';
  cashOnDelivery: number;
  total: number;
  fees: number;
  receiver: ReceiverDto;
  note: string | null;
  placedAt: string;
  /** When the platform cancels it unless it is confirmed. */
  confirmBy: string | null;
  /** Why its stock is not accounted for yet; a person must look. */
  trouble: string | null;
  /** What the law says against carrying it out as it was paid: the program turns it away while it still can. */
  forbiddenBecause: string | null;
  lines: OrderLineDto[];
  acts: OrderActDto[];
}
