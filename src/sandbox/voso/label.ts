import type { Section, SimCore } from '../core';
import { refusals } from './voso.refusal';
import type { Order, PrintCode, Shop, VosoState } from './voso.state';
import type { OrderDesk } from './order';
import { escapeHtml } from '../storefront/html';
import { toVosoTime } from './voso.format';

/** Labels: a code is bought by `printing-code`, the page is opened with the code. */
export class LabelDesk {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<VosoState>,
    private readonly orders: OrderDesk,
  ) {}

  /** Throws: `Incorrect data: …`, `Order does not exist` (also when there is no waybill yet). */
  issue(shop: Shop, body: Readonly<Record<string, unknown>>): PrintCode {
    const expiresAt = body['EXPIRY_TIME'];
    const asked = body['ORDER_ARRAY'];
    if (typeof expiresAt !== 'number' || expiresAt <= this.core.clock.now().getTime()) throw refusals.incorrect('EXPIRY_TIME');
    if (!Array.isArray(asked) || asked.length === 0 || asked.length > 100) throw refusals.incorrect('ORDER_ARRAY');
    const orders = asked.map((number: unknown) => this.orders.owned(shop, number));
    if (orders.some((order) => !order.waybill)) throw refusals.orderUnknown();
    const code = { code: this.core.random.hex(32), expiresAt, orders: orders.map((order) => order.number) };
    this.section.data.printCodes.push(code);
    return code;
  }

  /** The page behind a code; null when the code is unknown or has run out. */
  page(code: string): string | null {
    const found = this.section.data.printCodes.find((each) => each.code === code && each.expiresAt > this.core.clock.now().getTime());
    if (!found) return null;
    const labels = found.orders
      .map((number) => this.section.data.orders.find((each) => each.number === number))
      .filter((order) => order !== undefined);
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Phiếu gửi</title><style>
body{font-family:sans-serif;margin:0}.label{border:2px solid #000;margin:8mm;padding:6mm;width:90mm;page-break-after:always}
.code{font:700 20px monospace;letter-spacing:2px}</style></head><body>${labels.map(toLabel).join('')}</body></html>`;
  }
}

function toLabel(order: Order): string {
  const cash = order.payment === 'cod' ? order.goodsVnd + order.feeVnd : 0;
  return `<div class="label"><div>SÀN THỰC HÀNH</div><div class="code">${escapeHtml(order.waybill ?? '')}</div>
<div>Đơn ${escapeHtml(order.number)} · ${escapeHtml(order.sortCode ?? '')} · ${escapeHtml(toVosoTime(new Date(order.createdAt)))}</div>
<p><b>Người nhận:</b> ${escapeHtml(order.receiver.name)}, ${escapeHtml(order.receiver.phone)}<br>${escapeHtml(order.receiver.address)}</p>
<ul>${order.lines.map((line) => `<li>${escapeHtml(line.name)} × ${line.quantity}</li>`).join('')}</ul>
<p><b>Thu hộ:</b> ${cash.toLocaleString('vi-VN')} ₫</p></div>`;
}
