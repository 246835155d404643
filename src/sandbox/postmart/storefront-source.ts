import type { StorefrontOrder, StorefrontProduct, StorefrontSource } from '../core';
import type { Desk } from './desk';
import { isOnSale } from './order/order-desk';
import { orderStateName, statusName } from './order/parcel.rules';
import { sellable } from './product/inventory';
import { picturePath } from './product/product.view';
import { isClosed } from './order/parcel.rules';
import type { Order, Product } from './state';

/** What the shop pages of the practice Postmart show. */
export function storefrontSource(desk: Desk): StorefrontSource {
  return {
    title: 'Chợ bưu điện thực hành',
    banner: 'SÀN THỰC HÀNH – không phải Postmart thật / dữ liệu minh hoạ',
    colours: { accent: '#0b5cab', soft: '#e8f1fb' },
    products: () => {
      const { products, customers } = desk.section.data;
      const shown = Object.values(products).filter((product) => isOnSale(product, customers[product.customerCode]));
      return shown.reverse().map((product) => shopProduct(desk, product));
    },
    orders: () => Object.values(desk.section.data.orders).reverse().map(shopOrder),
  };
}

function shopProduct(desk: Desk, product: Product): StorefrontProduct {
  const { data } = product;
  const { customers, categories } = desk.section.data;
  return {
    id: product.id,
    sku: product.sku,
    name: data.nameVi,
    seller: customers[product.customerCode]?.name ?? product.customerCode,
    category: categories.find((each) => each.categoryCode === data.categoryCode)?.categoryName ?? data.categoryCode,
    priceVnd: data.priceVnd,
    marketPriceVnd: null,
    unit: data.unit,
    description: data.description,
    stars: data.documents.find((each) => each.docType === 'OCOP_CERT')?.star ?? null,
    photos: product.pictures.map(picturePath),
    sellable: sellable(product),
  };
}

function shopOrder(order: Order): StorefrontOrder {
  return {
    id: order.originalID,
    statusName: orderStateName(order.orderState),
    placedAt: new Date(order.createdAt),
    payment: order.payment,
    totalVnd: order.lines.reduce((sum, line) => sum + line.quantity * line.priceVnd, 0),
    waybill: order.itemCode,
    buyerName: order.buyer.name,
    buyerPhone: order.buyer.phone,
    buyerMayCancel: !order.hasLeft && !isClosed(order.orderState),
    lines: order.lines.map(({ nameVi, quantity, priceVnd }) => ({ name: nameVi, quantity, priceVnd })),
    history: order.history.map(({ at, status }) => ({
      at: new Date(at),
      statusName: status === 0 ? orderStateName('NEW') : statusName(status),
    })),
  };
}
