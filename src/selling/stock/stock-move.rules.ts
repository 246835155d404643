import type { OrderStage } from '../../platform';

/** Where the units of an order line are. Units of the pool. */
export interface LineUnits {
  /** Promised, still in the store. */
  readonly held: number;
  /** Left the store and did not come back. */
  readonly gone: number;
}

export type LineMoveKind = 'reserved' | 'released' | 'shipped' | 'returned';

/** One entry of the ledger. Units of the pool. */
export interface LineMove {
  readonly kind: LineMoveKind;
  readonly onHandChange: number;
  readonly promisedChange: number;
}

/**
 * Where a line's units are when its order is in `stage`: promised when ordered, free again when cancelled before the goods left, gone when they left, back only when
 * they physically came back. null: the stage says nothing. `accepted`: what the seller agreed to; `returned`: what came back of it (read for `partly-returned` only).
 */
export function unitsIn(stage: OrderStage, accepted: number, returned: number): LineUnits | null {
  switch (stage) {
    case 'awaiting-seller':
    case 'confirmed':
    case 'ready-to-ship':
      return { held: accepted, gone: 0 };
    case 'cancelled':
      return { held: 0, gone: 0 };
    case 'picked-up':
    case 'returning':
    case 'delivered':
    case 'completed':
    case 'lost':
      return { held: 0, gone: accepted };
    case 'partly-returned':
      return { held: 0, gone: Math.max(0, accepted - returned) };
    case 'returned':
      return { held: 0, gone: 0 };
    case 'unknown':
      return null;
  }
}

/** The ledger entry that brings a line from `now` to `wanted`; null when it is there already. It does not depend on the road. */
export function moveBetween(now: LineUnits, wanted: LineUnits): LineMove | null {
  const promisedChange = wanted.held - now.held;
  const onHandChange = now.gone - wanted.gone;
  if (promisedChange === 0 && onHandChange === 0) return null;
  return { kind: kindOf(promisedChange, onHandChange), onHandChange, promisedChange };
}

function kindOf(promisedChange: number, onHandChange: number): LineMoveKind {
  if (onHandChange < 0) return 'shipped';
  if (onHandChange > 0) return 'returned';
  return promisedChange > 0 ? 'reserved' : 'released';
}

/**
 * Packs (or units) by which the platform's own number of sellable ones is lower because of a line: it takes them off when they are ordered and puts them back when the
 * order is cancelled or a part of it refused, but never after a return (the seller counts returned goods). null: the stage says nothing.
 */
export function takenIn(stage: OrderStage, accepted: number): number | null {
  if (stage === 'unknown') return null;
  return stage === 'cancelled' ? 0 : accepted;
}
