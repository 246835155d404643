/** Order states: 1, 2, 3 from Voso's help page; 9 invented; the rest the sibling carrier's codes. */
export const orderStatusNames: Readonly<Record<number, string>> = {
  1: 'Chờ duyệt',
  2: 'Đã duyệt',
  3: 'Chờ xuất kho',
  9: 'Đã hủy',
  101: 'ViettelPost từ chối nhận',
  102: 'Đơn hàng chờ xử lý',
  103: 'Giao cho bưu cục',
  104: 'Giao cho Bưu tá đi nhận',
  105: 'Bưu tá đã nhận hàng',
  107: 'Đối tác yêu cầu hủy qua API',
  200: 'Nhận từ bưu tá, bưu cục gốc',
  201: 'Hủy nhập phiếu gửi',
  202: 'Sửa phiếu gửi',
  300: 'Khai thác đi',
  400: 'Khai thác đến',
  500: 'Giao bưu tá đi phát',
  501: 'Phát thành công',
  502: 'Chuyển hoàn bưu cục gốc',
  503: 'Hủy, theo yêu cầu khách hàng',
  504: 'Hoàn thành công, trả người gửi',
  505: 'Phát thất bại, yêu cầu chuyển hoàn',
  506: 'Phát thất bại',
  507: 'Khách hàng đến bưu cục nhận',
  508: 'Phát tiếp',
  509: 'Chuyển tiếp bưu cục khác',
  515: 'Duyệt hoàn',
  550: 'Phát tiếp',
};

export const statusName = (status: number): string => orderStatusNames[status] ?? `Trạng thái ${status}`;

const FINAL = new Set([9, 101, 107, 201, 501, 503, 504]);
const BEFORE_PICKUP = new Set([3, 102, 103, 104]);
const SELLERS_OWN = new Set([1, 2, 3, 9]);
/** Cancelled before the goods left: the platform puts the units back on the shelf. */
const PUT_BACK = new Set([9, 101, 107]);

export const isFinal = (status: number): boolean => FINAL.has(status);
export const isPutBack = (status: number): boolean => PUT_BACK.has(status);

/** The goods are out of the seller's hands from the pick-up (105) on. */
export const hasLeft = (status: number): boolean => !SELLERS_OWN.has(status) && !BEFORE_PICKUP.has(status) && !PUT_BACK.has(status);

/** May the carrier report `next` for a parcel that is at `now`? Codes nobody knows are possible once there is a parcel. */
export function mayAdvance(now: number, next: number, isReturning: boolean): boolean {
  if (isFinal(now) || SELLERS_OWN.has(next) || now === 1 || now === 2) return false;
  if (BEFORE_PICKUP.has(now)) return BEFORE_PICKUP.has(next) || [101, 105, 107, 200, 201].includes(next) || !(next in orderStatusNames);
  if (BEFORE_PICKUP.has(next) || next === 101 || next === 107) return false;
  if (next === 504) return isReturning;
  if (next === 501 || next === 507) return !isReturning;
  return true;
}

/** 502 and 515 start the way back; the other codes are used again on it. */
export const startsReturn = (status: number): boolean => status === 502 || status === 515;

/** Seller's cancel: 1, 2, 3, or with the carrier but not picked up (status < 200, not 105, not 107). */
export const mayCancel = (status: number): boolean => status === 1 || status === 2 || BEFORE_PICKUP.has(status);

/** The shop's share: 5 %, and the fee of the parcel: 22 000 ₫ for the first kilogram, 5 000 ₫ for each further one. Invented. */
export const commissionOf = (goodsVnd: number): number => Math.floor(goodsVnd * 0.05);
export const feeOf = (weightGrams: number): number => 22_000 + Math.max(0, Math.ceil(weightGrams / 1000) - 1) * 5_000;
