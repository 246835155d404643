import type { OrderStage } from '../../platform';

/**
 * How far an order has come. An order only moves to a higher rank, so every order of arrival of the same events ends in the same stage, and
 * nothing that comes late can take it back. Three choices are not obvious:
 * - `cancelled` ranks below `picked-up`: once the goods have left, a cancellation is a return.
 * - `returning` ranks below `delivered`: a parcel on its way back may still be delivered; only what physically came back ends it.
 * - `lost` ranks below what came back: goods that are in the store again cannot leave it a second time for the same order.
 */
const RANK: Readonly<Record<OrderStage, number>> = {
  unknown: -1,
  'awaiting-seller': 0,
  confirmed: 1,
  'ready-to-ship': 2,
  cancelled: 3,
  'picked-up': 4,
  returning: 5,
  delivered: 6,
  completed: 7,
  lost: 8,
  'partly-returned': 9,
  returned: 10,
};

/** The stage after seeing `seen`. */
export function advance(current: OrderStage, seen: OrderStage): OrderStage {
  return RANK[seen] > RANK[current] ? seen : current;
}

/** Nothing more is expected after these (what comes all the same is logged). */
export function isFinal(stage: OrderStage): boolean {
  return stage === 'cancelled' || stage === 'completed' || stage === 'returned' || stage === 'partly-returned' || stage === 'lost';
}

/** Going to `stage` gives units back: content that is only vouched for by a shared secret is not enough for that. */
export function givesStockBack(stage: OrderStage): boolean {
  return stage === 'cancelled' || stage === 'returned' || stage === 'partly-returned';
}

export const ORDER_ACTS = ['confirm', 'refuse', 'ship', 'cancel', 'accept-return', 'deliver-again'] as const;
export type OrderActKind = (typeof ORDER_ACTS)[number];

const ALLOWED: Readonly<Record<OrderActKind, readonly OrderStage[]>> = {
  confirm: ['awaiting-seller'],
  refuse: ['awaiting-seller'],
  ship: ['confirmed'],
  cancel: ['awaiting-seller', 'confirmed', 'ready-to-ship'],
  'accept-return': ['returning', 'picked-up'],
  'deliver-again': ['returning', 'picked-up'],
};

/** Whether a seller may do this now. The platform has the last word. */
export function mayAct(stage: OrderStage, act: OrderActKind): boolean {
  return ALLOWED[act].includes(stage);
}
