import type { ListingDraft, ListingIssue, RemoteCategory, RemoteListing, RemoteListingState } from '../../platform/contract';
import { issueOf, toReviewIssue } from './refusal.rules';
import { type Row, amount, fitsText, fromIsoDay, id, optionalText, text, whole } from './wire.rules';

/** What a category asks besides the product's own fields. */
export interface AttributeRule {
  readonly id: number;
  readonly code: string;
  readonly nameVi: string;
  readonly required: boolean;
}

/** Source: listAttribute of platforms.md 7.1.3, invented. Throws: `malformed`. */
export function toAttributeRule(row: Row): AttributeRule {
  return {
    id: whole(row, 'ATTRIBUTE_ID'),
    code: text(row, 'ATTRIBUTE_CODE'),
    nameVi: optionalText(row, 'ATTRIBUTE_NAME') ?? '',
    required: row['REQUIRED'] === true || row['REQUIRED'] === 1,
  };
}

/** Throws: `malformed`. */
export function toCategory(row: Row): RemoteCategory {
  const parent = row['PARENT_ID'];
  return {
    code: id(row, 'CATEGORY_ID'),
    nameVi: text(row, 'CATEGORY_NAME'),
    parentCode: parent === null || parent === undefined || parent === 0 ? null : id(row, 'PARENT_ID'),
    isLeaf: row['IS_LEAF'] === true || row['IS_LEAF'] === 1,
    isActive: row['STATUS'] === 1,
  };
}

/** Everything the platform would refuse or cut without a word, found before it is asked. Content is approved as it is: we never shorten it. */
export function findFaults(draft: ListingDraft): readonly ListingIssue[] {
  const faults: ListingIssue[] = [];
  const fits = (field: string, value: string, nameVi: string): void => {
    if (fitsText(value)) return;
    const bytes = Buffer.byteLength(value, 'utf8');
    faults.push(
      issueOf(field, `${field}: ${bytes} bytes`, `Rút ngắn ${nameVi}: sàn nhận 150 byte, hiện ${bytes} byte (chữ có dấu tính 2–3 byte).`),
    );
  };
  fits('PRODUCT_CODE', draft.sku, 'mã sản phẩm');
  fits('PRODUCT_NAME', draft.title, 'tên sản phẩm');
  fits('PRODUCT_UNIT', draft.unit, 'đơn vị tính');
  fits('LIST_ATTRIBUTE', draft.originVi, 'xuất xứ');
  if (draft.ocop) {
    fits('OCOP', draft.ocop.certificateNumber, 'số giấy chứng nhận');
    fits('OCOP', draft.ocop.issuedBy, 'nơi cấp giấy chứng nhận');
  }
  if (!/^\d{1,15}$/.test(draft.categoryCode)) faults.push(issueOf('CATEGORY_ID', `CATEGORY_ID: ${draft.categoryCode}`));
  if (draft.photos.length === 0 || draft.photos.some((photo) => !photo.uploadedRef))
    faults.push(issueOf('LIST_IMAGE', 'LIST_IMAGE: not uploaded'));
  return faults;
}

/** The attributes of a category that a draft can answer, and faults for the required ones that it cannot. */
export function toAttributes(
  rules: readonly AttributeRule[],
  draft: ListingDraft,
): { list: readonly Row[]; faults: readonly ListingIssue[] } {
  const list: Row[] = [];
  const faults: ListingIssue[] = [];
  for (const rule of rules) {
    const value = answerTo(rule.code, draft);
    if (value !== '') list.push({ ATTRIBUTE_ID: rule.id, VALUE: value });
    else if (rule.required) {
      faults.push(
        issueOf(
          'LIST_ATTRIBUTE',
          `LIST_ATTRIBUTE: ${rule.code}`,
          `Danh mục này bắt buộc "${rule.nameVi}": bổ sung, hoặc chọn danh mục khác.`,
        ),
      );
    }
  }
  return { list, faults };
}

function answerTo(code: string, draft: ListingDraft): string {
  if (code === 'ORIGIN') return draft.originVi.trim();
  if (code === 'SHELF_LIFE_DAYS') return draft.shelfLifeDays === null ? '' : String(draft.shelfLifeDays);
  return '';
}

/**
 * The fields that createProduct and edit share: the whole content, never a quantity (an edit that carries one is a stock push).
 * The maker's name has no field of its own there and is not sent.
 */
export function toContent(draft: ListingDraft, groupAddressId: number, attributes: readonly Row[]): Row {
  const { ocop } = draft;
  return {
    PRODUCT_CODE: draft.sku,
    PRODUCT_NAME: draft.title,
    CATEGORY_ID: Number(draft.categoryCode),
    PRODUCT_DESCRIPTION: toHtml(draft.description),
    PRODUCT_UNIT: draft.unit,
    PRODUCT_PRICE: draft.price,
    PRODUCT_WEIGHT: draft.weightGrams,
    PRODUCT_LENGTH: draft.lengthCm,
    PRODUCT_WIDTH: draft.widthCm,
    PRODUCT_HEIGHT: draft.heightCm,
    PRODUCT_TYPE: 'HH',
    GROUPADDRESS_ID: groupAddressId,
    LIST_IMAGE: draft.photos.map((photo) => photo.uploadedRef),
    LIST_ATTRIBUTE: attributes,
    ...(ocop && {
      OCOP: {
        STAR: ocop.stars,
        CERT_NO: ocop.certificateNumber,
        CERT_DATE: fromIsoDay(ocop.issuedOn),
        EXPIRED_DATE: fromIsoDay(ocop.expiresOn),
        ISSUED_BY: ocop.issuedBy,
      },
    }),
    ...(draft.shelfLifeDays !== null && { EXPIRED_DAYS: draft.shelfLifeDays }),
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Plain text as the paragraphs the platform shows; nothing in it can become markup. */
export function toHtml(plain: string): string {
  return plain
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph.replace(/[&<>"']/g, (sign) => entities[sign] ?? '').replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** PRODUCT_STATUS. Source: platforms.md 7.1.5, invented. */
const states: Readonly<Record<number, RemoteListingState>> = {
  0: 'draft',
  10: 'in-review',
  20: 'live',
  30: 'rejected',
  40: 'hidden',
  50: 'locked',
  90: 'deleted',
};
export const toListingState = (status: number): RemoteListingState => states[status] ?? 'unknown';

/** A row of getProduct. Throws: `malformed`. */
export function toRemoteListing(row: Row): RemoteListing {
  const status = whole(row, 'PRODUCT_STATUS');
  const state = toListingState(status);
  const publicUrl = optionalText(row, 'PRODUCT_URL');
  return {
    externalId: id(row, 'PRODUCT_ID'),
    sku: text(row, 'PRODUCT_CODE'),
    state,
    issues: findIssues(state, row),
    title: text(row, 'PRODUCT_NAME'),
    price: amount(row, 'PRODUCT_PRICE'),
    sellable: amount(row, 'PRODUCT_QUANTITY'),
    ...(row['HOLD_QUANTITY'] === undefined ? {} : { reserved: amount(row, 'HOLD_QUANTITY') }),
    ...(Array.isArray(row['LIST_IMAGE']) ? { photoCount: row['LIST_IMAGE'].length } : {}),
    ...(publicUrl ? { publicUrl } : {}),
  };
}

function findIssues(state: RemoteListingState, row: Row): readonly ListingIssue[] {
  const note = optionalText(row, 'NOTE') ?? '';
  const reason = typeof row['REASON_CODE'] === 'number' ? row['REASON_CODE'] : null;
  if (state === 'rejected') return [toReviewIssue(reason, note)];
  if (state === 'locked')
    return [{ code: 'other', platformText: note || 'Khóa', adviceVi: 'Sàn đã khóa sản phẩm này: liên hệ bộ phận hỗ trợ của sàn.' }];
  return [];
}
