import type { Call, StockItem, StockResult } from '../../platform/contract';
import type { Fields } from './wire.rules';
import { fieldsOf, listOf, textIn, textOf, valueOf, wholeIn } from './wire.rules';

type StockRefusal = Extract<StockResult, { ok: false }>['code'];

const codes: Readonly<Record<string, StockRefusal>> = {
  SKU_NOT_FOUND: 'not-found',
  NOT_APPROVED: 'not-approved',
  LOCKED: 'locked',
  SELLER_LOCKED: 'locked',
  QUANTITY_LESS_THAN_RESERVED: 'below-reserved',
  STALE_UPDATE: 'stale',
  // The only one that the platform calls worth repeating.
  INTERNAL: 'transient',
};

/** The body of updateInventory. `sentAt` lets the platform refuse a number that was overtaken on the way. */
export function toInventory(items: readonly StockItem[], { at, credentials }: Pick<Call, 'at' | 'credentials'>): Fields {
  const sentAt = at.toISOString();
  return { warehouseCode: credentials['warehouseCode'], items: items.map(({ ref, quantity }) => ({ sku: ref.sku, quantity, sentAt })) };
}

/** One result per item, in the order of the items. An item that the answer does not mention is `transient`: nothing is known of it, and sending it again is harmless. */
export function toStockResults(items: readonly StockItem[], answer: unknown): readonly StockResult[] {
  const body = fieldsOf(answer, 'updateInventory');
  const results = new Map<string, StockResult>();
  for (const each of listOf(valueOf(body, 'success') ?? [], 'success')) {
    const row = fieldsOf(each, 'success');
    const reserved = wholeIn(row, 'reserved');
    results.set(textOf(row, 'sku'), reserved === undefined ? { ok: true } : { ok: true, reserved });
  }
  // Failures second: where both lists name an item, the bad news is believed.
  for (const each of listOf(valueOf(body, 'failure') ?? [], 'failure')) {
    const row = fieldsOf(each, 'failure');
    const code = textIn(row, 'code') ?? '';
    const platformText = [code, textIn(row, 'message')].filter(Boolean).join(': ');
    results.set(textOf(row, 'sku'), { ok: false, code: codes[code] ?? 'refused', platformText });
  }
  return items.map(
    ({ ref }) => results.get(ref.sku) ?? { ok: false, code: 'transient', platformText: 'the answer does not mention this SKU' },
  );
}
