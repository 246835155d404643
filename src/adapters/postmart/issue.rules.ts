import type { IssueCode, ListingIssue } from '../../platform/contract';

interface Meaning {
  readonly code: IssueCode;
  readonly adviceVi: string;
  readonly field?: string;
}

const PHOTO = 'Kiểm tra ảnh: mỗi cạnh ít nhất 500 điểm ảnh, ảnh rõ và mở được từ Internet. Chọn ảnh khác rồi gửi lại.';

/** What the platform objects to, by its own code. Codes of 7.2 and, for reviews, the reasons of the practice platform (invented). */
const meanings: Readonly<Record<string, Meaning>> = {
  // The famous misleading sentence: it comes for too small and unreachable pictures as well as for none (tikivn/open-api-docs#211).
  PRODUCT_IMAGE_EMPTY: { code: 'photo', field: 'photos', adviceVi: PHOTO },
  IMAGE_QUALITY: { code: 'photo', field: 'photos', adviceVi: 'Chụp lại ảnh rõ nét, đủ sáng rồi gửi lại.' },
  IMAGE_TOO_MANY: { code: 'photo', field: 'photos', adviceVi: 'Chỉ chọn nhiều nhất 10 ảnh.' },
  NAME_DESCRIPTION: { code: 'text', adviceVi: 'Sửa tên hoặc mô tả theo lời sàn rồi gửi lại.' },
  NAME_REQUIRED: { code: 'text', field: 'title', adviceVi: 'Điền tên sản phẩm.' },
  NAME_DUPLICATE: {
    code: 'duplicate',
    field: 'title',
    adviceVi: 'Gian hàng đã có sản phẩm khác cùng tên. Thêm quy cách hoặc hương vị vào tên để phân biệt.',
  },
  SKU_INVALID: { code: 'other', field: 'sku', adviceVi: 'Đổi mã hàng: chỉ dùng chữ không dấu, số và dấu gạch.' },
  CATEGORY_CHANGED: {
    code: 'category-changed',
    field: 'categoryCode',
    adviceVi: 'Sàn đã đổi danh mục này. Chọn danh mục mới rồi gửi lại.',
  },
  CATEGORY_WRONG: { code: 'category', field: 'categoryCode', adviceVi: 'Chọn danh mục khác cho đúng sản phẩm rồi gửi lại.' },
  CATEGORY_NOT_FOUND: { code: 'category', field: 'categoryCode', adviceVi: 'Danh mục không còn trên sàn. Chọn danh mục khác.' },
  CATEGORY_NOT_LEAF: { code: 'category', field: 'categoryCode', adviceVi: 'Chọn danh mục nhỏ hơn, ở cấp cuối.' },
  DOCUMENT_EXPIRED: { code: 'certificate-expired', field: 'ocop', adviceVi: 'Giấy chứng nhận đã hết hạn. Cập nhật giấy mới rồi gửi lại.' },
  DOCUMENT_INVALID: {
    code: 'certificate-missing',
    field: 'ocop',
    adviceVi: 'Kiểm tra số, ngày cấp, ngày hết hạn và hạng sao của giấy chứng nhận OCOP.',
  },
  PRICE: { code: 'price', field: 'price', adviceVi: 'Xem lại giá bán theo lời sàn.' },
  PRICE_INVALID: { code: 'price', field: 'price', adviceVi: 'Giá phải là số đồng nguyên, lớn hơn 0.' },
  WEIGHT_INVALID: { code: 'other', field: 'weightGrams', adviceVi: 'Điền khối lượng theo gam, lớn hơn 0.' },
  BATCH_TOO_LARGE: { code: 'other', adviceVi: 'Gửi ít mục hơn trong một lần.' },
  WAREHOUSE_NOT_FOUND: { code: 'other', adviceVi: 'Kiểm tra mã kho trong phần kết nối với Postmart.' },
};

const fallback: Meaning = { code: 'other', adviceVi: 'Đọc lời của sàn, sửa theo đó rồi gửi lại; nếu không rõ, hỏi cán bộ hỗ trợ.' };

/** The platform's product fields → ours. */
const ourFields: Readonly<Record<string, { field: string; code: IssueCode }>> = {
  nameVi: { field: 'title', code: 'text' },
  description: { field: 'description', code: 'text' },
  unit: { field: 'unit', code: 'text' },
  origin: { field: 'originVi', code: 'text' },
  image: { field: 'photos', code: 'photo' },
  images: { field: 'photos', code: 'photo' },
  weight: { field: 'weightGrams', code: 'other' },
  length: { field: 'lengthCm', code: 'other' },
  width: { field: 'widthCm', code: 'other' },
  height: { field: 'heightCm', code: 'other' },
  brand: { field: 'makerVi', code: 'attribute-missing' },
  shelf_life_days: { field: 'shelfLifeDays', code: 'attribute-missing' },
};

/** One objection of the platform in our words. `text` is the platform's own, unchanged; `detail` is the part of it behind the code. */
export function issueOf(code: string, text: string, detail = ''): ListingIssue {
  const meaning = meanings[code] ?? byField(code, detail) ?? fallback;
  return {
    code: meaning.code,
    ...(meaning.field ? { field: meaning.field } : {}),
    platformText: text,
    adviceVi: adviceFor(code, meaning, detail),
  };
}

/** The refusal of a retired category carries the new code as its description. */
function adviceFor(code: string, meaning: Meaning, detail: string): string {
  const isCode = code === 'CATEGORY_CHANGED' && /^\w{2,20}$/.test(detail);
  return isCode ? `Sàn đã đổi danh mục này sang ${detail}. Chọn danh mục ${detail} rồi gửi lại.` : meaning.adviceVi;
}

/** `FIELD_INVALID`, `ATTRIBUTE_REQUIRED` and their kin begin their sentence with the name of the field. */
function byField(code: string, detail: string): Meaning | undefined {
  const [name = ''] = detail.split(/[\s:,]/);
  const ours = ourFields[name];
  if (code.startsWith('ATTRIBUTE_')) {
    return { code: 'attribute-missing', field: ours?.field ?? name, adviceVi: `Sàn đòi thêm thông tin "${name}". Bổ sung rồi gửi lại.` };
  }
  return ours && { ...ours, adviceVi: 'Sửa mục này theo lời sàn rồi gửi lại.' };
}

/** A paper the platform waits for (case status 3). */
export function missingDocumentIssue(docType: string): ListingIssue {
  if (docType === 'OCOP_CERT') {
    return {
      code: 'certificate-missing',
      field: 'ocop',
      platformText: docType,
      adviceVi: 'Sàn cần giấy chứng nhận OCOP còn hạn. Bổ sung rồi gửi lại.',
    };
  }
  const paper = docType === 'ATTP' ? 'giấy chứng nhận an toàn thực phẩm (ATTP)' : `giấy tờ "${docType}"`;
  return { code: 'document-missing', platformText: docType, adviceVi: `Sàn cần ${paper}. Nộp giấy này cho sàn rồi gửi lại.` };
}
