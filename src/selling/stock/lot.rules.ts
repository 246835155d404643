import { addDays, inSeason, seasonTurnsOn, type SeasonRange } from '../../catalog';

/** Units that came, or will come, into the pool together. Days are `yyyy-mm-dd` in Vietnam. */
export interface Lot {
  readonly id: string;
  readonly name: string;
  /** Units that it brought into the ledger, corrections and what was written off included. */
  readonly quantity: number;
  /** The day of the harvest: from then on it can be sent. */
  readonly availableFrom: string;
  /** Last good day; null: it does not spoil. */
  readonly expiresOn: string | null;
  /** Days on which it may be sold before it is there; null: not at all. */
  readonly preorderFrom: string | null;
  readonly preorderTo: string | null;
}

/** What the ledger of a pool says of one day, moves of lots themselves left out. */
export interface LedgerDay {
  readonly day: string;
  readonly shipped: number;
  readonly returned: number;
  /** Counted or adjusted, up or down. */
  readonly corrected: number;
}

/** When a product may be sold. */
export interface Calendar {
  readonly season: readonly SeasonRange[];
  readonly minDaysLeftAtDispatch: number;
  readonly lots: readonly Lot[];
  /** By day, oldest first. */
  readonly ledger: readonly LedgerDay[];
  /** null: never counted. */
  readonly onHand: number | null;
}

export type HoldReason = 'out-of-season' | 'expired' | 'not-harvested' | 'uncounted';

/** Units that are counted and may not be sold today. */
export interface Hold {
  readonly reason: HoldReason;
  readonly units: number;
  readonly lotId: string | null;
  readonly messageVi: string;
}

/** More than any pool holds. */
const EVERYTHING = 1_000_000_000;

/**
 * Where the units of the pool lie, by the ledger's own numbers: goods that leave are taken from the lot that spoils first of those that could be sent on that day; then
 * from stock without a lot. What was counted away is taken from stock without a lot first, then from the lot that spoils first. The sum is what the ledger has.
 */
export function unitsByLot(
  lots: readonly Lot[],
  ledger: readonly LedgerDay[],
  onHand: number,
): { left: ReadonlyMap<string, number>; loose: number } {
  const sorted = [...lots].sort(
    (a, b) => order(a.expiresOn ?? '9999', b.expiresOn ?? '9999') || order(a.availableFrom, b.availableFrom) || order(a.id, b.id),
  );
  const left = new Map(sorted.map((lot) => [lot.id, lot.quantity]));
  let loose = 0;
  const takeFrom = (from: readonly Lot[], units: number): number => {
    let wanted = units;
    for (const { id } of from) {
      const taken = Math.min(wanted, left.get(id) ?? 0);
      left.set(id, (left.get(id) ?? 0) - taken);
      wanted -= taken;
    }
    return wanted;
  };
  const takeLoose = (units: number): number => {
    const taken = Math.min(units, Math.max(0, loose));
    loose -= taken;
    return units - taken;
  };
  for (const { day, shipped, returned, corrected } of ledger) {
    if (corrected > 0) loose += corrected;
    if (corrected < 0) loose -= takeFrom(sorted, takeLoose(-corrected));
    const good = sorted.filter((lot) => lot.availableFrom <= day && (lot.expiresOn === null || day <= lot.expiresOn));
    loose -= takeFrom(sorted, takeLoose(takeFrom(good, shipped)));
    let back = returned;
    for (const lot of sorted) {
      const room = Math.min(back, lot.quantity - (left.get(lot.id) ?? 0));
      left.set(lot.id, (left.get(lot.id) ?? 0) + room);
      back -= room;
    }
    loose += back;
  }
  // The ledger has the last word.
  const known = loose + [...left.values()].reduce((sum, units) => sum + units, 0);
  loose += onHand - known;
  if (loose < 0) takeFrom(sorted, -loose);
  return { left, loose: Math.max(0, loose) };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type LotState = 'on-sale' | 'pre-order' | 'not-harvested' | 'expired';

/** What a lot is on a day. Its last day on sale leaves the buyer as many good days as the product promises. */
export function lotState(lot: Lot, minDaysLeft: number, today: string): LotState {
  if (today < lot.availableFrom) {
    const isOpen = lot.preorderFrom !== null && lot.preorderTo !== null && lot.preorderFrom <= today && today <= lot.preorderTo;
    return isOpen ? 'pre-order' : 'not-harvested';
  }
  return lot.expiresOn !== null && addDays(today, minDaysLeft) > lot.expiresOn ? 'expired' : 'on-sale';
}

/** Why units that are counted may not be sold today. */
export function holdsOn({ season, minDaysLeftAtDispatch, lots, ledger, onHand }: Calendar, today: string): Hold[] {
  if (onHand === null) return [{ reason: 'uncounted', units: 0, lotId: null, messageVi: 'Kho chưa được đếm.' }];
  if (!inSeason(season, today))
    return [{ reason: 'out-of-season', units: onHand, lotId: null, messageVi: `Ngoài mùa bán; ${opensVi(season, today)}` }];
  if (lots.length === 0) return [];
  const { left } = unitsByLot(lots, ledger, onHand);
  return lots.flatMap((lot): Hold[] => {
    const units = left.get(lot.id) ?? 0;
    const state = lotState(lot, minDaysLeftAtDispatch, today);
    if (units === 0 || state === 'on-sale' || state === 'pre-order') return [];
    if (state === 'expired')
      return [
        { reason: 'expired', units, lotId: lot.id, messageVi: `Lô ${lot.name} còn ${units} đơn vị đã hết hạn hoặc không đủ ngày để gửi.` },
      ];
    return [{ reason: 'not-harvested', units, lotId: lot.id, messageVi: `Lô ${lot.name} (${units} đơn vị) chưa mở bán.` }];
  });
}

function opensVi(season: readonly SeasonRange[], today: string): string {
  const day = seasonTurnsOn(season, today);
  return day === null ? 'chưa có ngày mở bán.' : `mở bán ngày ${day.split('-').reverse().join('/')}.`;
}

/** Units of the pool that may not be sold today; more than there can ever be when nothing may be. */
export function heldUnits(calendar: Calendar, today: string): number {
  if (!inSeason(calendar.season, today)) return EVERYTHING;
  return holdsOn(calendar, today).reduce((sum, hold) => sum + hold.units, 0);
}

/** First day after `today` on which the calendar alone may change what can be sold; null when it never does. */
export function nextTurn({ season, minDaysLeftAtDispatch, lots }: Calendar, today: string): string | null {
  const days = lots.flatMap((lot) => [
    lot.availableFrom,
    ...(lot.expiresOn === null ? [] : [addDays(lot.expiresOn, 1 - minDaysLeftAtDispatch)]),
    ...(lot.preorderFrom === null ? [] : [lot.preorderFrom]),
    ...(lot.preorderTo === null ? [] : [addDays(lot.preorderTo, 1)]),
  ]);
  const turns = [...days, seasonTurnsOn(season, today)].filter((day): day is string => day !== null && day > today).sort();
  return turns[0] ?? null;
}
