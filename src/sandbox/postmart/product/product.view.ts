import { springDate } from '../refusal';
import type { CaseStatus, Customer, Picture, Product, ProductCase } from '../state';
import { caseName } from './product.rules';

/** A product as `getListProduct` and `getProduct` answer it. */
export function productRow(product: Product, caseStatus: CaseStatus, customer: Customer, imageOf: (source: string) => string): unknown {
  const { data } = product;
  return {
    productCode: product.productCode,
    caseId: product.caseId,
    caseStatus,
    sku: product.sku,
    ...data,
    image: imageOf(data.image),
    images: data.images.map(imageOf),
    active: product.active ? '1' : '0',
    warehouseCode: customer.warehouseCode,
    quantity: product.onHand,
    reserved: product.reserved,
    sentAt: product.stockSentAt,
    createdDate: springDate(product.createdAt),
    updatedDate: springDate(product.updatedAt),
  };
}

/** What comes back of a data URI: the same bytes under another type, as the MyVNPost portal does it. */
export const octetStream = (source: string): string => source.replace(/^data:[\w.+/-]+;/, 'data:application/octet-stream;');

/** In lists the bytes of data URIs are left out. */
export const shortSource = (source: string): string => (source.startsWith('data:') ? 'data:application/octet-stream;base64,' : source);

/** A product case as `updateCase` answers it. */
export function caseRow(each: ProductCase, product: Product | undefined): unknown {
  return {
    caseId: each.caseId,
    requestId: each.requestId,
    caseType: 'PRODUCT',
    caseTypeName: each.kind,
    sku: each.sku,
    caseStatus: each.status,
    caseStatusName: caseName(each.status),
    productCode: product?.productCode ?? null,
    ...(each.status === 3 ? { missingDocuments: each.missingDocuments } : {}),
    ...(each.reasons.length > 0 ? { reasons: each.reasons } : {}),
    createdDate: springDate(each.createdAt),
    updatedDate: springDate(each.updatedAt),
  };
}

export const picturePath = (picture: Picture): string => `/pictures/${picture.hash}`;
