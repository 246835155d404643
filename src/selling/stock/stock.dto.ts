import { Int, Maybe, Text } from '../../shared/http';
import { MAX_ON_HAND, type PoolRow } from './stock.service';
import type { Hold, HoldReason } from './lot.rules';

export class CountStock {
  /** Units that lie in the store now, those already ordered included, and a harvest still to come not. */
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

export class HoldDto implements Hold {
  /** out-of-season, expired, not-harvested or uncounted. */
  reason: HoldReason;
  units: number;
  lotId: string | null;
  messageVi: string;
}

export class StockDto {
  productId: string;
  /** null: never counted. Nothing is shown on any platform then. */
  onHand: number | null;
  /** Units in orders that have not left. */
  promised: number;
  /** What is free; null while never counted. */
  available: number | null;
  /** What can be sold today over all platforms: free, in season, and of a lot that is on sale; null while never counted. */
  sellable: number | null;
  /** Why less can be sold than was counted. */
  holds: HoldDto[];
  countedAt: string | null;
}

/** What the books say of a product's stock. What seasons and lots hold back is in the product's own stock. */
export class StockLevelDto {
  productId: string;
  /** null: never counted. Nothing is shown on any platform then. */
  onHand: number | null;
  /** Units in orders that have not left. */
  promised: number;
  /** What is free; null while never counted. */
  available: number | null;
  countedAt: string | null;
  changedAt: string;
}

export class StockLevelPage {
  items: StockLevelDto[];

  /** Cursor of the next page; absent on the last one. */
  next?: string;

  /** What to ask `changedSince` with the next time; absent while no stock is kept. */
  asOf?: string;
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

export function toStockDto(productId: string, pool: PoolRow | null, holds: readonly Hold[]): StockDto {
  const held = holds.reduce((sum, hold) => sum + hold.units, 0);
  return {
    productId,
    onHand: pool?.onHand ?? null,
    promised: pool?.promised ?? 0,
    available: pool?.onHand === null || pool === null ? null : pool.onHand - pool.promised,
    sellable: pool?.onHand === null || pool === null ? null : Math.max(0, pool.onHand - pool.promised - held),
    holds: [...holds],
    countedAt: pool?.countedAt?.toISOString() ?? null,
  };
}
