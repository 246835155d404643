import { Problem, problems } from '../../shared/kernel';
import type { BuyerLine, BuyerOrder, CancelBy, Section, SimCore } from '../core';
import { addressSchemes } from '../core';
import type { VosoEvents } from './events';
import { commissionOf, feeOf, hasLeft, isFinal, isPutBack, mayAdvance, mayCancel, startsReturn } from './order.rules';
import { buyerAddress } from './reference';
import { toOrderDay } from './voso.format';
import { refusals } from './voso.refusal';
import type { Order, OrderLine, Product, Shop, VosoState } from './voso.state';

const DEADLINE_TIMER = 'voso.confirm-deadline';
const CONFIRM_MS = 24 * 3_600_000;
/** A new waybill is not known everywhere yet; a cancel within this time fails (field report). */
const PROPAGATION_MS = 3_000;

/** Orders of all shops: the buyer's side, the seller's side and the carrier's side. */
export class OrderDesk {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<VosoState>,
    private readonly events: VosoEvents,
  ) {
    core.clock.on(DEADLINE_TIMER, (number) => this.expire(String(number)));
  }

  /** A buyer orders: the units are taken in the same tick, or nothing happens. Throws: notFound, illegalMove, notEnoughStock. */
  place(wish: BuyerOrder): Order {
    const taken = wish.lines.map((line) => ({ product: this.onSale(line), quantity: line.quantity }));
    const [first] = taken;
    if (!first) throw new Problem(problems.validation, 'Đơn hàng trống.');
    if (taken.some(({ product }) => product.shopId !== first.product.shopId)) {
      throw new Problem(problems.validation, 'Một đơn chỉ gồm sản phẩm của một gian hàng.');
    }
    for (const { product } of taken) {
      const asked = taken.filter((each) => each.product === product).reduce((sum, each) => sum + each.quantity, 0);
      if (asked > product.sellable) {
        throw new Problem(problems.notEnoughStock, `Cần ${asked}, sàn còn ${product.sellable}.`, { available: product.sellable });
      }
    }
    for (const { product, quantity } of taken) {
      product.sellable -= quantity;
      product.hold += quantity;
    }
    const lines = taken.map(({ product, quantity }) => toLine(product, quantity));
    const order = this.open(first.product, lines, wish);
    this.section.data.orders.push(order);
    this.core.clock.schedule(DEADLINE_TIMER, CONFIRM_MS, order.number, deadlineKey(order.number));
    this.events.order(order);
    return order;
  }

  /** Somebody buys in the worst moment; nothing happens when it cannot be sold. */
  placeIfPossible(productId: number, quantity: number): void {
    const product = this.section.data.products.find((each) => each.id === productId);
    if (product?.status !== 20 || product.sellable < quantity) return;
    const buyer = { name: 'Người mua chen ngang', phone: '0900000009' };
    this.place({ lines: [{ productId: String(productId), quantity }], payment: 'cod', address: 'new', buyer, note: '' });
  }

  /** TYPE 1. Returns the webhook's delivery id. */
  confirm(order: Order): number {
    if (order.status === 1 && this.core.faults.take('buyer-cancels-during-confirm', { id: order.number })) this.cancelBy(order, 'BUYER');
    if (order.status === 9) throw refusals.incorrect('TYPE');
    if (order.status !== 1) throw refusals.orderStatusExists();
    this.core.clock.cancel(deadlineKey(order.number));
    return this.move(order, 2);
  }

  /** TYPE 6. */
  createWaybill(order: Order): number {
    if (order.waybill) throw refusals.orderStatusExists();
    if (order.status !== 2) throw refusals.incorrect('TYPE');
    order.waybill = `VOSO${String(this.section.data.nextWaybill++).padStart(9, '0')}`;
    order.sortCode = `${order.receiver.province}-${order.receiver.ward}`;
    order.waybillAt = this.core.clock.now().toISOString();
    return this.move(order, 3);
  }

  /** TYPE 4, by the seller. */
  cancelBySeller(order: Order): number {
    if (order.status === 9) throw refusals.orderStatusExists();
    if (this.core.faults.take('cancel-refused', { id: order.number })) this.pickUp(order);
    if (!mayCancel(order.status)) throw refusals.incorrect('TYPE');
    const waybillAge = order.waybillAt ? this.core.clock.now().getTime() - Date.parse(order.waybillAt) : Infinity;
    if (waybillAge < PROPAGATION_MS) throw refusals.systemError();
    return this.cancelBy(order, 'SELLER');
  }

  /** TYPE 2 (send back) and 3 (deliver again): the seller's answer to a failed delivery. */
  answerFailedDelivery(order: Order, next: 515 | 550): number {
    if (order.status === next) throw refusals.orderStatusExists();
    if (order.status !== 505) throw refusals.incorrect('TYPE');
    return this.move(order, next);
  }

  /** From the controls: the buyer or the platform cancels, or the seller does it by hand. Throws: illegalMove. */
  cancelByHand(number: string, by: CancelBy): Order {
    const order = this.byNumber(number);
    if (!mayCancel(order.status)) throw new Problem(problems.illegalMove, 'Đơn này không còn hủy được.');
    this.cancelBy(order, by === 'seller' ? 'SELLER' : by === 'buyer' ? 'BUYER' : 'SYSTEM');
    return order;
  }

  /** The carrier reports a state. `force` allows what never should happen (a state after the last one). Throws: illegalMove. */
  advance(number: string, status: number, body: Readonly<Record<string, unknown>>): Order {
    const order = this.byNumber(number);
    if (body['force'] !== true && !mayAdvance(order.status, status, order.isReturning)) {
      throw new Problem(problems.illegalMove, `Không thể chuyển từ ${order.status} sang ${status}.`);
    }
    const odd = this.core.faults.take('unknown-status', { id: order.number });
    if (odd && !isFinal(order.status)) this.move(order, odd.number('status', 551));
    if (status === 200 || status === 202) this.reweigh(order);
    this.move(order, status, typeof body['reasonCode'] === 'number' ? body['reasonCode'] : null);
    return order;
  }

  /** Throws: `Order does not exist`. */
  owned(shop: Shop, number: unknown): Order {
    const order = this.section.data.orders.find((each) => each.shopId === shop.id && (each.number === number || each.waybill === number));
    if (!order || typeof number !== 'string') throw refusals.orderUnknown();
    return order;
  }

  byNumber(number: string): Order {
    const order = this.section.data.orders.find((each) => each.number === number);
    if (!order) throw new Problem(problems.notFound, `Không có đơn ${number}.`);
    return order;
  }

  private expire(number: string): void {
    const order = this.section.data.orders.find((each) => each.number === number);
    if (order?.status === 1) this.cancelBy(order, 'SYSTEM');
  }

  private cancelBy(order: Order, by: 'SELLER' | 'BUYER' | 'SYSTEM'): number {
    order.cancelBy = by;
    this.core.clock.cancel(deadlineKey(order.number));
    return this.move(order, 9);
  }

  private pickUp(order: Order): void {
    if (order.status === 3 || order.status === 103 || order.status === 104) this.move(order, 105);
  }

  /** The weighing at the post office finds another weight, hence another fee. */
  private reweigh(order: Order): void {
    const fault = this.core.faults.take('edited-fee', { id: order.number });
    if (!fault) return;
    const [line] = order.lines;
    if (line) line.weightGrams = fault.number('weight', line.weightGrams * 2);
    order.feeVnd = fault.number('fee', order.feeVnd + 15_000);
  }

  private move(order: Order, status: number, reasonCode: number | null = null): number {
    const at = this.core.clock.now().toISOString();
    order.status = status;
    order.statusAt = at;
    order.history.push({ at, status });
    if (startsReturn(status)) order.isReturning = true;
    if (!order.hasLeft && hasLeft(status)) this.release(order, false);
    else if (!order.hasLeft && isPutBack(status)) this.release(order, true);
    return this.events.order(order, reasonCode);
  }

  /** Holds end once: the goods have left, or the order is over before they did. */
  private release(order: Order, putBack: boolean): void {
    order.hasLeft = true;
    for (const line of order.lines) {
      const product = this.section.data.products.find((each) => each.id === line.productId);
      if (!product) continue;
      product.hold -= line.quantity;
      if (putBack) product.sellable += line.quantity;
    }
  }

  private onSale(line: BuyerLine): Product {
    const { products, shops } = this.section.data;
    const fitting = products.filter(
      (each) => each.status !== 90 && (line.sku === undefined ? String(each.id) === line.productId : each.content.code === line.sku),
    );
    if (fitting.length === 0) throw new Problem(problems.notFound, 'Không có sản phẩm này trên sàn.');
    const product = fitting.find((each) => each.status === 20 && !shops.find((shop) => shop.id === each.shopId)?.locked);
    if (!product) throw new Problem(problems.illegalMove, 'Sản phẩm đang không bán.', { available: 0 });
    return product;
  }

  private open(product: Product, lines: OrderLine[], wish: BuyerOrder): Order {
    const now = this.core.clock.now();
    const turn = this.section.data.nextOrder++;
    const goodsVnd = lines.reduce((sum, line) => sum + line.quantity * line.priceVnd, 0);
    const weight = lines.reduce((sum, line) => sum + line.quantity * line.weightGrams, 0);
    const forced = this.core.faults.take('address')?.text('scheme', 'mismatch');
    const scheme = addressSchemes.find((each) => each === forced) ?? wish.address;
    return {
      number: `V${toOrderDay(now)}${String(turn).padStart(4, '0')}`,
      shopId: product.shopId,
      status: 1,
      statusAt: now.toISOString(),
      createdAt: now.toISOString(),
      confirmDeadline: new Date(now.getTime() + CONFIRM_MS).toISOString(),
      payment: wish.payment,
      waybill: null,
      sortCode: null,
      waybillAt: null,
      cancelBy: null,
      isReturning: false,
      hasLeft: false,
      feeVnd: feeOf(weight),
      commissionVnd: commissionOf(goodsVnd),
      goodsVnd,
      note: wish.note,
      groupAddressId: product.content.groupAddressId,
      receiver: { ...buyerAddress(scheme, turn), name: wish.buyer.name, phone: wish.buyer.phone },
      lines,
      history: [{ at: now.toISOString(), status: 1 }],
    };
  }
}

function toLine(product: Product, quantity: number): OrderLine {
  const { code, name, priceVnd, weightGrams } = product.content;
  return { productId: product.id, code, name, quantity, priceVnd, weightGrams };
}

const deadlineKey = (number: string): string => `confirm:${number}`;
