import { statusName } from './order.rules';
import { productStatusNames } from './product.rules';
import { toSlug, toVosoTime } from './voso.format';
import type { Order, Product, Shop } from './voso.state';

/** A product as getProduct and listProduct give it. */
export function toWireProduct(product: Product, baseUrl: string): Record<string, unknown> {
  const { content } = product;
  return {
    PRODUCT_ID: product.id,
    PRODUCT_CODE: content.code,
    PRODUCT_NAME: content.name,
    CATEGORY_ID: content.categoryId,
    PRODUCT_DESCRIPTION: content.description,
    PRODUCT_UNIT: content.unit,
    PRODUCT_PRICE: content.priceVnd,
    PRODUCT_MARKET_PRICE: content.marketPriceVnd,
    PRODUCT_QUANTITY: product.sellable,
    HOLD_QUANTITY: product.hold,
    PRODUCT_WEIGHT: content.weightGrams,
    PRODUCT_LENGTH: content.lengthCm,
    PRODUCT_WIDTH: content.widthCm,
    PRODUCT_HEIGHT: content.heightCm,
    PRODUCT_TYPE: content.type,
    GROUPADDRESS_ID: content.groupAddressId,
    LIST_IMAGE: content.pictures,
    LIST_IMAGE_URL: content.pictures.map((id) => `${baseUrl}${picturePath(id)}`),
    LIST_ATTRIBUTE: content.attributes.map(({ id, value }) => ({ ATTRIBUTE_ID: id, VALUE: value })),
    OCOP: content.ocop,
    EXPIRED_DAYS: content.expiredDays,
    PRODUCT_STATUS: product.status,
    STATUS_NAME: productStatusNames[product.status],
    PRODUCT_STATUSDATE: toVosoTime(new Date(product.statusAt)),
    REASON_CODE: product.reasonCode,
    NOTE: product.note,
    PRODUCT_URL: productUrl(product, baseUrl),
    CREATED_DATE: toVosoTime(new Date(product.createdAt)),
  };
}

export const picturePath = (id: string): string => `/users/vosoimage/images/${id}`;
export const productUrl = (product: Product, baseUrl: string): string => `${baseUrl}/${toSlug(product.content.name)}-p${product.id}.html`;

/** What a new or edited product is answered with. */
export const toProductAnswer = (product: Product, baseUrl: string): Record<string, unknown> => ({
  PRODUCT_ID: product.id,
  PRODUCT_CODE: product.content.code,
  PRODUCT_STATUS: product.status,
  PRODUCT_URL: productUrl(product, baseUrl),
});

/** The order fields of platforms.md 7.1.7, in lists, detail and webhook alike. */
export function toWireOrder(order: Order): Record<string, unknown> {
  const total = order.goodsVnd + order.feeVnd;
  return {
    ORDER_NUMBER: order.number,
    WAYBILL: order.waybill,
    ORDER_DATE: toVosoTime(new Date(order.createdAt)),
    ORDER_STATUS: order.status,
    STATUS_NAME: statusName(order.status),
    ORDER_STATUSDATE: toVosoTime(new Date(order.statusAt)),
    CONFIRM_DEADLINE: toVosoTime(new Date(order.confirmDeadline)),
    CANCEL_BY: order.cancelBy,
    ORDER_PAYMENT: order.payment === 'cod' ? 2 : 1,
    MONEY_COLLECTION: order.payment === 'cod' ? total : 0,
    MONEY_TOTAL: total,
    MONEY_FEE: order.feeVnd,
    MONEY_VOUCHER: 0,
    COMMISSION_FEE: order.commissionVnd,
    ORDER_NOTE: order.note,
    RECEIVER_FULLNAME: order.receiver.name,
    RECEIVER_PHONE: order.receiver.phone,
    RECEIVER_ADDRESS: order.receiver.address,
    RECEIVER_WARD: order.receiver.ward,
    RECEIVER_DISTRICT: order.receiver.district,
    RECEIVER_PROVINCE: order.receiver.province,
    GROUPADDRESS_ID: order.groupAddressId,
    IS_RETURNING: order.isReturning,
    LIST_ITEM: order.lines.map((line) => ({
      PRODUCT_ID: line.productId,
      PRODUCT_CODE: line.code,
      PRODUCT_NAME: line.name,
      PRODUCT_QUANTITY: line.quantity,
      PRODUCT_PRICE: line.priceVnd,
      PRODUCT_WEIGHT: line.weightGrams,
    })),
  };
}

/** The sibling writes this one list in camelCase. */
export const toWireInventories = (shop: Shop): unknown[] =>
  shop.inventories.map((each) => ({
    groupaddressId: each.groupAddressId,
    cusId: shop.id,
    name: each.name,
    phone: each.phone,
    address: each.address,
    provinceId: each.provinceId,
    districtId: each.districtId,
    wardsId: each.wardsId,
  }));
