import type { Fields } from '../fields';
import { isFields } from '../fields';
import { Refusal } from '../refusal';
import type { CaseStatus, ProductData, ProductDocument, Reason } from '../state';
import type { Category } from './categories';
import { attributesOf, documentsOf } from './categories';

export const MAX_PICTURES = 10;
const MAX_PRICE_VND = 10_000_000_000;

const refuse = (code: string, description: string): Refusal => new Refusal(422, code, description);

function text(fields: Fields, name: string, most: number, fallback?: string): string {
  const value = fields[name] ?? fallback;
  if (typeof value !== 'string') throw refuse('FIELD_INVALID', `${name} must be a string`);
  if (value.length > most) throw refuse('FIELD_INVALID', `${name} must have at most ${most} characters`);
  return value.trim();
}

function size(fields: Fields, name: string): number {
  const value = fields[name] ?? 0;
  if (typeof value !== 'number' || !(value >= 0 && value <= 1000)) throw refuse('FIELD_INVALID', `${name} must be a number of cm`);
  return value;
}

/** The seller's code of an entry. Throws: Refusal. */
export function skuOf(entry: Fields): string {
  const sku = entry['sku'];
  if (typeof sku !== 'string' || !/^[\w.-]{1,64}$/.test(sku)) throw refuse('SKU_INVALID', 'sku must be 1 to 64 letters, digits, . _ or -');
  return sku;
}

/** Price in whole đồng. Throws: Refusal. */
export function priceOf(entry: Fields): number {
  const price = entry['priceVnd'];
  if (typeof price !== 'number' || !Number.isSafeInteger(price) || price < 1 || price > MAX_PRICE_VND) {
    throw refuse('PRICE_INVALID', 'priceVnd must be a whole number of dong above 0');
  }
  return price;
}

/** Reads one product of CreateProduct or the merged result of a correction. Throws: Refusal with the code that the platform gives. */
export function readProduct(entry: Fields, categories: readonly Category[]): ProductData {
  const nameVi = text(entry, 'nameVi', 200, '');
  if (nameVi === '') throw refuse('NAME_REQUIRED', 'nameVi must not be empty');
  const weight = entry['weight'];
  if (typeof weight !== 'string' || !/^[1-9]\d{0,6}$/.test(weight)) {
    throw refuse('WEIGHT_INVALID', 'weight must be a string of whole grams above 0');
  }
  const categoryCode = leaf(entry['categoryCode'], categories);
  const data: ProductData = {
    nameVi,
    nameEn: text(entry, 'nameEn', 200, ''),
    categoryCode,
    description: text(entry, 'description', 20_000, ''),
    unit: text(entry, 'unit', 30, ''),
    priceVnd: priceOf(entry),
    weight,
    length: size(entry, 'length'),
    width: size(entry, 'width'),
    height: size(entry, 'height'),
    ...readPictures(entry),
    origin: text(entry, 'origin', 200, ''),
    attributes: readAttributes(entry['attributes'] ?? {}, categoryCode),
    documents: readDocuments(entry['documents'] ?? []),
  };
  return data;
}

function leaf(code: unknown, categories: readonly Category[]): string {
  const category = categories.find((each) => each.categoryCode === code);
  if (!category) throw refuse('CATEGORY_NOT_FOUND', `categoryCode ${String(code)} does not exist`);
  if (category.retiredTo !== null) throw new Refusal(409, 'CATEGORY_CHANGED', category.retiredTo);
  if (!category.isLeaf) throw refuse('CATEGORY_NOT_LEAF', `categoryCode ${category.categoryCode} has children`);
  return category.categoryCode;
}

function readPictures(entry: Fields): Pick<ProductData, 'image' | 'images'> {
  const image = entry['image'] ?? '';
  const images: unknown = entry['images'] ?? [];
  if (typeof image !== 'string' || !Array.isArray(images) || !images.every((each) => typeof each === 'string')) {
    throw refuse('FIELD_INVALID', 'image must be a string and images an array of strings');
  }
  const all = [image, ...images].filter((each) => each !== '');
  // The famous misleading sentence (tikivn/open-api-docs#211): it also comes when pictures were there and could not be used.
  if (all.length === 0) throw refuse('PRODUCT_IMAGE_EMPTY', 'product media is empty');
  if (all.length > MAX_PICTURES) throw refuse('IMAGE_TOO_MANY', `at most ${MAX_PICTURES} pictures, got ${all.length}`);
  return { image: all[0] ?? '', images: all.slice(1) };
}

function readAttributes(value: unknown, categoryCode: string): Record<string, string> {
  if (!isFields(value)) throw refuse('FIELD_INVALID', 'attributes must be an object');
  const given: Record<string, string> = {};
  for (const [code, each] of Object.entries(value)) {
    if (typeof each !== 'string' || each.length > 500) throw refuse('ATTRIBUTE_INVALID', `${code} must be a string`);
    given[code] = each.trim();
  }
  for (const attribute of attributesOf(categoryCode)) {
    const own = given[attribute.attrCode] ?? '';
    if (own === '' && attribute.isRequired) throw refuse('ATTRIBUTE_REQUIRED', attribute.attrCode);
    if (own === '') continue;
    if (attribute.dataType === 'NUMBER' && !/^\d+([.,]\d+)?$/.test(own)) throw refuse('ATTRIBUTE_INVALID', attribute.attrCode);
    if (attribute.dataType === 'SELECT' && !attribute.options.includes(own)) throw refuse('ATTRIBUTE_INVALID', attribute.attrCode);
  }
  return given;
}

function readDocuments(value: unknown): ProductDocument[] {
  if (!Array.isArray(value) || value.length > 20) throw refuse('DOCUMENT_INVALID', 'documents must be an array of at most 20');
  return value.map((each: unknown) => {
    if (!isFields(each)) throw refuse('DOCUMENT_INVALID', 'a document must be an object');
    const docType = text(each, 'docType', 50, '');
    const docNo = text(each, 'docNo', 100, '');
    if (docType === '' || docNo === '') throw refuse('DOCUMENT_INVALID', 'docType and docNo are required');
    const star = each['star'] ?? null;
    if (star !== null && !(typeof star === 'number' && Number.isInteger(star) && star >= 3 && star <= 5)) {
      throw refuse('DOCUMENT_INVALID', 'star must be 3, 4 or 5');
    }
    return {
      docType,
      docNo,
      star,
      issuedDate: day(each, 'issuedDate'),
      expiredDate: day(each, 'expiredDate'),
      fileUrl: text(each, 'fileUrl', 2000, '') || null,
    };
  });
}

function day(fields: Fields, name: string): string | null {
  const value = fields[name] ?? null;
  if (value === null) return null;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw refuse('DOCUMENT_INVALID', `${name} must be yyyy-MM-dd`);
  }
  return value;
}

/** Papers the category wants and the product does not have. */
export function missingDocuments(data: ProductData): string[] {
  return documentsOf(data.categoryCode).filter((wanted) => !data.documents.some((each) => each.docType === wanted));
}

/** Names as the platform compares them: case and spaces do not count. */
export const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b);
const plainName = (name: string): string => name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim();

/** What the platform's own reviewer finds wrong; null = approve. `today` is yyyy-MM-dd in Vietnam. */
export function reviewFinding(data: ProductData, today: string): Reason | null {
  const expired = data.documents.find((each) => each.expiredDate !== null && each.expiredDate < today);
  return expired ? reasonOf('DOCUMENT_EXPIRED', `${expired.docType} ${expired.docNo} hết hạn ngày ${expired.expiredDate}`) : null;
}

const reasonNames: Readonly<Record<string, string>> = {
  PRODUCT_IMAGE_EMPTY: 'Ảnh sản phẩm',
  IMAGE_QUALITY: 'Chất lượng ảnh',
  NAME_DESCRIPTION: 'Tên hoặc mô tả',
  CATEGORY_WRONG: 'Sai danh mục',
  DOCUMENT_EXPIRED: 'Giấy tờ hết hạn',
  PRICE: 'Giá bán',
  OTHER: 'Lý do khác',
};

export function reasonOf(reasonId: string, rejectDescription: string): Reason {
  return { reasonId, reasonName: reasonNames[reasonId] ?? 'Lý do khác', rejectDescription };
}

export const LOCKED_AFTER_REJECTIONS = 3;

/** The case is still under way: no second one may start for the same product. */
export const isUnderWay = (status: CaseStatus): boolean => status === 1 || status === 2 || status === 4;

const caseNames: Readonly<Record<CaseStatus, string>> = {
  0: 'Nháp',
  1: 'Đang xếp hàng',
  2: 'Đang xử lý ảnh',
  3: 'Chờ bổ sung giấy tờ',
  4: 'Chờ duyệt',
  5: 'Đã duyệt',
  6: 'Từ chối',
  7: 'Khóa sau 3 lần từ chối',
  8: 'Đã xóa',
};
export const caseName = (status: CaseStatus): string => caseNames[status];
