import type { OrderAct, OrderQuery, OrderStage, Receiver, RemoteOrder, RemoteOrderLine } from '../../platform/contract';
import { type Row, amount, amountOrZero, fromVosoTime, optionalText, text, time, toRow, toRows, toVosoDay, whole } from './wire.rules';

/**
 * ORDER_STATUS → stage, while the parcel goes to the buyer. 1, 2, 3: Voso's help page (numbers invented); 9: invented; the rest: the sibling
 * carrier's table (platforms.md 2.6). Codes that only the carrier's portal shows (-100, 320, 551, 570 …) have no known meaning and stay unknown.
 */
const outward: Readonly<Record<number, OrderStage>> = {
  1: 'awaiting-seller',
  2: 'confirmed',
  3: 'ready-to-ship',
  9: 'cancelled',
  100: 'ready-to-ship',
  101: 'cancelled',
  102: 'ready-to-ship',
  103: 'ready-to-ship',
  104: 'ready-to-ship',
  105: 'picked-up', // the first of the two codes that mean that the goods have left
  106: 'returning',
  107: 'cancelled',
  200: 'picked-up', // the second
  // The office cancelled its entry, so the parcel lies there and has to come back. Not `cancelled`: that would put units on sale that nobody holds.
  201: 'returning',
  202: 'picked-up',
  300: 'picked-up',
  301: 'picked-up',
  302: 'picked-up',
  303: 'picked-up',
  400: 'picked-up',
  401: 'picked-up',
  402: 'picked-up',
  403: 'picked-up',
  500: 'picked-up',
  501: 'delivered',
  502: 'returning',
  503: 'lost', // destroyed at the customer's request; once booked as a sale elsewhere (platforms.md 2.9)
  504: 'returned',
  // Delivery failed and the seller is asked: back (515) or once more (550). Not `returning` yet, else 550 would be a step backwards.
  505: 'picked-up',
  506: 'picked-up',
  507: 'picked-up',
  508: 'picked-up',
  509: 'picked-up',
  510: 'picked-up',
  515: 'returning',
  550: 'picked-up',
};

/**
 * The way back uses the same codes again, and only IS_RETURNING tells: whatever is "under way" then is on its way to us, and 501 on it is no
 * sale. Goods are back at 504 and nowhere else.
 */
export function toStage(status: number, isReturning: boolean): OrderStage {
  const stage = outward[status] ?? 'unknown';
  return isReturning && (stage === 'picked-up' || stage === 'delivered') ? 'returning' : stage;
}

/** An order as lists, detail and webhook give it. Throws: `malformed`. */
export function toRemoteOrder(row: Row): RemoteOrder {
  const status = whole(row, 'ORDER_STATUS');
  const stage = toStage(status, row['IS_RETURNING'] === true);
  const parcelCode = optionalText(row, 'WAYBILL');
  const note = optionalText(row, 'ORDER_NOTE');
  const changedAt = fromVosoTime(row['ORDER_STATUSDATE']);
  const confirmBy = fromVosoTime(row['CONFIRM_DEADLINE']);
  const cashOnDelivery = amountOrZero(row, 'MONEY_COLLECTION');
  return {
    orderId: toOrderNumber(row),
    ...(parcelCode && { parcelCode }),
    lines: toRows(row['LIST_ITEM'], 'LIST_ITEM').map(toLine),
    stage,
    platformState: String(status),
    ...(stage === 'cancelled' && { cancelledBy: toCanceller(status, row['CANCEL_BY']) }),
    createdAt: time(row, 'ORDER_DATE'),
    ...(changedAt && { changedAt }),
    ...(confirmBy && { confirmBy }),
    payment: toPayment(row['ORDER_PAYMENT'], cashOnDelivery),
    cashOnDelivery,
    total: amount(row, 'MONEY_TOTAL'),
    // MONEY_TOTAL holds the carriage that the buyer pays; total less fees is what the seller is left with.
    fees: amountOrZero(row, 'MONEY_FEE') + amountOrZero(row, 'COMMISSION_FEE'),
    receiver: toReceiver(row),
    ...(note && { note }),
  };
}

/** Throws: `malformed`. */
export const toOrderNumber = (row: Row): string => text(row, 'ORDER_NUMBER');

function toLine(row: Row, index: number): RemoteOrderLine {
  const title = optionalText(row, 'PRODUCT_NAME');
  return {
    lineId: String(index), // the platform numbers no lines
    sku: text(row, 'PRODUCT_CODE'),
    quantity: amount(row, 'PRODUCT_QUANTITY'),
    unitPrice: amount(row, 'PRODUCT_PRICE'),
    ...(title && { title }),
  };
}

function toCanceller(status: number, by: unknown): 'seller' | 'buyer' | 'platform' {
  if (by === 'SELLER' || status === 107) return 'seller';
  return by === 'BUYER' ? 'buyer' : 'platform';
}

/** ORDER_PAYMENT of the sibling: 1 nothing, 2 goods and carriage, 3 goods, 4 carriage only is collected at the door. */
function toPayment(code: unknown, cashOnDelivery: number): 'cod' | 'paid' {
  if (code === 1 || code === 4) return 'paid';
  return code === 2 || code === 3 || cashOnDelivery > 0 ? 'cod' : 'paid';
}

/** The sibling's list has one pseudo-district per new province, "skip, two-level address", from this number on. */
const FIRST_PSEUDO_DISTRICT = 100_000_001;

/** The free text is the truth; the codes may contradict it. Codes are taken for those of the statistics office, which are written with zeros in front. */
export function toReceiver(row: Row): Receiver {
  const province = placeCode(row['RECEIVER_PROVINCE'], 2);
  const commune = placeCode(row['RECEIVER_WARD'], 5);
  return {
    name: optionalText(row, 'RECEIVER_FULLNAME') ?? '',
    phone: optionalText(row, 'RECEIVER_PHONE') ?? '',
    address: optionalText(row, 'RECEIVER_ADDRESS') ?? '',
    ...(province && { provinceCode: province }),
    ...(commune && { communeCode: commune }),
    addressScheme: toScheme(row['RECEIVER_DISTRICT']),
  };
}

/** Which world the codes are of shows only in the district: absent, 0 or pseudo since July 2025, a real one before. */
function toScheme(district: unknown): Receiver['addressScheme'] {
  if (district === null || district === 0) return '2025-07';
  if (typeof district !== 'number') return 'unknown';
  return district >= FIRST_PSEUDO_DISTRICT ? '2025-07' : 'pre-2025-07';
}

const placeCode = (value: unknown, digits: number): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value).padStart(digits, '0') : undefined;

/** TYPE of UpdateOrder. 1 to 4: the sibling's; 6: invented. */
export const actTypes: Readonly<Record<OrderAct['kind'], number>> = {
  confirm: 1,
  refuse: 4,
  cancel: 4,
  ship: 6,
  'accept-return': 2,
  'deliver-again': 3,
};

/** An order is confirmed whole or not at all. */
export function isWhole(
  lines: readonly RemoteOrderLine[],
  accepted: readonly { readonly lineId: string; readonly quantity: number }[],
): boolean {
  return lines.every((line) => accepted.some((each) => each.lineId === line.lineId && each.quantity === line.quantity));
}

export const PAGE_SIZE = 100;

/** Where a reading of the list stands: the page to ask for, and how many orders the list had before. */
export interface Place {
  readonly page: number;
  readonly total: number;
}

export function toPlace(cursor: string | undefined): Place {
  const [page, total] = (cursor ?? '').split('.').map(Number);
  return { page: page && page > 0 ? page : 1, total: total && total > 0 ? total : 0 };
}

/** The body of listOrder. Days are whole days of Vietnam, so it asks for up to a day more than needed at both ends. */
export const toListBody = ({ since, until }: OrderQuery, page: number): Row => ({
  PAGE_INDEX: page,
  PAGE_SIZE,
  DATE_FROM: toVosoDay(since),
  DATE_TO: toVosoDay(until),
});

/**
 * Pages are newest first and cut anew at each call. New orders push the others backwards: those are seen twice, never missed. When orders left
 * the list, the others moved forwards, some of them onto pages read already: then those are read again. Undefined: the list is read.
 */
export function toNext({ page, total: before }: Place, total: number, rowsHere: number): string | undefined {
  if (page > 1 && total < before) return `${Math.max(1, page - Math.ceil((before - total) / PAGE_SIZE))}.${total}`;
  return rowsHere > 0 && page * PAGE_SIZE < total ? `${page + 1}.${total}` : undefined;
}

/** `data.data{TOTAL, LIST_ORDER}`: nested twice, as in the carrier's portal. Throws: `malformed`. */
export function toOrderList(data: unknown): { total: number; rows: readonly Row[] } {
  const inner = toRow(toRow(data, 'listOrder')['data'], 'listOrder.data');
  return { total: amount(inner, 'TOTAL'), rows: toRows(inner['LIST_ORDER'], 'LIST_ORDER') };
}
