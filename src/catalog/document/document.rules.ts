import { addMonths, dayVi } from './day.rules';

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

/**
 * How long a paper of that kind is mostly good, in months: proposed when nobody says its end, never forced. Source: NĐ 15/2018 Đ37 for the food-safety certificate; the rest
 * is custom and stands on the paper itself.
 */
export const USUAL_MONTHS: Readonly<Partial<Record<DocumentType, number>>> = {
  'food-safety-certificate': 36,
  'food-safety-commitment': 36,
  'cosmetic-notification': 60,
  'liquor-production': 60,
  'liquor-trade': 60,
  trademark: 120,
};

/** The end that a paper mostly has; null: papers of that kind have none. */
export function usualEnd(type: DocumentType, issuedOn: string): string | null {
  const months = USUAL_MONTHS[type];
  return months === undefined ? null : addMonths(issuedOn, months);
}

/** Numbers as they are mostly printed. Offices differ, so another form is worth a second look and no more. */
const NUMBER_FORMS: Readonly<Partial<Record<DocumentType, { readonly form: RegExp; readonly example: string }>>> = {
  'business-registration': { form: /^\d{10}(-\d{3})?$|^\d{2}[A-Z]\d{8}$|^\d{12}$/, example: '0101234567' },
  'self-declaration': { form: /^\d{1,4}\/[^/]+\/(19|20)\d{2}$/, example: '01/TÊN/2026' },
  'product-registration': { form: /^\d{1,6}\/20\d{2}\/[A-ZĐ-]+$/, example: '1234/2026/ĐKSP' },
  'cosmetic-notification': { form: /^\d{1,7}\/\d{2}\/CBMP-[A-ZĐ]+$/, example: '1234/26/CBMP-HN' },
};

export const PAPER_WARNINGS = [
  'number-unusual',
  'end-unusual',
  'end-missing',
  'ended',
  'authority-unusual',
  'points-unusual',
  'sheet-code-unusual',
  'file-missing',
] as const;
export type PaperWarningCode = (typeof PAPER_WARNINGS)[number];

/** What a person should look at again. Nothing is refused for it. */
export interface PaperWarning {
  readonly code: PaperWarningCode;
  readonly field: string;
  readonly messageVi: string;
}

export function documentWarnings(document: DocumentFacts & { readonly hasFile: boolean }, day: string): PaperWarning[] {
  const { type, number, issuedOn, expiresOn, hasFile } = document;
  const warnings: PaperWarning[] = [];
  const hint = NUMBER_FORMS[type];
  if (hint ? !hint.form.test(number) : !/\d/.test(number))
    warnings.push({
      code: 'number-unusual',
      field: 'number',
      messageVi: hint ? `Số thường có dạng ${hint.example}; xin so lại với bản giấy.` : 'Số không có chữ số nào; xin so lại với bản giấy.',
    });
  const usual = usualEnd(type, issuedOn);
  if (usual !== null && expiresOn === null)
    warnings.push({ code: 'end-missing', field: 'expiresOn', messageVi: `Loại giấy này thường có hạn, đến ngày ${dayVi(usual)}.` });
  if (usual !== null && expiresOn !== null && expiresOn > usual)
    warnings.push({ code: 'end-unusual', field: 'expiresOn', messageVi: `Loại giấy này thường chỉ có hạn đến ngày ${dayVi(usual)}.` });
  if (expiresOn !== null && expiresOn < day)
    warnings.push({ code: 'ended', field: 'expiresOn', messageVi: `Giấy đã hết hạn ngày ${dayVi(expiresOn)}.` });
  if (!hasFile) warnings.push({ code: 'file-missing', field: 'file', messageVi: 'Chưa có bản chụp hoặc bản quét của giấy.' });
  return warnings;
}

/** What a person may make of a paper. A decided one is not decided again; a rejected one is sent anew. */
const MOVES: Readonly<Record<DocumentState, readonly DocumentState[]>> = {
  draft: ['submitted'],
  submitted: ['verified', 'rejected'],
  verified: ['revoked'],
  rejected: [],
  revoked: [],
};

export function mayMoveDocument(from: DocumentState, to: DocumentState): boolean {
  return MOVES[from].includes(to);
}

/** Until somebody has decided on it, a paper is still its producer's to change. */
export const isUndecided = (state: DocumentState): boolean => state === 'draft' || state === 'submitted';

/** Papers that count on that day: verified and within their period. */
export function countsOn(document: DocumentFacts, day: string): boolean {
  return document.state === 'verified' && document.issuedOn <= day && (document.expiresOn === null || day <= document.expiresOn);
}
