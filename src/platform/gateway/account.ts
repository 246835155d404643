import { redactText } from '../../shared/kernel';
import type { Trouble } from '../connection/connection.store';
import {
  type CaseVerdict,
  type Delivery,
  type Label,
  type ListingDraft,
  type ListingRef,
  type OrderAct,
  type OrderActResult,
  type OrderPage,
  type PhotoFile,
  type PlatformAdapter,
  type PlatformDescription,
  PlatformError,
  type RawDelivery,
  type RemoteCategory,
  type RemoteListing,
  type RemoteOrder,
  type RemoteOrderRef,
  type StockItem,
  type StockResult,
  type Submitted,
} from '../contract';
import type { Caller } from './caller';
import type { Pacing } from './pacer';

/** What is known of a shop of ours without calling its platform. */
export interface AccountFacts {
  readonly connectionId: string;
  /** Code of the platform. */
  readonly platform: string;
  readonly name: string;
  readonly isPaused: boolean;
  readonly isPractice: boolean;
  /** As of when the account was opened. */
  readonly trouble: Trouble | null;
}

/**
 * A shop of ours at a platform, ready to be used: the same type for every platform. Methods throw PlatformError (act on `failure.kind`), or CallCancelled
 * when the program stops, which is no failure. They refuse to run inside a transaction. The caller never has two calls that change one listing under way.
 */
export interface PlatformAccount extends AccountFacts {
  readonly description: PlatformDescription;
  listCategories(): Promise<readonly RemoteCategory[]>;
  uploadPhoto(photo: PhotoFile): Promise<{ readonly uploadedRef: string }>;
  /** Never repeated by itself after a lost answer: look up by SKU, then adopt or publish again with the same `intentKey`. */
  publish(draft: ListingDraft, intentKey: string): Promise<Submitted>;
  edit(ref: ListingRef, draft: ListingDraft, intentKey: string): Promise<Submitted>;
  setVisible(ref: ListingRef, visible: boolean): Promise<void>;
  remove(ref: ListingRef): Promise<void>;
  readListing(ref: ListingRef): Promise<RemoteListing | null>;
  /**
   * Any number of items; one result per item, in the same order. When a later batch fails, the results of the earlier ones are kept and the rest is
   * `transient` (nothing is known of it); when the first fails, it throws.
   */
  setStock(items: readonly StockItem[]): Promise<readonly StockResult[]>;
  /** Orders created or changed since then, page after page. May repeat orders. */
  listOrders(period: { readonly since: Date; readonly until: Date }): AsyncGenerator<readonly RemoteOrder[], void>;
  readOrder(orderId: string): Promise<RemoteOrder | null>;
  actOnOrder(order: RemoteOrderRef, act: OrderAct): Promise<OrderActResult>;
  /** What became of a pending act; null where the platform has no cases: then only the order shows it. */
  readCase(caseId: string): Promise<CaseVerdict | null>;
  readLabel(order: RemoteOrderRef): Promise<Label | null>;
  /** What a webhook says, or null when it is not authentic. No network. */
  openDelivery(raw: RawDelivery): Delivery | null;
}

/** No platform has so many pages of new orders; a list that goes on longer turns in a circle. */
const MOST_PAGES = 2_000;

export interface AccountParts {
  readonly facts: AccountFacts;
  readonly adapter: PlatformAdapter;
  readonly description: PlatformDescription;
  readonly caller: Caller;
  /** Paces setStock on top of the pace of all calls; null: no such limit. */
  readonly stockPacer: Pacing | null;
  readonly stop: AbortSignal;
  readonly webhookSecrets: readonly string[];
}

/** Ties an adapter and the way calls are done together. */
export function openAccount({ facts, adapter, description, caller, stockPacer, stop, webhookSecrets }: AccountParts): PlatformAccount {
  async function setBatch(batch: readonly StockItem[]): Promise<readonly StockResult[]> {
    await stockPacer?.turn(stop);
    const results = await caller.call((call) => adapter.setStock(call, batch));
    if (results.length !== batch.length)
      throw new PlatformError({ kind: 'malformed' }, `${results.length} results for ${batch.length} items`);
    return results.map((result) => (result.ok ? result : { ...result, platformText: redactText(result.platformText) }));
  }

  async function setStock(items: readonly StockItem[]): Promise<readonly StockResult[]> {
    const size = Math.max(1, description.capabilities.stockBatchSize);
    const results: StockResult[] = [];
    for (let from = 0; from < items.length; from += size) {
      try {
        results.push(...(await setBatch(items.slice(from, from + size))));
      } catch (error) {
        if (from === 0 || !(error instanceof PlatformError)) throw error;
        const platformText = error.message;
        return [...results, ...items.slice(from).map((): StockResult => ({ ok: false, code: 'transient', platformText }))];
      }
    }
    return results;
  }

  async function* listOrders(period: { readonly since: Date; readonly until: Date }): AsyncGenerator<readonly RemoteOrder[], void> {
    let cursor: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const asked = cursor;
      const page: OrderPage = await caller.call((call) =>
        adapter.listOrders(call, { ...period, ...(asked === undefined ? {} : { cursor: asked }) }),
      );
      yield page.orders;
      if (page.next === undefined) return;
      if (page.next === asked) break;
      cursor = page.next;
    }
    throw new PlatformError({ kind: 'malformed' }, 'the list of orders does not end');
  }

  return {
    ...facts,
    description,
    listCategories: () => caller.call((call) => adapter.listCategories(call)),
    uploadPhoto: (photo) => caller.call((call) => adapter.uploadPhoto(call, photo)),
    publish: (draft, intentKey) => caller.call((call) => adapter.publish(call, draft, intentKey)),
    edit: (ref, draft, intentKey) => caller.call((call) => adapter.edit(call, ref, draft, intentKey)),
    setVisible: (ref, visible) => caller.call((call) => adapter.setVisible(call, ref, visible)),
    remove: (ref) => caller.call((call) => adapter.remove(call, ref)),
    readListing: (ref) => caller.call((call) => adapter.readListing(call, ref)),
    setStock,
    listOrders,
    readOrder: (orderId) => caller.call((call) => adapter.readOrder(call, orderId)),
    actOnOrder: (order, act) => caller.call((call) => adapter.actOnOrder(call, order, act)),
    readCase: async (caseId) =>
      adapter.readCase ? caller.call((call) => adapter.readCase?.(call, caseId) ?? Promise.resolve(null)) : null,
    readLabel: (order) => caller.call((call) => adapter.readLabel(call, order)),
    openDelivery: (raw) => adapter.openDelivery(raw, webhookSecrets),
  };
}
