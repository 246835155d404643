/** Kinds of papers with their names on the screen. Source: NĐ 15/2018, NĐ 37/2026, NĐ 105/2017, QĐ 26/2026 and their circulars. */
export const DOCUMENT_TYPES = {
  'business-registration': 'Giấy chứng nhận đăng ký (hộ kinh doanh, HTX, THT, doanh nghiệp)',
  'food-safety-certificate': 'Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm',
  'food-safety-commitment': 'Bản cam kết sản xuất, kinh doanh thực phẩm an toàn',
  'quality-system': 'Chứng nhận hệ thống chất lượng (ISO 22000, HACCP, GMP …)',
  'self-declaration': 'Bản tự công bố sản phẩm',
  'product-registration': 'Giấy tiếp nhận đăng ký bản công bố sản phẩm',
  'test-report': 'Phiếu kết quả kiểm nghiệm',
  gap: 'Chứng nhận VietGAP, GlobalGAP …',
  organic: 'Chứng nhận hữu cơ',
  'planting-area': 'Mã số vùng trồng',
  'liquor-production': 'Giấy phép sản xuất rượu',
  'liquor-trade': 'Giấy phép phân phối, bán buôn, bán lẻ rượu',
  'cosmetic-notification': 'Phiếu công bố sản phẩm mỹ phẩm',
  'medicine-registration': 'Số đăng ký lưu hành thuốc',
  quarantine: 'Giấy chứng nhận kiểm dịch động vật, sản phẩm động vật',
  'wildlife-origin': 'Hồ sơ nguồn gốc lâm sản, động thực vật hoang dã',
  trademark: 'Đơn hoặc giấy chứng nhận đăng ký nhãn hiệu',
  'label-image': 'Ảnh nhãn hàng hoá (đủ các mặt)',
  conformity: 'Chứng nhận, công bố hợp quy',
  trace: 'Mã truy xuất nguồn gốc',
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

export const DOCUMENT_SCOPES = ['producer', 'facility', 'product', 'batch'] as const;
export type DocumentScope = (typeof DOCUMENT_SCOPES)[number];

export const DOCUMENT_STATES = ['draft', 'submitted', 'verified', 'rejected', 'revoked'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** What deciding on papers needs to know of one. Days are `yyyy-mm-dd`, Vietnam time. */
export interface DocumentFacts {
  readonly type: DocumentType;
  readonly scope: DocumentScope;
  readonly number: string;
  readonly state: DocumentState;
  readonly issuedOn: string;
  /** The last day on which it is good; null: it has no end. */
  readonly expiresOn: string | null;
}

/** Papers that count on that day: verified and within their period. */
export function countsOn(document: DocumentFacts, day: string): boolean {
  return document.state === 'verified' && document.issuedOn <= day && (document.expiresOn === null || day <= document.expiresOn);
}
