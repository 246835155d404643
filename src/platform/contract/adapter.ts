import type { Vnd } from '../../shared/kernel';
import type { ListingIssue } from './errors';

/**
 * What a platform is, seen from us. One folder in `adapters/` implements PlatformAdapter and nothing else.
 *
 * An adapter method sends one request (or the few that one act needs), translates the answer and translates the refusal.
 * It never retries, sleeps, logs, caches, reads a clock or touches the database: the gateway does that once for all platforms.
 * Methods may be called concurrently for different things of one account; the caller never has two calls that change the same listing under way.
 * Every method throws PlatformError and nothing else.
 */
export interface PlatformAdapter {
  /** Stable lower-case code, the name of the adapter's folder. */
  readonly code: string;
  describe(): PlatformDescription;

  /** Gets a token. Throws `unauthorised` when the credentials are wrong. */
  login(connection: ConnectionAccess): Promise<Session>;

  listCategories(call: Call): Promise<readonly RemoteCategory[]>;

  /**
   * Makes one photo known to the platform. Only called when `capabilities.photoMode` is `upload`; the result is handed back in
   * `ListingDraft.photos[].uploadedRef`. The same bytes may be uploaded twice.
   */
  uploadPhoto(call: Call, photo: PhotoFile): Promise<{ readonly uploadedRef: string }>;

  /**
   * Creates the listing with quantity 0 and submits it for review. Answers the platform's id, or a case whose result comes later.
   * `draft.sku` is ours and unique at the account. Throws `conflict/already-exists` when it is there already (the caller then looks it up and adopts it).
   * `intentKey` is the same for every attempt of one intention; adapters whose platform knows idempotency keys pass it on.
   */
  publish(call: Call, draft: ListingDraft, intentKey: string): Promise<Submitted>;
  /** Replaces the content of a listing; never touches its quantity. Throws `conflict/being-reviewed` when the platform cannot take it now. */
  edit(call: Call, ref: ListingRef, draft: ListingDraft, intentKey: string): Promise<Submitted>;
  setVisible(call: Call, ref: ListingRef, visible: boolean): Promise<void>;
  /** Removes a listing. Removing what is gone is done already: no error. */
  remove(call: Call, ref: ListingRef): Promise<void>;
  /** What the platform has now; null when it has nothing under any of the given names. Finds by `sku` when no id is known (lost replies). */
  readListing(call: Call, ref: ListingRef): Promise<RemoteListing | null>;

  /**
   * Sets quantities, one result per item in the same order; at most `capabilities.stockBatchSize` items a call. An item that was refused is a result,
   * not an exception; an exception means that nothing is known of any item.
   */
  setStock(call: Call, items: readonly StockItem[]): Promise<readonly StockResult[]>;

  /**
   * Orders that were created or changed since `since`, oldest or newest first, page by page until `next` is absent. May repeat orders; must never leave one out
   * (where the platform's pages shift or its dates are coarse, the adapter asks for more than needed).
   */
  listOrders(call: Call, query: OrderQuery): Promise<OrderPage>;
  readOrder(call: Call, orderId: string): Promise<RemoteOrder | null>;
  /** Does one act. `done: 'pending'` when the platform decides later (seen then by reading the order). Throws `conflict/already-done` when it was done before. */
  actOnOrder(call: Call, order: RemoteOrderRef, act: OrderAct): Promise<OrderActResult>;
  /** What became of a `pending` act. Present where the platform gives such acts a case: the order itself does not show that one was refused. */
  readCase?(call: Call, caseId: string): Promise<CaseVerdict>;
  /** The label as the platform prints it; null while it is not ready yet. */
  readLabel(call: Call, order: RemoteOrderRef): Promise<Label | null>;

  /**
   * Checks authenticity on the raw bytes, in constant time, before anything is parsed for use; answers what the delivery says, or null when it is not authentic.
   * No network. A delivery that is authentic but not understood gives no events (it is still acknowledged and kept).
   */
  openDelivery(delivery: RawDelivery, secrets: readonly string[]): Delivery | null;
}

// ---------------------------------------------------------------- description

/** Everything the core must know of a platform without calling it. Plain data: it drives forms, checks and behaviour. */
export interface PlatformDescription {
  readonly name: string;
  readonly credentials: readonly CredentialField[];
  readonly capabilities: Capabilities;
  readonly photoRule: PhotoRule;
  readonly textRule: TextRule;
  /** Certificate and document demands that the platform itself makes (the law's are elsewhere). */
  readonly requires: { readonly ocopCertificate: boolean };
  /** OCOP set number (1 to 26) → the platform's category code; null: not sellable there. */
  readonly categoryForSet: Readonly<Record<number, string | null>>;
  /** Where each part comes from: `documented of a sibling`, `assumed`. Shown to operators; never passed off as fact. */
  readonly sources: readonly { readonly topic: string; readonly basis: 'sibling' | 'marketplace' | 'assumed'; readonly note: string }[];
}

export interface CredentialField {
  readonly key: string;
  readonly labelVi: string;
  readonly secret: boolean;
  readonly required: boolean;
  readonly helpVi?: string;
}

export interface Capabilities {
  /** Most items that one setStock call takes. */
  readonly stockBatchSize: number;
  /**
   * What the number of setStock means there. `sellable`: what buyers may still buy (the platform lowers it itself and forgets orders that happened
   * between our computing and its writing). `on-hand`: what lies in the store; the platform subtracts its own open orders.
   */
  readonly stockMeaning: 'sellable' | 'on-hand';
  /** With `upload`, uploadPhoto is called first; with `url`, drafts carry addresses that the platform fetches later. */
  readonly photoMode: 'upload' | 'url';
  readonly webhookCarriesFullOrder: boolean;
  /** How the verdict of a review comes: both always also by polling. */
  readonly reviewVia: 'webhook-and-poll' | 'poll';
  /** Whether part of an order's lines or quantities can be confirmed. */
  readonly confirmGranularity: 'order' | 'line';
  readonly cancelIsAsync: boolean;
  /** True when handing over needs its own call after confirming (a waybill); false when confirming makes the parcel. */
  readonly shipIsSeparate: boolean;
  /** How long orders stay unconfirmed before the platform cancels them. */
  readonly confirmWithinHours: number;
  /** Whether buyers are asked their age before they see goods for adults. Without it no alcohol is listed there. */
  readonly ageGate: boolean;
  /** Calls the gateway lets through. `stockCallsPerSecond` counts setStock only. */
  readonly limits: { readonly callsPerSecond: number; readonly burst: number; readonly stockCallsPerSecond?: number };
}

export interface PhotoRule {
  readonly formats: readonly ('jpeg' | 'png' | 'webp')[];
  readonly maxBytes: number;
  readonly minEdgePx: number;
  readonly maxEdgePx: number;
  readonly minCount: number;
  readonly maxCount: number;
  /** Changes when any number above does: renditions are named by it. */
  readonly version: number;
}

export interface TextRule {
  /** UTF-8 bytes for the title; absent: no limit known. */
  readonly titleMaxBytes?: number;
  readonly titleMaxChars?: number;
  readonly descriptionMinChars: number;
  readonly descriptionMaxChars: number;
}

// ---------------------------------------------------------------- calls

/** A shop of ours at a platform, as login sees it. */
export interface ConnectionAccess {
  readonly http: HttpClient;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface Session {
  readonly token: string;
  /** null: the platform does not say. */
  readonly expiresAt: Date | null;
}

/** What every call gets. `at` is the time of the call (for platforms that want a timestamp and for relative expiry times). */
export interface Call {
  readonly http: HttpClient;
  readonly token: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly at: Date;
}

/**
 * HTTP as adapters see it: bound to the connection's base address, with time limits, size limits and a record of every call.
 * Answers of every status are returned, not thrown; no answer at all is thrown as PlatformError `unavailable` (unknown outcome unless the connection was never made).
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path and nothing of the host: `/v2/user/Login`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as multipart/form-data. */
  readonly form?: { readonly field: string; readonly fileName: string; readonly contentType: string; readonly bytes: Buffer };
  /** Whether doing it twice is the same as once: the gateway repeats such a request by itself after a failure. */
  readonly safeToRepeat: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

// ---------------------------------------------------------------- listings

export interface RemoteCategory {
  readonly code: string;
  readonly nameVi: string;
  readonly parentCode: string | null;
  readonly isLeaf: boolean;
  readonly isActive: boolean;
}

export interface PhotoFile {
  readonly bytes: Buffer;
  readonly format: 'jpeg' | 'png' | 'webp';
  readonly fileName: string;
}

/** Content of a listing as approved. Quantity is not part of it. */
export interface ListingDraft {
  /** Our SKU code: unique at the account, at most 64 characters of A-Z, 0-9, '-'. */
  readonly sku: string;
  readonly title: string;
  /** Plain text with line breaks. Adapters turn it into what the platform wants (escaped HTML, say). */
  readonly description: string;
  readonly categoryCode: string;
  /** chai, hộp, gói, kg … */
  readonly unit: string;
  readonly price: Vnd;
  readonly weightGrams: number;
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly shelfLifeDays: number | null;
  readonly originVi: string;
  readonly makerVi: string;
  readonly photos: readonly DraftPhoto[];
  readonly ocop: OcopClaim | null;
}

export interface DraftPhoto {
  /** sha256 of the rendition's bytes, hex. */
  readonly sha256: string;
  /** Set when photoMode is `upload`. */
  readonly uploadedRef?: string;
  /** Set when photoMode is `url`: public address, with the hash in it so that a changed photo has another address. */
  readonly url?: string;
}

/** Calendar days as `yyyy-mm-dd`, Vietnam time. */
export interface OcopClaim {
  readonly stars: 3 | 4 | 5;
  readonly certificateNumber: string;
  readonly issuedBy: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
}

/** Names of a listing, as many as are known. `sku` always is. */
export interface ListingRef {
  readonly sku: string;
  readonly externalId?: string;
  readonly caseId?: string;
}

/** `externalId` when the platform gives it at once, `caseId` when a verdict comes first; at least one of the two. */
export interface Submitted {
  readonly externalId?: string;
  readonly caseId?: string;
}

/**
 * - `in-review`: accepted for review, not sold.
 * - `live`: buyers can buy it. `hidden`: we hid it. `locked`: the platform did.
 */
export type RemoteListingState = 'draft' | 'in-review' | 'live' | 'rejected' | 'hidden' | 'locked' | 'deleted' | 'unknown';

export interface RemoteListing extends Submitted {
  readonly sku: string;
  readonly state: RemoteListingState;
  readonly issues: readonly ListingIssue[];
  readonly title?: string;
  readonly price?: number;
  /** What buyers can still buy, when the platform tells. */
  readonly sellable?: number;
  /** Open orders' units as the platform counts them, when it tells. */
  readonly reserved?: number;
  /** Photos that it shows, when the platform tells: some drop what they do not like and say nothing. */
  readonly photoCount?: number;
  readonly publicUrl?: string;
}

export interface StockItem {
  readonly ref: ListingRef;
  /** Units of the pack; its meaning is `capabilities.stockMeaning`. */
  readonly quantity: number;
}

export type StockResult =
  | { readonly ok: true; /** Units in open orders as the platform counts them, when it tells. */ readonly reserved?: number }
  | {
      readonly ok: false;
      readonly code: 'not-found' | 'not-approved' | 'locked' | 'below-reserved' | 'stale' | 'refused' | 'transient';
      readonly platformText: string;
    };

// ---------------------------------------------------------------- orders

export interface OrderQuery {
  /** Orders created at or after this time, and every change of them. */
  readonly since: Date;
  readonly until: Date;
  /** The `next` of the page before; absent for the first. */
  readonly cursor?: string;
}

export interface OrderPage {
  readonly orders: readonly RemoteOrder[];
  readonly next?: string;
}

export interface RemoteOrderRef {
  readonly orderId: string;
  /** Parcel code, when the platform acts by it. */
  readonly parcelCode?: string;
  readonly lines: readonly RemoteOrderLine[];
}

/**
 * The stages of an order that every platform's own states are translated into. Rank in this list is not time: see `selling/order` for the moves.
 * `awaiting-seller` → `confirmed` → `ready-to-ship` (parcel code exists) → `picked-up` (goods have left) → `delivered` → `completed`;
 * `cancelled` before the goods left; `returning` / `returned` after; `partly-returned` when only some units came back; `lost` when destroyed under way;
 * `unknown` for a state never seen before: kept and reported, changes nothing.
 */
export type OrderStage =
  | 'awaiting-seller'
  | 'confirmed'
  | 'ready-to-ship'
  | 'picked-up'
  | 'delivered'
  | 'completed'
  | 'cancelled'
  | 'returning'
  | 'returned'
  | 'partly-returned'
  | 'lost'
  | 'unknown';

export interface RemoteOrderLine {
  /** The platform's own line id when it has one, else the position as text. */
  readonly lineId: string;
  /** Our SKU as the platform sends it back. */
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly title?: string;
  /** Units the seller accepted; absent: all, or not decided. */
  readonly confirmedQuantity?: number;
  /** Units that physically came back, for `partly-returned`. */
  readonly returnedQuantity?: number;
}

export interface RemoteOrder extends RemoteOrderRef {
  readonly stage: OrderStage;
  /** The platform's own state, unchanged. */
  readonly platformState: string;
  readonly cancelledBy?: 'seller' | 'buyer' | 'platform';
  readonly createdAt: Date;
  /** When the state last changed, when the platform tells. */
  readonly changedAt?: Date;
  readonly confirmBy?: Date;
  readonly payment: 'cod' | 'paid';
  readonly cashOnDelivery: number;
  readonly total: number;
  readonly fees: number;
  readonly receiver: Receiver;
  readonly note?: string;
}

export interface Receiver {
  readonly name: string;
  /** As sent; may be masked. */
  readonly phone: string;
  /** Free text: the truth, whatever the codes say. */
  readonly address: string;
  readonly provinceCode?: string;
  readonly communeCode?: string;
  /** Which list the codes belong to. */
  readonly addressScheme: 'pre-2025-07' | '2025-07' | 'unknown';
}

export type OrderAct =
  | {
      readonly kind: 'confirm';
      /** Absent: everything. Only with confirmGranularity `line`. */ readonly accepted?: readonly {
        readonly lineId: string;
        readonly quantity: number;
      }[];
    }
  | { readonly kind: 'refuse'; readonly reason: string }
  | { readonly kind: 'ship' }
  | { readonly kind: 'cancel'; readonly reason: string }
  /** After a failed delivery: bring the goods back, or try again. */
  | { readonly kind: 'accept-return' }
  | { readonly kind: 'deliver-again' };

export interface OrderActResult {
  readonly done: 'yes' | 'pending';
  readonly parcelCode?: string;
  readonly caseId?: string;
}

/** `platformText`: the platform's own words. */
export interface CaseVerdict {
  readonly decided: 'not-yet' | 'granted' | 'refused';
  readonly platformText: string;
}

/** `bytes` as printed by the platform, or a link that the platform gave. */
export type Label = { readonly contentType: string; readonly bytes: Buffer } | { readonly url: string };

// ---------------------------------------------------------------- webhooks

export interface RawDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Delivery {
  /**
   * Same for every repetition of one delivery, different for different ones; at most 200 characters. The platform's own id if it has one,
   * else made of what the delivery says. Unique per connection for ever.
   */
  readonly key: string;
  readonly events: readonly DeliveredEvent[];
  /** How this platform wants to be answered once the delivery is stored. */
  readonly acknowledgement: { readonly status: number; readonly contentType: string; readonly body: string };
}

/**
 * A hint. `order` present: the body carried the whole order; otherwise the core reads it. Content that is not fully authenticated must come without `order`.
 */
export type DeliveredEvent =
  | { readonly kind: 'order'; readonly orderId: string; readonly order?: RemoteOrder; readonly occurredAt?: Date }
  | { readonly kind: 'listing'; readonly ref: Partial<ListingRef>; readonly occurredAt?: Date }
  | { readonly kind: 'category' };
