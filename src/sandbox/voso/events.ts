import type { Section, SimCore } from '../core';
import { productStatusNames } from './product.rules';
import { toWireOrder } from './wire';
import { toOrderDay, toVosoTime } from './voso.format';
import type { Order, Product, Shop, VosoState } from './voso.state';

/** Above 2^53: a JSON reader that uses doubles rounds it. */
const BIG_NUMBER = '9007199254740993117';
const FOREIGN_RATE = 0.05;

/** Writes the webhooks: full content, no event id, no event type, the secret inside the body. */
export class VosoEvents {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<VosoState>,
    private readonly jwt: (claims: Readonly<Record<string, unknown>>) => string,
  ) {}

  /** Returns the delivery id; 0 when nothing is sent. */
  order(order: Order, reasonCode: number | null = null): number {
    const shop = this.shopOf(order.shopId);
    if (!shop?.webhookUrl) return 0;
    const isForeign = this.core.faults.take('foreign-event') !== null || (this.core.noise && this.core.random.chance(FOREIGN_RATE));
    if (isForeign)
      this.send(shop, this.orderData({ ...order, number: this.foreignNumber(), waybill: null }, null), {
        type: 'foreign',
        status: order.status,
      });
    return this.send(shop, this.orderData(order, reasonCode), { type: 'order', id: order.number, status: order.status });
  }

  product(product: Product): number {
    const shop = this.shopOf(product.shopId);
    if (!shop?.webhookUrl) return 0;
    const data = {
      PRODUCT_ID: product.id,
      PRODUCT_CODE: product.content.code,
      PRODUCT_STATUS: product.status,
      STATUS_NAME: productStatusNames[product.status],
      PRODUCT_STATUSDATE: toVosoTime(new Date(product.statusAt)),
      REASON_CODE: product.reasonCode,
      NOTE: product.note,
    };
    return this.send(shop, data, { type: 'product', id: product.id, status: product.status });
  }

  private send(shop: Shop, data: Readonly<Record<string, unknown>>, about: Readonly<Record<string, string | number>>): number {
    const token = this.core.faults.take('wrong-token', about) ? `sai-${this.core.random.hex(8)}` : shop.webhookSecret;
    const text = JSON.stringify({ DATA: data, TOKEN: token });
    const isBig = about['type'] === 'product' && this.core.faults.take('big-number', about) !== null;
    // Only the text can carry such a number: JSON.stringify would round it first.
    const body = isBig ? text.replace(/"PRODUCT_ID":\d+/, `"PRODUCT_ID":${BIG_NUMBER}`) : text;
    // The documents say the secret is in this header; a measurement found the platform's own token there. Default: the measured way.
    const authorization = this.core.faults.take('secret-in-header', about)
      ? shop.webhookSecret
      : this.jwt({ iss: 'practice', sub: 'webhook' });
    return this.core.webhooks.enqueue({ queue: String(shop.id), url: shop.webhookUrl ?? '', headers: { authorization }, body, about });
  }

  private orderData(order: Order, reasonCode: number | null): Record<string, unknown> {
    const place = order.hasLeft && order.status >= 200 ? 'HNI, BDH, Bưu cục thực hành' : '';
    return {
      ...toWireOrder(order),
      ORDER_REFERENCE: null,
      // Both spellings: the typo is part of the sibling's real payload.
      LOCALION_CURRENTLY: place,
      LOCATION_CURRENTLY: place,
      PRODUCT_WEIGHT: order.lines.reduce((sum, line) => sum + line.weightGrams * line.quantity, 0),
      REASON_CODE: reasonCode,
    };
  }

  private foreignNumber(): string {
    return `V${toOrderDay(this.core.clock.now())}9${this.core.random.integer(100, 999)}`;
  }

  private shopOf(id: number): Shop | undefined {
    return this.section.data.shops.find((each) => each.id === id);
  }
}
