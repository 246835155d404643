import { type IssueCode, type ListingIssue, PlatformError, type PlatformFailure } from '../../platform/contract';

/**
 * The platform gives no error codes, so its texts are the codes. Each pattern covers one text and what may be appended to it.
 * Source: ViettelPost partner document 9.4 for the first block; the others are in its style (platforms.md 7.1.1).
 */
const known: readonly (readonly [RegExp, PlatformFailure])[] = [
  [/^Header Token is required/i, { kind: 'unauthorised' }],
  [/^Token invalid/i, { kind: 'unauthorised' }],
  [/^Invalid owner account or password/i, { kind: 'unauthorised' }],
  [/^Blocking create order/i, { kind: 'forbidden', reason: 'account-locked' }],
  [/^Order does not exist/i, { kind: 'not-found' }],
  [/^Order status already exists/i, { kind: 'conflict', reason: 'already-done' }],
  [/^System error/i, { kind: 'unavailable', outcome: 'unknown' }],

  [/^System busy/i, { kind: 'rate-limited' }],
  [/^Product does not exist/i, { kind: 'not-found' }],
  [/^Product already exists/i, { kind: 'conflict', reason: 'already-exists' }],
  [/^Product status already exists/i, { kind: 'conflict', reason: 'already-done' }],
  [/^Product is being reviewed/i, { kind: 'conflict', reason: 'being-reviewed' }],
  [/^Product is locked/i, { kind: 'conflict', reason: 'wrong-state' }],
  [/^Incorrect data: TYPE$/i, { kind: 'conflict', reason: 'wrong-state' }],
];

/** Texts that a caller must tell apart although their kind is the same. */
export const isProductLocked = (error: PlatformError): boolean => /^Product is locked/i.test(error.platformText);
export const isBelowHold = (error: PlatformError): boolean => /^Quantity is less than holding quantity/i.test(error.platformText);
export const isTokenRefused = (error: PlatformError): boolean => /^Token invalid/i.test(error.platformText);
export const isSystemError = (error: PlatformError): boolean => /^System error/i.test(error.platformText);

/** What an envelope with `error: true` means. `message` may be a list: one text per wrong field. */
export function toFailure(status: unknown, message: unknown): PlatformError {
  const texts = (Array.isArray(message) ? message : [message]).filter((each): each is string => typeof each === 'string' && each !== '');
  const platformText = texts.join(' · ') || `status ${String(status)}`;
  for (const [pattern, failure] of known) {
    if (texts.some((each) => pattern.test(each.trim()))) return new PlatformError(failure, platformText);
  }
  // A refusal without a word: nothing to tell the maker, so it is no rejection.
  const unnamed: PlatformFailure = texts.length === 0 ? { kind: 'malformed' } : { kind: 'rejected', issues: texts.map(toIssue) };
  return new PlatformError(byStatus(status) ?? unnamed, platformText);
}

/** The number beside a text that nobody knows is a guess of the sibling's document, so it decides only where a wrong guess does no harm. */
function byStatus(status: unknown): PlatformFailure | null {
  if (status === 401) return { kind: 'unauthorised' };
  if (status === 429) return { kind: 'rate-limited' };
  return typeof status === 'number' && status >= 500 ? { kind: 'unavailable', outcome: 'unknown' } : null;
}

interface Objection {
  readonly code: IssueCode;
  readonly field?: string;
  readonly adviceVi: string;
}

const photos: Objection = {
  code: 'photo',
  field: 'photos',
  adviceVi:
    'Dùng từ 1 đến 8 ảnh JPEG hoặc PNG, mỗi ảnh không quá 3 MB, cạnh từ 500 đến 5000 điểm ảnh; ảnh tải lên quá 24 giờ chưa dùng thì tải lại.',
};
const measure = (field: string, nameVi: string): Objection => ({ code: 'other', field, adviceVi: `Kiểm tra lại ${nameVi}.` });

/** Field of the platform → what is meant in our draft. */
const objections: Readonly<Record<string, Objection>> = {
  FILE: photos,
  LIST_IMAGE: photos,
  PRODUCT_NAME: { code: 'text', field: 'title', adviceVi: 'Rút ngắn tên: sàn chỉ nhận 150 byte, khoảng 100 chữ có dấu.' },
  PRODUCT_DESCRIPTION: { code: 'text', field: 'description', adviceVi: 'Sửa phần mô tả: không để trống và không quá dài.' },
  PRODUCT_UNIT: { code: 'text', field: 'unit', adviceVi: 'Sửa đơn vị tính, ví dụ chai, hộp, gói.' },
  PRODUCT_CODE: { code: 'other', field: 'sku', adviceVi: 'Mã sản phẩm không hợp lệ trên sàn; báo người vận hành.' },
  CATEGORY_ID: { code: 'category', field: 'categoryCode', adviceVi: 'Chọn lại danh mục: danh mục này không còn nhận sản phẩm.' },
  PRODUCT_PRICE: { code: 'price', field: 'price', adviceVi: 'Giá phải là số đồng nguyên, lớn hơn 0.' },
  PRODUCT_QUANTITY: { code: 'quantity', adviceVi: 'Số lượng phải là số nguyên, không âm.' },
  QUANTITY: { code: 'quantity', adviceVi: 'Số lượng phải là số nguyên, không âm.' },
  LIST_ATTRIBUTE: { code: 'attribute-missing', adviceVi: 'Bổ sung thuộc tính mà danh mục này bắt buộc, ví dụ xuất xứ.' },
  OCOP: {
    code: 'certificate-missing',
    field: 'ocop',
    adviceVi: 'Kiểm tra số sao, số giấy chứng nhận OCOP, ngày cấp, ngày hết hạn và nơi cấp.',
  },
  PRODUCT_WEIGHT: measure('weightGrams', 'khối lượng'),
  PRODUCT_LENGTH: measure('lengthCm', 'chiều dài'),
  PRODUCT_WIDTH: measure('widthCm', 'chiều rộng'),
  PRODUCT_HEIGHT: measure('heightCm', 'chiều cao'),
  EXPIRED_DAYS: measure('shelfLifeDays', 'hạn sử dụng'),
};
const unclear: Objection = { code: 'other', adviceVi: 'Đọc lời của sàn và sửa lại; nếu không rõ, báo người vận hành.' };
const warehouse: Objection = { code: 'other', adviceVi: 'Kho lấy hàng không đúng: kiểm tra mã kho trong phần kết nối gian hàng.' };

function toIssue(platformText: string): ListingIssue {
  const field = /^Incorrect data: (\w+)/i.exec(platformText.trim())?.[1]?.toUpperCase();
  if (field === 'GROUPADDRESS_ID' || /^Groupaddress is invalid/i.test(platformText)) return { ...warehouse, platformText };
  return { ...((field && objections[field]) || unclear), platformText };
}

/** A fault that we see ourselves before the platform does, in the same form as if it had refused. */
export function issueOf(field: keyof typeof objections, platformText: string, adviceVi?: string): ListingIssue {
  const objection = objections[field] ?? unclear;
  return { ...objection, platformText, ...(adviceVi ? { adviceVi } : {}) };
}

/** Reasons of a rejected review. Source: platforms.md 7.1.5, invented. */
const reasons: Readonly<Record<number, Objection>> = {
  101: { code: 'photo', field: 'photos', adviceVi: 'Chụp lại ảnh: rõ nét, đủ sáng, đúng sản phẩm, không chèn chữ hay số điện thoại.' },
  102: { code: 'text', adviceVi: 'Sửa tên và mô tả: đúng sản phẩm, không quảng cáo quá mức, không ghi số điện thoại.' },
  103: { code: 'category', field: 'categoryCode', adviceVi: 'Chọn lại danh mục đúng với sản phẩm.' },
  104: { code: 'certificate-missing', field: 'ocop', adviceVi: 'Bổ sung giấy chứng nhận OCOP còn hạn, hoặc chọn danh mục khác.' },
  105: { code: 'certificate-expired', field: 'ocop', adviceVi: 'Giấy chứng nhận OCOP đã hết hạn: xin công nhận lại rồi cập nhật.' },
  106: { code: 'price', field: 'price', adviceVi: 'Xem lại giá bán: sàn cho là chưa hợp lý.' },
};

/** A review's verdict in our words; the platform's own words are kept. */
export function toReviewIssue(reasonCode: number | null, note: string): ListingIssue {
  const objection = (reasonCode !== null && reasons[reasonCode]) || {
    code: 'other',
    adviceVi: 'Đọc lời của người duyệt, sửa theo rồi gửi lại.',
  };
  return { ...objection, platformText: note || `REASON_CODE ${reasonCode ?? 'null'}` };
}
