import type { DemoMaker, DemoProduct } from './list/demo-list';
import type { Market } from './market';
import { PLATFORM_NAMES, PLATFORMS, type PlatformCode } from './practice';
import type { Screen } from './screen';
import { until } from './waiting';

/** A sale or its cancellation must show on the other platform within this time. */
const IN_STEP_WITHIN_MS = 20_000;
/** The first is cancelled again, the second confirmed; the others wait for their sellers. Even numbers, so that shares stay equal. */
const QUANTITIES: readonly ((onHand: number) => number)[] = [() => 4, () => 6, bulk, () => 8, bulk];

/** A fifth of all: on the first platform, whose buyers are not interrupted for a small raise, enough to have the rest shared equally again. */
function bulk(onHand: number): number {
  return 2 * Math.floor(onHand / 10);
}

/**
 * What buyers of the demonstration buy: the same at every start, each product once, so that a purchase is recognised. Only of makers with invented names: no
 * order may look like one that a real maker got.
 */
export function purchases(
  makers: readonly DemoMaker[],
  published: readonly DemoProduct[],
): readonly { readonly platform: PlatformCode; readonly product: DemoProduct; readonly quantity: number }[] {
  const codes = new Set(published.map((product) => product.code));
  const shelf = makers.filter((maker) => maker.isInvented).flatMap((maker) => maker.products.filter((product) => codes.has(product.code)));
  return shelf.slice(0, QUANTITIES.length).map((product, at) => ({
    platform: PLATFORMS[at % 2] ?? PLATFORMS[0],
    product,
    quantity: QUANTITIES[at]?.(product.onHand) ?? 2,
  }));
}

/** Buyers buy, and both platforms and our API are watched. Every sentence that it prints was seen over HTTP. */
export class Story {
  constructor(
    private readonly market: Market,
    private readonly screen: Screen,
    /** false: what an earlier start has done is not looked at again, because people may have bought more since. */
    private readonly isWhole: boolean,
  ) {}

  /** Bought on one: the other offers less, the order is in our API once; cancelled by the buyer: all is back. */
  async buyAndCancel(platform: PlatformCode, product: DemoProduct, quantity: number): Promise<void> {
    const other = PLATFORMS.find((code) => code !== platform) ?? platform;
    const { screen, market } = this;
    screen.begin(
      `Người mua đặt ${quantity} × ${product.name} trên ${PLATFORM_NAMES[platform]}`,
      `buying ${quantity} × ${product.sku} on ${platform}`,
    );
    const orderId = await market.buy(platform, product, quantity);
    const wasCancelled = await this.isCancelled(platform, orderId);
    await market.order(platform, product, orderId);
    screen.done(`Đơn ${orderId} có đúng một lần trong API`, 'the order is in the API exactly once');
    if (wasCancelled && !this.isWhole) return;
    if (!wasCancelled) {
      const wanted = (product.onHand - quantity) / 2;
      await until(`${other} offers ${wanted}`, IN_STEP_WITHIN_MS, async () => (await market.sellable(other, product.sku)) === wanted);
      screen.done(
        `${PLATFORM_NAMES[other]} còn ${wanted} thay vì ${product.onHand / 2}`,
        `${other} offers ${wanted} instead of ${product.onHand / 2}`,
      );
      screen.begin('Người mua huỷ đơn', 'the buyer cancels');
      await market.controls[platform].post(`/orders/${encodeURIComponent(orderId)}/cancel`, { by: 'buyer' });
    }
    await market.order(platform, product, orderId, ['cancelled']);
    await market.inStep([product], IN_STEP_WITHIN_MS, true);
    screen.done(`Hai sàn trở lại ${product.onHand / 2} mỗi bên`, `both offer ${product.onHand / 2} again`);
  }

  /** Bought, confirmed through our API, and the label comes as a PDF. */
  async buyAndConfirm(platform: PlatformCode, product: DemoProduct, quantity: number): Promise<void> {
    const { screen, market } = this;
    screen.begin(
      `Người mua đặt ${quantity} × ${product.name} trên ${PLATFORM_NAMES[platform]}`,
      `buying ${quantity} × ${product.sku} on ${platform}`,
    );
    const orderId = await market.buy(platform, product, quantity);
    const order = await market.order(platform, product, orderId);
    screen.done(`Đơn ${orderId} có đúng một lần trong API`, 'the order is in the API exactly once');
    const path = `/api/v1/producers/${product.makerId}/orders/${order.id}`;
    const isConfirmed = order.stage !== 'awaiting-seller' || order.acts.some((act) => act.kind === 'confirm');
    if (isConfirmed && !this.isWhole) return;
    screen.begin('Chủ thể xác nhận đơn', 'confirming the order');
    if (!isConfirmed) await market.operator.write('POST', `${path}/confirm`, `confirm-${order.id}`, {});
    const { stage } = await market.order(platform, product, orderId, ['confirmed', 'ready-to-ship']);
    const label = await until('the label', IN_STEP_WITHIN_MS, () => market.operator.bytes(`${path}/label`));
    if (label.length < 100) throw new Error(`the label has ${label.length} bytes`);
    screen.done(`Đơn đã xác nhận (${stage}), nhãn gửi hàng ${Math.ceil(label.length / 1024)} KB`, 'confirmed, the label is there');
    await market.inStep([product], IN_STEP_WITHIN_MS, true);
    screen.done('Hai sàn chào bán bằng nhau', 'both platforms offer the same');
  }

  /** A plain purchase that waits for its seller. */
  async buy(platform: PlatformCode, product: DemoProduct, quantity: number): Promise<void> {
    const isNew = (await this.market.findPurchase(platform, product, quantity)) === null;
    const orderId = await this.market.buy(platform, product, quantity);
    await this.market.order(platform, product, orderId);
    if (isNew || this.isWhole) await this.market.inStep([product], IN_STEP_WITHIN_MS, true);
    this.screen.done(`${PLATFORM_NAMES[platform]}: đơn ${orderId}, ${quantity} × ${product.name}`, `order of ${quantity} × ${product.sku}`);
  }

  private async isCancelled(platform: PlatformCode, orderId: string): Promise<boolean> {
    const { orders } = await this.market.controls[platform].state();
    return orders.some((order) => order.id === orderId && order.cancelledBy !== null);
  }
}
