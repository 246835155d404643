import { fromVosoDay } from './voso.format';
import type { AttributeRule } from './reference';
import type { Category, OcopBlock, ProductContent, ProductStatus } from './voso.state';

export const productStatusNames: Readonly<Record<ProductStatus, string>> = {
  0: 'Nháp',
  10: 'Chờ duyệt',
  20: 'Đang bán',
  30: 'Từ chối',
  40: 'Tạm ẩn',
  50: 'Khóa',
  90: 'Đã xóa',
};

/** Reason codes of a rejection (invented; the list is platforms.md 7.1.5). */
export const rejectionNotes: Readonly<Record<number, string>> = {
  101: 'Ảnh sản phẩm không đạt yêu cầu',
  102: 'Tên hoặc mô tả sản phẩm chưa phù hợp',
  103: 'Sai danh mục',
  104: 'Thiếu giấy chứng nhận OCOP',
  105: 'Giấy chứng nhận OCOP đã hết hạn',
  106: 'Giá bán chưa hợp lý',
  199: 'Lý do khác',
};

/** String fields are limited in bytes, not letters: "ộ" counts 3. Source: ViettelPost partner document. */
export const MAX_TEXT_BYTES = 150;
const MAX_PICTURES = 8;
const MAX_PRICE_VND = 10_000_000_000;

export const fitsText = (value: unknown): value is string =>
  typeof value === 'string' && Buffer.byteLength(value, 'utf8') <= MAX_TEXT_BYTES;
const isWhole = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
export const isQuantity = (value: unknown): value is number => isWhole(value, 0, 1_000_000_000);
export const isPrice = (value: unknown): value is number => isWhole(value, 1, MAX_PRICE_VND);

/** What a product is checked against. */
export interface ProductWorld {
  readonly categories: readonly Category[];
  readonly attributesOf: (categoryId: number) => readonly AttributeRule[];
  readonly hasPicture: (id: string) => boolean;
}

/** The content of a createProduct or edit body, or the names of the fields that are wrong. */
export function readContent(body: Readonly<Record<string, unknown>>, world: ProductWorld): ProductContent | { wrong: string[] } {
  const wrong: string[] = [];
  const check = <T>(field: string, value: unknown, fits: (value: unknown) => value is T, fallback: T): T => {
    if (fits(value)) return value;
    wrong.push(field);
    return fallback;
  };
  const text = (field: string): string => check(field, body[field], (value): value is string => fitsText(value) && value.trim() !== '', '');
  const optional = <T>(field: string, fits: (value: unknown) => value is T): T | null => {
    const value = body[field];
    return value === undefined || value === null ? null : check<T | null>(field, value, fits, null);
  };
  const size = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= 1000;

  const categoryId = check('CATEGORY_ID', body['CATEGORY_ID'], (value): value is number => sellsIn(world.categories, value), 0);
  const content: ProductContent = {
    code: text('PRODUCT_CODE'),
    name: text('PRODUCT_NAME'),
    categoryId,
    description: check('PRODUCT_DESCRIPTION', body['PRODUCT_DESCRIPTION'], isDescription, ''),
    unit: text('PRODUCT_UNIT'),
    priceVnd: check('PRODUCT_PRICE', body['PRODUCT_PRICE'], isPrice, 0),
    marketPriceVnd: optional('PRODUCT_MARKET_PRICE', isPrice),
    weightGrams: check('PRODUCT_WEIGHT', body['PRODUCT_WEIGHT'], (value): value is number => isWhole(value, 1, 1_000_000), 0),
    lengthCm: optional('PRODUCT_LENGTH', size),
    widthCm: optional('PRODUCT_WIDTH', size),
    heightCm: optional('PRODUCT_HEIGHT', size),
    type: check('PRODUCT_TYPE', body['PRODUCT_TYPE'] ?? 'HH', (value): value is 'HH' | 'TH' => value === 'HH' || value === 'TH', 'HH'),
    groupAddressId: check(
      'GROUPADDRESS_ID',
      body['GROUPADDRESS_ID'],
      (value): value is number => isWhole(value, 1, Number.MAX_SAFE_INTEGER),
      0,
    ),
    pictures: check('LIST_IMAGE', body['LIST_IMAGE'], (value): value is string[] => arePictures(value, world.hasPicture), []),
    attributes: readAttributes(body['LIST_ATTRIBUTE'], world, categoryId) ?? (wrong.push('LIST_ATTRIBUTE'), []),
    ocop: optional('OCOP', isOcop),
    expiredDays: optional('EXPIRED_DAYS', (value): value is number => isWhole(value, 1, 36_500)),
  };
  return wrong.length > 0 ? { wrong } : content;
}

function sellsIn(categories: readonly Category[], value: unknown): boolean {
  return categories.some((category) => category.id === value && category.isLeaf && !category.retired);
}

const isDescription = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= 20_000;

function arePictures(value: unknown, has: (id: string) => boolean): boolean {
  return (
    Array.isArray(value) && value.length >= 1 && value.length <= MAX_PICTURES && value.every((id) => typeof id === 'string' && has(id))
  );
}

function isOcop(value: unknown): value is OcopBlock {
  if (typeof value !== 'object' || value === null) return false;
  const block: Record<string, unknown> = { ...value };
  const isDay = (day: unknown): boolean => typeof day === 'string' && fromVosoDay(day) !== null;
  return (
    isWhole(block['STAR'], 3, 5) &&
    fitsText(block['CERT_NO']) &&
    block['CERT_NO'] !== '' &&
    isDay(block['CERT_DATE']) &&
    isDay(block['EXPIRED_DATE']) &&
    fitsText(block['ISSUED_BY'])
  );
}

function readAttributes(value: unknown, world: ProductWorld, categoryId: number): { id: number; value: string }[] | null {
  const given = value ?? [];
  if (!Array.isArray(given)) return null;
  const rules = world.attributesOf(categoryId);
  const read: { id: number; value: string }[] = [];
  for (const each of given as readonly unknown[]) {
    const entry: Record<string, unknown> = typeof each === 'object' && each !== null ? { ...each } : {};
    const rule = rules.find((candidate) => candidate.id === entry['ATTRIBUTE_ID']);
    const answer = typeof entry['VALUE'] === 'number' ? String(entry['VALUE']) : entry['VALUE'];
    if (!rule || !fitsText(answer) || !fitsRule(rule, answer, world) || read.some((earlier) => earlier.id === rule.id)) return null;
    read.push({ id: rule.id, value: answer });
  }
  const isMissing = rules.some((rule) => rule.required && !read.some((entry) => entry.id === rule.id && entry.value.trim() !== ''));
  return isMissing ? null : read;
}

function fitsRule(rule: AttributeRule, value: string, world: ProductWorld): boolean {
  switch (rule.input) {
    case 'TEXT':
      return true;
    case 'NUMBER':
      return /^\d+(\.\d+)?$/.test(value);
    case 'SELECT':
      return rule.options.includes(value);
    case 'DATE':
      return fromVosoDay(value) !== null;
    case 'FILE':
      return world.hasPicture(value);
    default:
      return rule.input satisfies never;
  }
}

/** A price step over 80 % of the old price is looked at by a person again. */
export const isBigPriceStep = (oldVnd: number, newVnd: number): boolean => Math.abs(newVnd - oldVnd) > oldVnd * 0.8;

/** Name, category, pictures, OCOP or a big price step: the platform reviews the product anew. Everything else is immediate. */
export function needsReview(before: ProductContent, after: ProductContent): boolean {
  return (
    before.name !== after.name ||
    before.categoryId !== after.categoryId ||
    before.pictures.join() !== after.pictures.join() ||
    JSON.stringify(before.ocop) !== JSON.stringify(after.ocop) ||
    isBigPriceStep(before.priceVnd, after.priceVnd)
  );
}

/** Where an edit leads; null = refused because a person is looking at it. */
export function statusAfterEdit(status: ProductStatus, reviewedChanged: boolean): ProductStatus | null {
  switch (status) {
    case 10:
    case 50:
    case 90:
      return null;
    case 0:
      return 0;
    case 20:
    case 30:
    case 40:
      return reviewedChanged ? 10 : status;
    default:
      return status satisfies never;
  }
}

/** What the platform finds by itself at review: the OCOP shelf needs a certificate, and one that has not run out. Null = fine. */
export function findReason(content: ProductContent, ocopCategoryId: number, now: Date): 104 | 105 | null {
  if (!content.ocop) return content.categoryId === ocopCategoryId ? 104 : null;
  const lastDay = fromVosoDay(content.ocop.EXPIRED_DATE);
  return lastDay && lastDay.getTime() + 86_400_000 <= now.getTime() ? 105 : null;
}
