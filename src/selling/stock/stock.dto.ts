import { Int, Maybe, Text } from '../../shared/http';
import { MAX_ON_HAND, type PoolRow } from './stock.service';

export class CountStock {
  /** Units that lie in the store now, those already ordered included. */
  @Int(0, MAX_ON_HAND)
  onHand: number;

  @Maybe()
  @Text(1, 500)
  note?: string;
}

export class AdjustStock {
  /** Units found (positive), or spoiled, given away, sold at the gate (negative). */
  @Int(-MAX_ON_HAND, MAX_ON_HAND)
  change: number;

  @Maybe()
  @Text(1, 500)
  note?: string;
}

export class StockDto {
  productId: string;
  /** null: never counted. Nothing is shown on any platform then. */
  onHand: number | null;
  /** Units in orders that have not left. */
  promised: number;
  /** What is free; null while never counted. */
  available: number | null;
  countedAt: string | null;
}

export class StockMoveDto {
  id: string;
  kind: 'counted' | 'adjusted' | 'reserved' | 'released' | 'shipped' | 'returned';
  onHandChange: number;
  promisedChange: number;
  orderId: string | null;
  note: string | null;
  at: string;
}

export function toStockDto(productId: string, pool: PoolRow | null): StockDto {
  return {
    productId,
    onHand: pool?.onHand ?? null,
    promised: pool?.promised ?? 0,
    available: pool?.onHand === null || pool === null ? null : pool.onHand - pool.promised,
    countedAt: pool?.countedAt?.toISOString() ?? null,
  };
}
