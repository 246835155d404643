import type { ListingDraft, OrderStage, RawDelivery } from '../contract';

/**
 * What an adapter's author supplies: how to start a fake of the platform, fresh for every check, and how to be the other people there (buyers, reviewers,
 * the post). The fake speaks real HTTP. For a practice platform of `src/sandbox`, `practiceHarness` makes one of these.
 */
export interface ConformanceHarness {
  start(): Promise<Remote>;
  /** What the drafts of the checks need of this platform. `categoryCode` takes products; `photo` are bytes that it accepts. */
  readonly draft: Partial<Omit<ListingDraft, 'sku' | 'photos'>> & { readonly categoryCode: string };
  /** Only with photoMode `upload`: bytes that the platform accepts. */
  photo?(): Promise<{ readonly bytes: Buffer; readonly format: 'jpeg' | 'png' }>;
  /**
   * How an order gets from one stage to the next there, as statuses for `Remote.advance`, in order. A stage that is left out is not checked.
   * Starts from an order that has been confirmed (and shipped, where that is separate).
   */
  readonly paths: Partial<Record<OrderStage, readonly string[]>>;
  /** What this fake can do besides; absent: not, and the checks that need it are left out. */
  readonly can?: { readonly lockShop?: boolean; readonly busyOnce?: boolean };
  /** Ways to tamper with a genuine delivery that its signature does not notice or must notice: each must come out as null or without `order`. */
  readonly forgeries?: readonly ((genuine: RawDelivery) => RawDelivery)[];
}

export interface ShownListing {
  readonly title: string;
  readonly priceVnd: number;
  /** Units that buyers can buy. */
  readonly sellable: number;
  readonly isOnSale: boolean;
}

/** A running fake and the hands of everybody else there. */
export interface Remote {
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** The same with a wrong password. */
  readonly wrongCredentials: Readonly<Record<string, string>>;
  /** What genuine deliveries are checked with. */
  readonly webhookSecrets: readonly string[];
  /** A well-formed secret (or public key) of somebody else. */
  readonly strangersSecret: string;
  /** With photoMode `url`: an address that the fake can fetch a good photo from; a new one for every call. */
  photoUrl?(): string;
  now(): Promise<Date>;
  /** Moves the fake's clock; what falls due on the way happens. */
  pass(ms: number): Promise<void>;
  expireTokens(): Promise<void>;
  /** Gives the verdict on the newest submission of this SKU. A platform that works asynchronously is first brought to where a verdict is possible. */
  review(sku: string, verdict: { readonly approve: true } | { readonly approve: false; readonly words: string }): Promise<void>;
  /** Everything there that has this SKU and is not deleted. */
  listings(sku: string): Promise<readonly ShownListing[]>;
  /** A buyer orders; answers the id by which the adapter knows the order. */
  order(lines: readonly { readonly sku: string; readonly quantity: number }[], payment?: 'cod' | 'paid'): Promise<string>;
  advance(orderId: string, status: string): Promise<void>;
  cancel(orderId: string, by: 'buyer' | 'platform'): Promise<void>;
  /** From now on webhooks go to this address. */
  sendWebhooksTo(url: string): Promise<void>;
  /** The platform's own way to say that it is busy, for the next call. */
  busyOnce?(): Promise<void>;
  /** The platform locks the shop. */
  lockShop?(): Promise<void>;
  stop(): Promise<void>;
}
