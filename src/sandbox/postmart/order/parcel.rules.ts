/** Trade state of an order (invented, after Tiki); the parcel has its own number. */
export const orderStates = [
  'NEW',
  'SELLER_CONFIRMED',
  'PARTLY_CONFIRMED',
  'SHIPPING',
  'DELIVERED',
  'COMPLETED',
  'RETURNED',
  'PARTLY_RETURNED',
  'SELLER_CANCELED',
  'BUYER_CANCELED',
] as const;
export type OrderState = (typeof orderStates)[number];

/** Parcel statuses of VNPost. Source: pontusinc/odoo data and the Drupal module agree on 0 to 22; 23, 24, 28, 29 stand in newer code only. */
const names: Readonly<Record<number, string>> = {
  0: 'Lưu nháp',
  1: 'Tạo đơn',
  2: 'Bưu tá nhận yêu cầu thu gom',
  3: 'Chờ xác nhận',
  4: 'Đang đi thu gom',
  5: 'Thu gom chưa thành công',
  6: 'Đã thu gom',
  7: 'Bưu cục đã nhận',
  8: 'Thu gom thất bại',
  9: 'Hủy thu gom',
  10: 'Đang vận chuyển',
  11: 'Đến bưu cục phát',
  12: 'Đang phát',
  13: 'Chuyển tiếp',
  14: 'Phát thành công',
  15: 'Phát không thành công',
  16: 'Chờ chuyển hoàn',
  17: 'Đã duyệt hoàn',
  18: 'Bắt đầu chuyển hoàn',
  19: 'Đã hoàn',
  20: 'Hoàn một phần',
  21: 'Đã trả tiền thu hộ',
  22: 'Hủy phát',
  23: 'Phát một phần',
  24: 'Đang chuyển hoàn',
  28: 'Đã thu cước vận chuyển',
  29: 'Đã thu phí hủy',
};

const stateNames: Readonly<Record<OrderState, string>> = {
  NEW: 'Chờ người bán xác nhận',
  SELLER_CONFIRMED: 'Người bán đã xác nhận',
  PARTLY_CONFIRMED: 'Người bán xác nhận một phần',
  SHIPPING: 'Đang giao',
  DELIVERED: 'Đã giao',
  COMPLETED: 'Hoàn tất',
  RETURNED: 'Đã hoàn',
  PARTLY_RETURNED: 'Hoàn một phần',
  SELLER_CANCELED: 'Người bán hủy',
  BUYER_CANCELED: 'Người mua hủy',
};

export const statusName = (status: number): string => names[status] ?? `Trạng thái ${status}`;
export const orderStateName = (state: OrderState): string => stateNames[state];

/** Money moves share the parcel's number and come after the end, so "greater is later" is false. */
const MONEY = new Set([21, 28, 29]);
const LEFT = new Set([6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24]);

/** Whether a parcel in this status is out of the seller's hands. */
export const hasLeftSeller = (status: number): boolean => LEFT.has(status);

/** The trade state after the parcel got a status. 8 and unknown numbers change nothing. */
export function stateAfter(state: OrderState, status: number): OrderState {
  if (isClosed(state)) return state;
  if (status === 9) return 'SELLER_CANCELED';
  if (status === 22) return 'BUYER_CANCELED';
  if (status === 14 || status === 21) return 'DELIVERED';
  if (status === 19) return 'RETURNED';
  if (status === 20) return 'PARTLY_RETURNED';
  return hasLeftSeller(status) ? 'SHIPPING' : state;
}

const CLOSED: ReadonlySet<OrderState> = new Set<OrderState>(['COMPLETED', 'RETURNED', 'SELLER_CANCELED', 'BUYER_CANCELED']);

/** No trade state follows. */
export const isClosed = (state: OrderState): boolean => CLOSED.has(state);

/** Whether the post office could scan this status now. Without a parcel only an end is possible. */
export function mayAdvance(order: { orderState: OrderState; itemCode: string | null }, status: number): boolean {
  if (isClosed(order.orderState)) return MONEY.has(status);
  if (order.itemCode === null) return status === 9 || status === 22;
  return status !== 0 && status !== 1;
}

export const isConfirmed = (state: OrderState): boolean => state === 'SELLER_CONFIRMED' || state === 'PARTLY_CONFIRMED';

/** `0912345678` → `0912***678`. */
export function maskedPhone(phone: string): string {
  return phone.length <= 7 ? '***' : `${phone.slice(0, 4)}***${phone.slice(-3)}`;
}

export interface Fees {
  readonly mainFee: number;
  readonly vasFee: number;
  readonly commission: number;
}

/** Invented tariff: 22.000 ₫ for the first kilogram, 3.000 ₫ for each further one, 1 % of COD, 5 % commission. Units: đồng. */
export function feesOf(goodsVnd: number, codVnd: number, grams: number): Fees {
  return {
    mainFee: 22_000 + 3_000 * Math.max(0, Math.ceil(grams / 1000) - 1),
    vasFee: Math.round(codVnd / 100),
    commission: Math.round((goodsVnd * 5) / 100),
  };
}
