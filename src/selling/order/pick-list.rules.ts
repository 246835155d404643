import { escapeHtml, paperPage } from '../../shared/kernel';
import type { PickedPackDto, PickListDto } from './pick-list.dto';

export interface PickLine {
  readonly orderId: string;
  readonly platformOrderId: string;
  readonly shopName: string;
  readonly sku: string;
  readonly productId: string | null;
  readonly name: string;
  readonly unit: string;
  readonly quantity: number;
  readonly buyer: string;
}

/** What to lay out: each pack once with how many of it, and below it the parcels they go into. */
export function gather(lines: readonly PickLine[]): PickedPackDto[] {
  const packs = new Map<string, PickedPackDto>();
  for (const { sku, productId, name, unit, quantity, orderId, platformOrderId, shopName, buyer } of lines) {
    const pack = packs.get(sku) ?? { sku, productId, name, unit, quantity: 0, orders: [] };
    packs.set(sku, pack);
    pack.quantity += quantity;
    pack.orders.push({ orderId, platformOrderId, shopName, quantity, buyer });
  }
  return [...packs.values()].sort((a, b) => a.name.localeCompare(b.name, 'vi') || (a.sku < b.sku ? -1 : 1));
}

/** On A4, with boxes to tick; on a small phone the columns stay within the screen. */
export function pickListPage(producerName: string, { day, orders, isCut, packs }: PickListDto): string {
  const title = `Hàng cần lấy, đến hết ngày ${day.split('-').reverse().join('/')}`;
  const rows = packs.map(({ sku, name, unit, quantity, orders: parcels }) => {
    const parts = parcels.map(
      (parcel) => `<li>☐ <b>${parcel.quantity}</b> → ${escapeHtml(`${parcel.platformOrderId}, ${parcel.shopName}, ${parcel.buyer}`)}</li>`,
    );
    return `<tr><td class="count">${quantity}</td><td><b>${escapeHtml(name)}</b> ${escapeHtml(unit)}<br><code>${escapeHtml(sku)}</code><ul>${parts.join('')}</ul></td></tr>`;
  });
  const table =
    packs.length === 0
      ? '<p>Không có đơn nào chờ giao.</p>'
      : `<table><tr><th>Số gói</th><th>Sản phẩm và đơn</th></tr>${rows.join('')}</table>`;
  return paperPage(
    title,
    `<style>.count{font-size:16pt;font-weight:bold;text-align:center;width:4rem}ul{list-style:none;margin:.3rem 0 0;padding:0}li,td{overflow-wrap:anywhere}tr{break-inside:avoid}</style>
<p>${escapeHtml(producerName)}: ${orders} đơn.${isCut ? ' <b>Danh sách dài quá: giao xong phần này rồi in tiếp.</b>' : ''}</p>
${table}`,
  );
}
