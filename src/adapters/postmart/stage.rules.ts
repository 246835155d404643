import type { OrderStage, RemoteOrder } from '../../platform/contract';

/** Money moves share the parcel's number and may come at any time after: 21 COD paid out, 28 freight paid, 29 cancel fee paid. They say nothing of where the parcel is. */
const MONEY: ReadonlySet<number> = new Set([21, 28, 29]);

/**
 * Where the parcel is. Source: VNPost's list; 0 to 22 in two independent implementations, 23 and 24 in newer ones only.
 * 16 to 18 and 24 are on the way back: nothing may be put into stock before 19. 23 (a part was delivered) has its rest still under way, so it ranks with 10.
 */
const byParcel: Readonly<
  Record<number, 'waiting' | 'under-way' | 'delivered' | 'returning' | 'returned' | 'partly-returned' | 'cancelled'>
> = {
  0: 'waiting',
  1: 'waiting',
  2: 'waiting',
  3: 'waiting',
  4: 'waiting',
  5: 'waiting',
  6: 'under-way',
  7: 'under-way',
  8: 'waiting',
  9: 'cancelled',
  10: 'under-way',
  11: 'under-way',
  12: 'under-way',
  13: 'under-way',
  14: 'delivered',
  15: 'under-way',
  16: 'returning',
  17: 'returning',
  18: 'returning',
  19: 'returned',
  20: 'partly-returned',
  21: 'delivered',
  22: 'cancelled',
  23: 'under-way',
  24: 'returning',
};

/** What decides the stage of an order. */
export interface OrderFacts {
  /** Trade state. */
  readonly orderState: string;
  /** Parcel status; absent when the platform left it out. */
  readonly status: number | undefined;
  readonly hasParcel: boolean;
  /** Whether the parcel was ever in the post's hands; only asked for when `needsHistory` says so. */
  readonly hadLeft: boolean;
}

/**
 * The trade state decides, and the parcel where the trade state only says that there is one. States and codes never seen before give `unknown`.
 * Greater is not later: 21 follows 14, and 28 and 29 follow anything.
 */
export function stageOf({ orderState, status, hasParcel, hadLeft }: OrderFacts): OrderStage {
  const cancelled = hadLeft ? 'returning' : 'cancelled';
  switch (orderState.replace('CANCELLED', 'CANCELED')) {
    case 'NEW':
      return 'awaiting-seller';
    case 'SELLER_CONFIRMED':
    case 'PARTLY_CONFIRMED':
      return byParcelOr(status, hasParcel ? 'ready-to-ship' : 'confirmed', cancelled);
    case 'SHIPPING':
      return byParcelOr(status, 'picked-up', cancelled);
    case 'DELIVERED':
      return afterDelivery(status);
    case 'COMPLETED':
      return 'completed';
    case 'RETURNED':
      return 'returned';
    case 'PARTLY_RETURNED':
      return status === 19 ? 'returned' : 'partly-returned';
    case 'SELLER_CANCELED':
    case 'BUYER_CANCELED':
      return cancelled;
    default:
      return 'unknown';
  }
}

/** `base` is what the trade state alone says; it also holds against a parcel number that lags behind. */
function byParcelOr(status: number | undefined, base: OrderStage, cancelled: OrderStage): OrderStage {
  if (status === undefined || (MONEY.has(status) && status !== 21)) return base;
  const where = byParcel[status];
  if (where === undefined) return 'unknown';
  if (where === 'waiting') return base;
  if (where === 'under-way') return 'picked-up';
  return where === 'cancelled' ? cancelled : where;
}

function afterDelivery(status: number | undefined): OrderStage {
  if (status === undefined || MONEY.has(status)) return 'delivered';
  const where = byParcel[status];
  if (where === undefined) return 'unknown';
  return where === 'returning' || where === 'returned' || where === 'partly-returned' ? where : 'delivered';
}

/**
 * A parcel that was cancelled ("hủy phát", 22) may be lying at the seller's or be far away; the order itself does not tell, its history does.
 * 9 means cancelled before the pick-up and needs no asking.
 */
export function needsHistory({ orderState, status, hasParcel }: Omit<OrderFacts, 'hadLeft'>): boolean {
  return hasParcel && status !== 9 && (status === 22 || /_CANCELL?ED$/.test(orderState));
}

/** Whether a history of parcel statuses shows that the post once had the goods. */
export function showsDeparture(statuses: readonly number[]): boolean {
  return statuses.some((status) => {
    const where = byParcel[status];
    return where !== undefined && where !== 'waiting' && where !== 'cancelled';
  });
}

/**
 * Who cancelled. The platform cancels in the seller's name when the deadline passes: an order without a parcel that ended at or after its deadline
 * cannot have been refused by a person, because by then it was closed.
 */
export function cancelledBy(
  stage: OrderStage,
  orderState: string,
  { hasParcel, changedAt, confirmBy }: { hasParcel: boolean; changedAt?: Date; confirmBy?: Date },
): RemoteOrder['cancelledBy'] {
  if (stage !== 'cancelled') return undefined;
  if (orderState.startsWith('BUYER_')) return 'buyer';
  const isLate = !hasParcel && changedAt !== undefined && confirmBy !== undefined && changedAt.getTime() >= confirmBy.getTime();
  return isLate ? 'platform' : 'seller';
}
