import { Problem, problems } from '../../../shared/kernel';
import type { BuyerOrder, CancelBy, Section, SimCore } from '../../core';
import type { Notices } from '../notices';
import { destination } from '../places';
import { Refusal } from '../refusal';
import { sellable } from '../product/inventory';
import type { CancelCase, Customer, Order, OrderLine, PostmartState, Product } from '../state';
import { feesOf, hasLeftSeller, isClosed, isConfirmed, mayAdvance, stateAfter } from './parcel.rules';

const DEADLINE = 'postmart-confirm-deadline';
const CANCEL = 'postmart-cancel-case';
/** Source: a guess; the field exists at Shopee and Tiki. */
export const CONFIRM_WITHIN_MS = 48 * 3_600_000;

export interface ConfirmItem {
  readonly lineId: string;
  readonly quantity: number;
}

/** Orders from the buyer's click to the end, with the stock they hold. */
export class OrderDesk {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<PostmartState>,
    private readonly notices: Notices,
  ) {
    core.clock.on(DEADLINE, (id) => this.missDeadline(String(id)));
    core.clock.on(CANCEL, (caseId) => this.decideCancel(String(caseId)));
  }

  /** A buyer orders; stock is taken at once or not at all. Throws: Problem notFound, notEnoughStock, validation. */
  place(order: BuyerOrder): Order {
    const wanted = order.lines.map((line) => ({ product: this.onSale(line.productId ?? line.sku ?? ''), quantity: line.quantity }));
    const [first] = wanted;
    if (!first) throw new Problem(problems.validation, 'Đơn hàng phải có ít nhất một dòng.');
    if (wanted.some(({ product }) => product.customerCode !== first.product.customerCode)) {
      throw new Problem(problems.validation, 'Một đơn chỉ mua của một người bán.');
    }
    for (const { product } of wanted) {
      const asked = wanted.filter((each) => each.product === product).reduce((sum, each) => sum + each.quantity, 0);
      if (asked > sellable(product))
        throw new Problem(problems.notEnoughStock, `Chỉ còn ${sellable(product)}.`, { available: sellable(product) });
    }
    for (const { product, quantity } of wanted) product.reserved += quantity;
    return this.write(order, first.product.customerCode, wanted);
  }

  /** Lines left out are refused; no lines at all refuse the order. Creates the parcel. */
  confirm(customer: Customer, order: Order, items: readonly ConfirmItem[]): void {
    const id = order.originalID;
    if (order.orderState === 'NEW' && this.core.faults.take('buyer-cancels-first', { id })) this.close(order, 22, 'BUYER');
    if (isConfirmed(order.orderState)) throw new Refusal(409, 'ALREADY_CONFIRMED', `order ${order.originalID} is confirmed already`);
    if (order.orderState !== 'NEW') throw new Refusal(409, 'ORDER_STATE_INVALID', `order ${order.originalID} is ${order.orderState}`);
    const chosen = new Map(items.map((item) => [item.lineId, item.quantity]));
    if (chosen.size !== items.length) throw new Refusal(422, 'LINE_INVALID', 'a line appears twice');
    for (const [lineId, quantity] of chosen) {
      const line = order.lines.find((each) => each.lineId === lineId);
      if (!line) throw new Refusal(422, 'LINE_NOT_FOUND', `line ${lineId}`);
      if (quantity > line.quantity) throw new Refusal(422, 'LINE_INVALID', `line ${lineId}: ${line.quantity} ordered`);
    }
    if (chosen.size === 0) return this.close(order, 9, 'SELLER');
    for (const line of order.lines) {
      const kept = chosen.get(line.lineId) ?? 0;
      this.release(line, line.quantity - kept);
      line.quantity = kept;
    }
    this.createParcel(order);
  }

  /** Before the confirmation at once (null); afterwards a case that is decided later. */
  requestCancel(order: Order, note: string): CancelCase | null {
    if (isClosed(order.orderState) || order.orderState === 'DELIVERED' || order.orderState === 'PARTLY_RETURNED') {
      throw new Refusal(409, 'ORDER_STATE_INVALID', `order ${order.originalID} is ${order.orderState}`);
    }
    if (order.orderState === 'NEW') {
      this.close(order, 9, 'SELLER');
      return null;
    }
    const state = this.section.data;
    const open = Object.values(state.cancelCases).find((each) => each.originalId === order.originalID && each.status === 1);
    if (open) throw new Refusal(409, 'CASE_OPEN', `case ${open.caseId} is still under way`);
    const caseId = `CASE${state.nextId++}`;
    const now = this.now();
    const opened: CancelCase = {
      caseId,
      customerCode: order.customerCode,
      originalId: order.originalID,
      status: 1,
      note,
      message: 'Đang chờ bưu cục trả lời',
      createdAt: now,
      updatedAt: now,
    };
    state.cancelCases[caseId] = opened;
    this.core.clock.schedule(CANCEL, this.core.reviewMs ?? 2000, caseId);
    return opened;
  }

  /** The post office scans the parcel, or the platform moves the order. Throws: Problem illegalMove, validation. */
  advance(order: Order, to: string): void {
    if (to === 'COMPLETED') {
      if (order.orderState !== 'DELIVERED') throw illegal(order, to);
      order.orderState = 'COMPLETED';
      return this.tell(order);
    }
    const wanted = numberOf[to] ?? Number(to);
    if (!Number.isInteger(wanted)) throw new Problem(problems.validation, `Không có trạng thái ${to}.`);
    if (!mayAdvance(order, wanted)) throw illegal(order, to);
    this.scan(order, this.core.faults.take('unknown-status', { id: order.originalID })?.number('code', 551) ?? wanted);
  }

  /** Throws: Problem illegalMove once the goods have left. */
  cancel(order: Order, by: CancelBy): void {
    if (isClosed(order.orderState) || order.hasLeft) throw illegal(order, 'CANCELED');
    this.close(order, by === 'buyer' ? 22 : 9, by === 'buyer' ? 'BUYER' : by === 'seller' ? 'SELLER' : 'SYSTEM');
  }

  /** By `originalID` or `itemCode`. Throws: 404 unknown, 403 somebody else's. */
  find(customer: Customer, code: string): Order {
    const order = this.byAnyCode(code);
    if (!order) throw new Refusal(404, 'ORDER_NOT_FOUND', `order ${code}`);
    if (order.customerCode !== customer.customerCode) throw new Refusal(403, 'CUSTOMER_MISMATCH', 'belongs to another customerCode');
    return order;
  }

  byAnyCode(code: string): Order | undefined {
    const { orders } = this.section.data;
    return orders[code] ?? Object.values(orders).find((order) => order.itemCode === code);
  }

  private onSale(code: string): Product {
    const product = Object.values(this.section.data.products).find(
      (each) => !each.deleted && (each.id === code || each.sku === code || each.productCode === code),
    );
    if (!product) throw new Problem(problems.notFound, `Không có sản phẩm ${code}.`);
    if (!isOnSale(product, this.section.data.customers[product.customerCode])) {
      throw new Problem(problems.notEnoughStock, `${product.sku} đang không bán.`, { available: 0 });
    }
    return product;
  }

  private write(order: BuyerOrder, customerCode: string, wanted: readonly { product: Product; quantity: number }[]): Order {
    const state = this.section.data;
    const now = this.now();
    const day = new Date(now + 7 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
    const number = state.nextId++;
    const lines: OrderLine[] = wanted.map(({ product, quantity }, index) => ({
      lineId: `${number}-${index + 1}`,
      productId: product.id,
      sku: product.sku,
      productCode: product.productCode ?? '',
      nameVi: product.data.nameVi,
      quantity,
      priceVnd: product.data.priceVnd,
      weight: product.data.weight,
      ordered: quantity,
    }));
    const placed: Order = {
      orderHdrID: String(number),
      originalID: `PM${day}${String(number).padStart(5, '0')}`,
      customerCode,
      itemCode: null,
      orderState: 'NEW',
      status: 0,
      payment: order.payment,
      ...moneyOf(lines, order.payment),
      buyer: { ...order.buyer },
      destination: destination(order.address),
      contentNote: order.note,
      lines,
      history: [{ at: now, status: 0 }],
      hasLeft: false,
      cancelledBy: null,
      mustConfirmBefore: now + CONFIRM_WITHIN_MS,
      confirmedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    state.orders[placed.originalID] = placed;
    this.core.clock.schedule(DEADLINE, CONFIRM_WITHIN_MS, placed.originalID);
    this.tell(placed);
    return placed;
  }

  private createParcel(order: Order): void {
    const now = this.now();
    const isWhole = order.lines.every((line) => line.quantity === line.ordered);
    order.orderState = isWhole ? 'SELLER_CONFIRMED' : 'PARTLY_CONFIRMED';
    order.itemCode = `EB${String(this.core.random.integer(0, 999_999_999)).padStart(9, '0')}VN`;
    order.confirmedAt = now;
    Object.assign(order, moneyOf(order.lines, order.payment));
    this.scan(order, 1);
  }

  /** Writes a parcel status and everything that follows from it. */
  private scan(order: Order, status: number): void {
    const before = order.orderState;
    order.status = status;
    order.history.push({ at: this.now(), status });
    order.orderState = stateAfter(before, status);
    const isCancelled = order.orderState === 'SELLER_CANCELED' || order.orderState === 'BUYER_CANCELED';
    if (isCancelled && before !== order.orderState) this.letGo(order, order.orderState === 'BUYER_CANCELED' ? 'BUYER' : 'SELLER');
    else if (hasLeftSeller(status) && !order.hasLeft && !isClosed(before)) this.leave(order);
    this.tell(order);
  }

  private close(order: Order, status: 9 | 22, by: NonNullable<Order['cancelledBy']>): void {
    this.scan(order, status);
    order.cancelledBy = by;
  }

  private letGo(order: Order, by: NonNullable<Order['cancelledBy']>): void {
    order.cancelledBy ??= by;
    if (!order.hasLeft) for (const line of order.lines) this.release(line, line.quantity);
  }

  /** The goods are gone: the platform lowers on hand itself, so that an older number under way means the same afterwards. */
  private leave(order: Order): void {
    order.hasLeft = true;
    for (const line of order.lines) {
      this.release(line, line.quantity);
      const product = this.section.data.products[line.productId];
      if (product) product.onHand = Math.max(0, product.onHand - line.quantity);
    }
  }

  private release(line: OrderLine, quantity: number): void {
    const product = this.section.data.products[line.productId];
    if (product) product.reserved = Math.max(0, product.reserved - quantity);
  }

  private missDeadline(originalId: string): void {
    const order = this.section.data.orders[originalId];
    if (order?.orderState === 'NEW') this.close(order, 9, 'SYSTEM');
  }

  private decideCancel(caseId: string): void {
    const opened = this.section.data.cancelCases[caseId];
    const order = opened && this.section.data.orders[opened.originalId];
    if (!opened || !order || opened.status !== 1) return;
    const isRefused =
      order.hasLeft || isClosed(order.orderState) || this.core.faults.take('cancel-refused', { id: order.originalID }) !== null;
    opened.status = isRefused ? 6 : 5;
    opened.message = isRefused ? 'Bưu cục không đồng ý hủy: hàng đã được thu gom' : 'Đã hủy đơn hàng';
    opened.updatedAt = this.now();
    if (!isRefused) this.close(order, 9, 'SELLER');
  }

  /** Only id and states travel: whoever wants more has to ask. */
  private tell(order: Order): void {
    order.updatedAt = this.now();
    this.notices.add(order.customerCode, 'orders', {
      orderHdrId: order.orderHdrID,
      originalId: order.originalID,
      itemCode: order.itemCode,
      saleOrderCode: null,
      orderState: order.orderState,
      status: order.status,
      codAmount: order.codAmount,
      totalFee: order.mainFee + order.vasFee,
    });
  }

  private now(): number {
    return this.core.clock.now().getTime();
  }
}

/** Whether a buyer sees the product. */
export function isOnSale(product: Product, seller: Customer | undefined): boolean {
  return product.productCode !== null && product.active && !product.locked && !product.deleted && seller !== undefined && !seller.locked;
}

/** Names that `advance` takes besides numbers. */
const numberOf: Readonly<Record<string, number>> = {
  SHIPPING: 10,
  DELIVERED: 14,
  RETURNED: 19,
  PARTLY_RETURNED: 20,
  SELLER_CANCELED: 9,
  BUYER_CANCELED: 22,
};

function moneyOf(lines: readonly OrderLine[], payment: 'cod' | 'paid'): Pick<Order, 'codAmount' | 'mainFee' | 'vasFee' | 'commission'> {
  const goods = lines.reduce((sum, line) => sum + line.quantity * line.priceVnd, 0);
  const grams = lines.reduce((sum, line) => sum + line.quantity * Number(line.weight), 0);
  const codAmount = payment === 'cod' ? goods : 0;
  return { codAmount, ...feesOf(goods, codAmount, grams) };
}

function illegal(order: Order, to: string): Problem {
  return new Problem(problems.illegalMove, `Đơn ${order.originalID} đang ${order.orderState}, không sang ${to} được.`);
}
