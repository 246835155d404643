import { TEST_BOXES } from './boxes';
import {
  PlatformError,
  PlatformRegistry,
  type Capabilities,
  type PlatformAccount,
  type RemoteOrder,
  type StockItem,
  type StockResult,
} from '../../src/platform';
import { adapters } from '../../src/adapters';
import type { Transactions } from '../../src/shared/db';
import { Inbox, type Hold } from '../../src/sync';
import { DeliveryWriter } from '../../src/sync/inbox/delivery.writer';

type Moment = 'before set' | 'after set' | 'before list' | 'after list' | 'before read' | 'before act' | 'after act';

interface Shelf {
  /** What setStock said, less what has left since. */
  number: number;
  /** Units in orders that have not left. */
  reserved: number;
}

/**
 * A shop on paper: keeps stock and orders as a platform does, and lets a test put anything between any two calls. It says nothing by itself (no webhooks),
 * so the books learn of an order only by asking.
 */
export class PaperShop {
  readonly orders: RemoteOrder[] = [];
  /** Every setStock, in order. */
  readonly told: { sku: string; quantity: number }[] = [];
  /** Everything that was done with orders. */
  readonly acts: { orderId: string; kind: string }[] = [];
  /** As the operator set it. */
  isPaused = false;
  /** Whether its webhooks carry whole orders. */
  carriesOrders = false;
  /** Units that buyers have bought and not cancelled. */
  sold = 0;
  private readonly shelves = new Map<string, Shelf>();
  private readonly planned = new Map<Moment, (() => void | Promise<void>)[]>();

  constructor(
    readonly connectionId: string,
    private readonly meaning: Capabilities['stockMeaning'],
  ) {}

  /** Does `what` once, at the next such moment. */
  once(moment: Moment, what: () => void | Promise<void>): void {
    this.planned.set(moment, [...(this.planned.get(moment) ?? []), what]);
  }

  shelf(sku: string): Shelf {
    const shelf = this.shelves.get(sku) ?? { number: 0, reserved: 0 };
    this.shelves.set(sku, shelf);
    return shelf;
  }

  sellable(sku: string): number {
    const { number, reserved } = this.shelf(sku);
    return this.meaning === 'sellable' ? number : Math.max(0, number - reserved);
  }

  /** A buyer. False when there is not enough. */
  buy(sku: string, quantity: number): RemoteOrder | false {
    if (this.sellable(sku) < quantity) return false;
    const shelf = this.shelf(sku);
    shelf.reserved += quantity;
    if (this.meaning === 'sellable') shelf.number -= quantity;
    this.sold += quantity;
    const order: RemoteOrder = {
      orderId: `${this.connectionId.slice(-6)}-${this.orders.length + 1}`,
      stage: 'awaiting-seller',
      platformState: 'new',
      createdAt: new Date(),
      payment: 'paid',
      cashOnDelivery: 0,
      total: 1000 * quantity,
      fees: 0,
      receiver: { name: 'Người mua', phone: '0900000001', address: 'Hà Nội', addressScheme: 'unknown' },
      lines: [{ lineId: '1', sku, quantity, unitPrice: 1000 }],
    };
    this.orders.push(order);
    return order;
  }

  /** The platform puts the units back on sale by itself. */
  cancel(order: RemoteOrder): void {
    for (const { sku, quantity } of order.lines) {
      const shelf = this.shelf(sku);
      shelf.reserved -= quantity;
      if (this.meaning === 'sellable') shelf.number += quantity;
      this.sold -= quantity;
    }
    this.change(order, { stage: 'cancelled', platformState: 'cancelled' });
  }

  /** The courier takes the goods: they are neither on hand nor reserved any more. */
  pickUp(order: RemoteOrder): void {
    for (const { sku, quantity } of order.lines) {
      const shelf = this.shelf(sku);
      shelf.reserved -= quantity;
      if (this.meaning === 'on-hand') shelf.number -= quantity;
    }
    this.change(order, { stage: 'picked-up', platformState: 'picked-up' });
  }

  /** What the platform says of an order now. */
  now(orderId: string): RemoteOrder {
    const order = this.orders.find((each) => each.orderId === orderId);
    if (!order) throw new Error(`no order ${orderId}`);
    return order;
  }

  /** As the lanes use it. Only what stock and orders need is there. */
  account(): PlatformAccount {
    const account: Partial<PlatformAccount> = {
      connectionId: this.connectionId,
      isPaused: this.isPaused,
      description: {
        capabilities: { stockMeaning: this.meaning, webhookCarriesFullOrder: this.carriesOrders },
      } as PlatformAccount['description'], // what is read of it
      setStock: (items) => this.setStock(items),
      listOrders: () => this.list(),
      readOrder: async (orderId) => {
        await this.at('before read');
        return this.orders.find((each) => each.orderId === orderId) ?? null;
      },
      actOnOrder: async ({ orderId }, act) => {
        await this.at('before act');
        this.acts.push({ orderId, kind: act.kind });
        if (act.kind === 'confirm') this.change(this.now(orderId), { stage: 'confirmed', platformState: 'confirmed' });
        await this.at('after act');
        return { done: 'yes' };
      },
    };
    return account as PlatformAccount; // the rest is not called
  }

  private async setStock(items: readonly StockItem[]): Promise<readonly StockResult[]> {
    await this.at('before set');
    const results = items.map(({ ref, quantity }): StockResult => {
      const shelf = this.shelf(ref.sku);
      if (this.meaning === 'on-hand' && quantity < shelf.reserved) return { ok: false, code: 'below-reserved', platformText: 'reserved' };
      this.told.push({ sku: ref.sku, quantity });
      shelf.number = quantity;
      return this.meaning === 'on-hand' ? { ok: true, reserved: shelf.reserved } : { ok: true };
    });
    await this.at('after set');
    return results;
  }

  /** A list is a picture of one moment: what happens while it is on its way is not in it. */
  private async *list(): AsyncGenerator<readonly RemoteOrder[], void> {
    await this.at('before list');
    const picture = [...this.orders];
    await this.at('after list');
    yield picture;
  }

  private async at(moment: Moment): Promise<void> {
    const planned = this.planned.get(moment) ?? [];
    this.planned.delete(moment);
    for (const what of planned) await what();
  }

  private change(order: RemoteOrder, change: Partial<RemoteOrder>): void {
    const at = this.orders.findIndex((each) => each.orderId === order.orderId);
    this.orders[at] = { ...this.now(order.orderId), ...change };
  }
}

/** The answer never came. */
export function lostAnswer(): never {
  throw new PlatformError({ kind: 'unavailable', outcome: 'unknown' }, 'no answer');
}

/** A lane that nobody disputes. */
export function quietHold(connectionId: string): Hold {
  return { connectionId, isHeld: () => true, fence: () => Promise.resolve() };
}

/** Every platform of the program. */
export const registry = new PlatformRegistry(adapters);

export const inboxOf = (transactions: Transactions): Inbox => new Inbox(new DeliveryWriter(transactions), TEST_BOXES);
