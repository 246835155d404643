import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults';
import type { WebhookPolicy } from './webhooks';

/** One line of a buyer's basket; either code finds the product. Units: pieces. */
export interface BuyerLine {
  readonly sku?: string;
  readonly productId?: string;
  readonly quantity: number;
}

/**
 * Which address the buyer has. `old`: province, district, ward of before July 2025. `new`: two levels. `mismatch`: new codes, old names.
 * `colliding`: a ward code that exists in both worlds (26740). `split`: an old ward that was divided among several new ones.
 */
export type AddressScheme = 'old' | 'new' | 'mismatch' | 'colliding' | 'split';
export const addressSchemes: readonly AddressScheme[] = ['old', 'new', 'mismatch', 'colliding', 'split'];

/** A buyer orders, from the storefront or from `POST /__sim/orders`. */
export interface BuyerOrder {
  readonly lines: readonly BuyerLine[];
  readonly payment: 'cod' | 'paid';
  readonly address: AddressScheme;
  readonly buyer: { readonly name: string; readonly phone: string };
  readonly note: string;
}

export type CancelBy = 'seller' | 'buyer' | 'system';

export interface ReviewDecision {
  readonly approve: boolean;
  /** The platform's own reason code or text; absent means the platform's default reason. */
  readonly reason?: string;
  readonly note?: string;
}

/** What `GET /__sim/state` shows, in the same form for both platforms, so that tests can compare. */
export interface SimState {
  readonly products: readonly SimProduct[];
  readonly orders: readonly SimOrder[];
}
export interface SimProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly status: string;
  readonly onSale: boolean;
  readonly priceVnd: number;
  readonly sellable: number;
  readonly reserved: number;
  readonly onHand: number;
}
export interface SimOrder {
  readonly id: string;
  readonly status: string;
  readonly statusName: string;
  readonly waybill: string | null;
  readonly payment: 'cod' | 'paid';
  readonly totalVnd: number;
  readonly cancelledBy: string | null;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly priceVnd: number }[];
}

/**
 * The hands of the person at the sandbox's controls (`/__sim/…`). The core parses the request; the platform does it.
 * Throws: Problem from shared/kernel (notFound, notEnoughStock, illegalMove, validation), which the core answers as problem+json.
 */
export interface PlatformControl {
  /** Called after the core emptied every section: put the default shop back. */
  reset(): void;
  seed(body: Readonly<Record<string, unknown>>): unknown;
  /** Takes stock in the same tick or throws `notEnoughStock`. */
  placeOrder(order: BuyerOrder): { orderId: string };
  advance(orderId: string, status: string, body: Readonly<Record<string, unknown>>): unknown;
  cancel(orderId: string, by: CancelBy): unknown;
  review(productId: string, decision: ReviewDecision): unknown;
  retireCategory(body: Readonly<Record<string, unknown>>): unknown;
  expireTokens(body: Readonly<Record<string, unknown>>): unknown;
  state(): SimState;
}

export interface StorefrontProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly seller: string;
  readonly category: string;
  readonly priceVnd: number;
  /** The struck-out price, when higher. */
  readonly marketPriceVnd: number | null;
  readonly unit: string;
  /** As the seller sent it; may hold HTML, which the storefront never trusts. */
  readonly description: string;
  /** OCOP stars 3 to 5. */
  readonly stars: number | null;
  /** Paths on this server; the first is the cover. */
  readonly photos: readonly string[];
  readonly sellable: number;
}

export interface StorefrontOrder {
  readonly id: string;
  readonly statusName: string;
  readonly placedAt: Date;
  readonly payment: 'cod' | 'paid';
  readonly totalVnd: number;
  readonly waybill: string | null;
  readonly buyerName: string;
  readonly buyerPhone: string;
  readonly buyerMayCancel: boolean;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly priceVnd: number }[];
  readonly history: readonly { readonly at: Date; readonly statusName: string }[];
}

/** What the shop pages of a platform show. Only products a buyer may buy now or soon (on sale), newest first. */
export interface StorefrontSource {
  readonly title: string;
  /** The sentence of the banner on every page. */
  readonly banner: string;
  /** CSS colours: own look per platform. */
  readonly colours: { readonly accent: string; readonly soft: string };
  products(): readonly StorefrontProduct[];
  orders(): readonly StorefrontOrder[];
}

/** One practice marketplace. `createX(core)` returns it; the core serves it. */
export interface Platform {
  readonly name: 'voso' | 'postmart';
  /** Paths that belong to the seller API; the request log and the transport faults apply to these. */
  readonly apiPrefixes: readonly string[];
  /** Knobs of this platform besides the transport and webhook ones of the core: name → what it does. */
  readonly knobs: Readonly<Record<string, string>>;
  /** Practice logins, printed at start. */
  readonly logins: readonly string[];
  readonly webhooks: WebhookPolicy;
  readonly control: PlatformControl;
  readonly storefront: StorefrontSource;
  /** The seller API. Its own error handler may be set on `api`. */
  routes(api: FastifyInstance): void;
  /** Pictures, print pages: no log, no faults. */
  publicRoutes?(open: FastifyInstance): void;
  /** Further `/__sim/…` routes. */
  controlRoutes?(control: FastifyInstance): void;
  /** Answers 429 or "System busy" in the platform's own style. */
  answerBusy(request: FastifyRequest, reply: FastifyReply, fault: Fault | null): unknown;
  answerIpRefused(request: FastifyRequest, reply: FastifyReply): unknown;
  answerUnknownPath(request: FastifyRequest, reply: FastifyReply): unknown;
}
