import type { Section, SimCore } from '../../core';
import { asFields, asList, countOf, textOf } from '../fields';
import type { Fields } from '../fields';
import { Refusal } from '../refusal';
import type { Customer, PostmartState, Product } from '../state';

export const MAX_STOCK_ITEMS = 50;

interface StockItem {
  readonly sku: string;
  readonly quantity: number;
  readonly sentAt: string | null;
}
type StockRefusal = 'SKU_NOT_FOUND' | 'NOT_APPROVED' | 'LOCKED' | 'QUANTITY_LESS_THAN_RESERVED' | 'STALE_UPDATE' | 'INTERNAL';

/** Why the platform does not take a number; null = it does. `quantity` is on hand: the platform takes off what it has reserved itself. */
export function stockRefusal(product: Product | undefined, item: StockItem): StockRefusal | null {
  if (!product) return 'SKU_NOT_FOUND';
  if (product.locked) return 'LOCKED';
  if (product.productCode === null) return 'NOT_APPROVED';
  if (item.quantity < product.reserved) return 'QUANTITY_LESS_THAN_RESERVED';
  // Equal is accepted, so that a repeat after a lost answer succeeds.
  if (item.sentAt !== null && product.stockSentAt !== null && Date.parse(item.sentAt) < Date.parse(product.stockSentAt))
    return 'STALE_UPDATE';
  return null;
}

/** Units a buyer can still have. */
export const sellable = (product: Product): number => Math.max(0, product.onHand - product.reserved);

/** updateInventory: a batch with a result for each item. */
export class Inventory {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<PostmartState>,
    /** A buyer comes in between (knob `stock-race`). */
    private readonly buy: (sku: string, quantity: number) => void,
  ) {}

  update(customer: Customer, body: Fields, isLocked: boolean): unknown {
    const warehouse = textOf(body, 'warehouseCode');
    const items = asList(body['items'], 'items', MAX_STOCK_ITEMS).map(readItem);
    if (warehouse !== customer.warehouseCode) throw new Refusal(404, 'WAREHOUSE_NOT_FOUND', `warehouse ${warehouse}`);
    const last = [...new Map(items.map((item) => [item.sku, item])).values()];
    const success: unknown[] = [];
    const failure: unknown[] = [];
    for (const item of last) {
      const race = this.core.faults.take('stock-race', { sku: item.sku });
      if (race) this.buy(item.sku, race.number('quantity', 1));
      const refusal = this.store(customer, item, isLocked);
      const reserved = this.productOf(customer, item.sku)?.reserved ?? 0;
      if (!refusal) success.push({ sku: item.sku, quantity: item.quantity, reserved });
      else failure.push({ sku: item.sku, code: refusal, message: messages[refusal] });
    }
    return { total: last.length, successCount: success.length, failureCount: failure.length, success, failure };
  }

  private store(customer: Customer, item: StockItem, isLocked: boolean): StockRefusal | null {
    const product = this.productOf(customer, item.sku);
    if (this.core.faults.take('partial-batch', { sku: item.sku })) return 'INTERNAL';
    const refusal = isLocked ? 'LOCKED' : stockRefusal(product, item);
    if (refusal === 'SKU_NOT_FOUND' && this.core.faults.take('false-success', { sku: item.sku })) return null;
    if (refusal || !product) return refusal;
    product.onHand = item.quantity;
    product.stockSentAt = item.sentAt ?? product.stockSentAt;
    return null;
  }

  private productOf(customer: Customer, sku: string): Product | undefined {
    return Object.values(this.section.data.products).find(
      (product) => product.customerCode === customer.customerCode && product.sku === sku && !product.deleted,
    );
  }
}

function readItem(value: unknown): StockItem {
  const item = asFields(value, 'items');
  const sentAt = item['sentAt'] ?? null;
  if (sentAt !== null && (typeof sentAt !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(sentAt) || Number.isNaN(Date.parse(sentAt)))) {
    throw new Refusal(400, 'INVALID_REQUEST', 'sentAt: must be an ISO date and time');
  }
  return { sku: textOf(item, 'sku'), quantity: countOf(item, 'quantity', 0), sentAt };
}

const messages: Readonly<Record<StockRefusal, string>> = {
  SKU_NOT_FOUND: 'sku does not exist',
  NOT_APPROVED: 'product is not approved yet',
  LOCKED: 'product or seller is locked',
  QUANTITY_LESS_THAN_RESERVED: 'quantity is less than reserved',
  STALE_UPDATE: 'a newer update was received',
  INTERNAL: 'internal error, please retry',
};
