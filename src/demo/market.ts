import { atEachPractice, perPractice, type PerPractice } from '../sandbox/practice';
import type { Api } from './api';
import type { DemoProduct } from './list/demo-list';
import { PLATFORMS, PracticeControl, type PlatformCode, type PracticeState } from './practice';
import { inParallel, until } from './waiting';

export interface ShownListing {
  readonly platform: string;
  readonly sku: string;
  readonly state: string;
  readonly share: number;
  readonly shown: number | null;
  readonly issues: readonly { readonly code: string; readonly adviceVi: string }[];
}

interface Missing {
  readonly platform: PlatformCode;
  readonly product: DemoProduct;
}

/** What a platform has against a product. */
export interface Refusal extends Missing {
  readonly code: string;
  readonly adviceVi: string;
}

export interface Settled {
  readonly liveOnBoth: readonly DemoProduct[];
  readonly refused: readonly Refusal[];
}

/** With more missing than this it is not worth asking for reasons yet. */
const MOST_REFUSED = 25;

export interface SeenOrder {
  readonly id: string;
  readonly platform: string;
  readonly platformOrderId: string;
  readonly stage: string;
  readonly acts: readonly { readonly kind: string; readonly state: string }[];
}

export type Snapshot = PerPractice<PracticeState>;

/** What can be seen over HTTP from outside: the practice platforms and our own API side by side, and the buyer. */
export class Market {
  readonly controls: PerPractice<PracticeControl>;

  constructor(
    readonly operator: Api,
    urls: PerPractice<string>,
  ) {
    this.controls = perPractice((code) => new PracticeControl(urls[code]));
  }

  look(): Promise<Snapshot> {
    return atEachPractice((code) => this.controls[code].state());
  }

  async sellable(platform: PlatformCode, sku: string): Promise<number | null> {
    const { products } = await this.controls[platform].state();
    return products.find((product) => product.sku === sku)?.sellable ?? null;
  }

  listings(product: DemoProduct): Promise<readonly ShownListing[]> {
    return this.operator.list<ShownListing>(`/api/v1/producers/${product.makerId}/listings`);
  }

  orders(product: DemoProduct): Promise<readonly SeenOrder[]> {
    return this.operator.list<SeenOrder>(`/api/v1/producers/${product.makerId}/orders`);
  }

  async freeUnits(product: DemoProduct): Promise<number | null> {
    const path = `/api/v1/producers/${product.makerId}/products/${product.id}/stock`;
    return (await this.operator.get<{ available: number | null }>(path)).available;
  }

  /**
   * True when our API says of both platforms what they offer, and that is what is free. After a sale a platform whose buyers must be interrupted for a raise
   * waits for a tenth more; `isShared` asks for equal shares without anything left over.
   */
  private async isInStep(product: DemoProduct, offered: Snapshot, isShared: boolean): Promise<boolean> {
    const free = await this.freeUnits(product);
    const listings = (await this.listings(product)).filter((listing) => listing.sku === product.sku);
    const shown = PLATFORMS.map((platform) => offered[platform].products.find((each) => each.sku === product.sku)?.sellable ?? -1);
    const isSame = PLATFORMS.every((platform, at) => {
      const ours = listings.find((listing) => listing.platform === platform);
      return ours?.state === 'live' && ours.share === shown[at] && ours.shown === shown[at];
    });
    if (!isSame || free === null) return false;
    const idle = free - shown.reduce((sum, each) => sum + each, 0);
    return isShared ? idle === 0 && new Set(shown).size === 1 : idle >= 0 && idle <= Math.max(2, Math.ceil(free / 10));
  }

  /** Waits until every product is on sale at both platforms or a platform has refused it with a reason that our API names. */
  async settled(products: readonly DemoProduct[], withinMs: number, onProgress: (seen: PerPractice<number>) => void): Promise<Settled> {
    let missing: readonly Missing[] = [];
    const what = (): string =>
      `not on sale: ${missing
        .slice(0, 5)
        .map(({ platform, product }) => `${product.sku} at ${platform}`)
        .join(', ')}`;
    const refused = await until(what, withinMs, async () => {
      missing = await this.missing(products);
      const count = (platform: PlatformCode): number => products.length - missing.filter((each) => each.platform === platform).length;
      onProgress(perPractice(count));
      if (missing.length > MOST_REFUSED) return null;
      const refusals = (await Promise.all(missing.map((each) => this.refusal(each)))).filter((each) => each !== null);
      return refusals.length === missing.length ? refusals : null;
    });
    return { liveOnBoth: products.filter((product) => !refused.some((each) => each.product === product)), refused };
  }

  private async missing(products: readonly DemoProduct[]): Promise<Missing[]> {
    const snapshot = await this.look();
    return PLATFORMS.flatMap((platform) => {
      const onSale = new Set(snapshot[platform].products.filter((each) => each.onSale).map((each) => each.sku));
      return products.filter((product) => !onSale.has(product.sku)).map((product) => ({ platform, product }));
    });
  }

  private async refusal({ platform, product }: Missing): Promise<Refusal | null> {
    const listing = (await this.listings(product)).find((each) => each.sku === product.sku && each.platform === platform);
    if (listing?.state === 'paused' || listing?.state === 'withdrawn')
      return { platform, product, code: listing.state, adviceVi: 'đã tạm dừng hoặc gỡ' };
    const [issue] = listing?.state === 'rejected' ? listing.issues : [];
    return issue ? { platform, product, ...issue } : null;
  }

  /** Waits until the stock of all these is in step; `isShared`: in equal shares. */
  async inStep(products: readonly DemoProduct[], withinMs: number, isShared = false): Promise<void> {
    let left = [...products];
    await until(
      () =>
        `stock not in step: ${left
          .slice(0, 5)
          .map((product) => product.sku)
          .join(' ')}`,
      withinMs,
      async () => {
        const snapshot = await this.look();
        const still: DemoProduct[] = [];
        await inParallel(left, 8, async (product) => {
          if (!(await this.isInStep(product, snapshot, isShared))) still.push(product);
        });
        left = still;
        return left.length === 0;
      },
    );
  }

  /** Buys once: a purchase of this product that is there already is the one. Answers the platform's number of the order. */
  async buy(platform: PlatformCode, product: DemoProduct, quantity: number): Promise<string> {
    const known = await this.findPurchase(platform, product, quantity);
    if (known !== null) return known;
    const bought = (await this.controls[platform].post('/orders', { lines: [{ sku: product.sku, quantity }] })) as {
      orderId: string | number;
    };
    return String(bought.orderId);
  }

  /** The platform's number of an order of just this, if there is one. */
  async findPurchase(platform: PlatformCode, product: DemoProduct, quantity: number): Promise<string | null> {
    const { orders } = await this.controls[platform].state();
    return orders.find(({ lines }) => lines.some((line) => line.sku === product.sku && line.quantity === quantity))?.id ?? null;
  }

  /** The order as our API shows it, once it is there. Throws: when it is there twice. */
  async order(platform: PlatformCode, product: DemoProduct, orderId: string, stages?: readonly string[]): Promise<SeenOrder> {
    return until(`order ${orderId} of ${platform}${stages ? ` ${stages.join(' or ')}` : ''}`, 20_000, async () => {
      const found = (await this.orders(product)).filter((order) => order.platform === platform && order.platformOrderId === orderId);
      if (found.length > 1) throw new Error(`order ${orderId} of ${platform} is there ${found.length} times`);
      const [order] = found;
      return order && (!stages || stages.includes(order.stage)) ? order : null;
    });
  }
}
