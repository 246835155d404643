import type { StorefrontOrder, StorefrontProduct, StorefrontSource } from '../core/platform';
import { escapeHtml as safe } from './html';

const dong = (amount: number): string => `${amount.toLocaleString('vi-VN')} ₫`;
const moment = (at: Date): string => at.toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
/** Sellers send HTML; the shop shows its words only. */
const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const link = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

/** A whole page: banner, head with search, `content`. Everything variable inside must be escaped already. */
export function layout(source: StorefrontSource, title: string, content: string, search = ''): string {
  return `<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)} · ${safe(source.title)}</title>
<style>:root{--accent:${source.colours.accent};--soft:${source.colours.soft}}${css}</style>
<script src="/cua-hang.js" defer></script></head>
<body><aside class="banner" aria-label="Sàn thực hành">${safe(source.banner)}</aside>
<header><a class="brand" href="/">${safe(source.title)}</a>
<form class="search" action="/" role="search"><input type="search" name="q" value="${safe(search)}" placeholder="Tìm sản phẩm" aria-label="Tìm sản phẩm" maxlength="100"><button>Tìm</button></form>
<a href="/don-hang">Đơn của tôi</a></header>
<main>${content}</main></body></html>`;
}

export function homePage(source: StorefrontSource, products: readonly StorefrontProduct[], search: string): string {
  const heading = search ? `Kết quả cho “${safe(search)}”` : 'Sản phẩm đang bán';
  const empty = search
    ? '<p class="empty">Không tìm thấy sản phẩm nào. <a href="/">Xem tất cả</a></p>'
    : '<p class="empty">Sàn chưa có sản phẩm nào đang bán. Khi một tin đăng được duyệt, sản phẩm sẽ hiện ở đây.</p>';
  const grid = products.length === 0 ? empty : `<ul class="grid">${products.map(card).join('')}</ul>`;
  return layout(source, 'Cửa hàng', `<h1>${heading}</h1>${grid}`, search);
}

function card(product: StorefrontProduct): string {
  return `<li><a class="card" href="${safe(link('/san-pham', product.id))}">${photo(product)}
<span class="name">${safe(product.name)}</span>${stars(product)}
<span class="price">${dong(product.priceVnd)}</span>${stock(product)}</a></li>`;
}

export function productPage(source: StorefrontSource, product: StorefrontProduct, error: string | null = null): string {
  const old = product.marketPriceVnd !== null && product.marketPriceVnd > product.priceVnd ? ` <s>${dong(product.marketPriceVnd)}</s>` : '';
  const more = product.photos.slice(1).map((path) => `<img src="${safe(path)}" alt="" loading="lazy">`);
  return layout(
    source,
    product.name,
    `<article class="product"><div>${photo(product)}<div class="thumbs">${more.join('')}</div></div>
<div><h1>${safe(product.name)}</h1>${stars(product)}
<p class="price">${dong(product.priceVnd)}${old} <small>/ ${safe(product.unit)}</small></p>
<p>${stock(product)} · ${safe(product.category)} · ${safe(product.seller)}</p>
${error ? `<p class="error" role="alert">${safe(error)}</p>` : ''}${buyForm(product)}
<h2>Mô tả</h2><p>${safe(words(product.description)) || 'Chưa có mô tả.'}</p></div></article>`,
  );
}

function buyForm(product: StorefrontProduct): string {
  if (product.sellable < 1) return '<p class="empty">Tạm hết hàng.</p>';
  return `<form class="buy" method="post" action="/mua">
<input type="hidden" name="productId" value="${safe(product.id)}">
<label>Số lượng <input type="number" name="quantity" value="1" min="1" max="${product.sellable}" required inputmode="numeric"></label>
<label>Họ tên <input name="name" value="Người mua thực hành" maxlength="100" required></label>
<label>Điện thoại <input name="phone" value="0900000000" maxlength="20" required inputmode="tel"></label>
<label>Địa chỉ <select name="address"><option value="new">Hai cấp (mới)</option><option value="old">Ba cấp (cũ)</option></select></label>
<label>Thanh toán <select name="payment"><option value="cod">Khi nhận hàng</option><option value="paid">Đã trả trước</option></select></label>
<button class="main">Mua</button></form>`;
}

export function orderPage(source: StorefrontSource, order: StorefrontOrder): string {
  const steps = order.history.map((each) => `<li><b>${safe(each.statusName)}</b> <small>${moment(each.at)}</small></li>`).join('');
  const lines = order.lines.map(
    (line) => `<li>${safe(line.name)} × ${line.quantity} <span>${dong(line.priceVnd * line.quantity)}</span></li>`,
  );
  const cancel = order.buyerMayCancel
    ? `<form method="post" action="${safe(link('/don-hang', order.id))}/huy"><button>Hủy đơn</button></form>`
    : '';
  return layout(
    source,
    `Đơn ${order.id}`,
    `<h1>Đơn ${safe(order.id)}</h1>
<p class="status" data-live="order" data-id="${safe(order.id)}">${safe(order.statusName)}</p>
<p>Đặt lúc ${moment(order.placedAt)} · ${order.payment === 'cod' ? 'Trả tiền khi nhận' : 'Đã trả trước'}${order.waybill ? ` · Vận đơn <b>${safe(order.waybill)}</b>` : ''}</p>
<ul class="lines">${lines.join('')}<li><b>Tổng cộng</b> <b>${dong(order.totalVnd)}</b></li></ul>
<p>Người nhận: ${safe(order.buyerName)}, ${safe(order.buyerPhone)}</p><h2>Hành trình</h2><ol>${steps}</ol>${cancel}`,
  );
}

export function ordersPage(source: StorefrontSource, phone: string, orders: readonly StorefrontOrder[]): string {
  const rows = orders.map(
    (order) =>
      `<li><a href="${safe(link('/don-hang', order.id))}">${safe(order.id)}</a> <span class="status">${safe(order.statusName)}</span> <span>${dong(order.totalVnd)}</span> <small>${moment(order.placedAt)}</small></li>`,
  );
  const list =
    rows.length === 0 ? '<p class="empty">Chưa có đơn nào với số điện thoại này.</p>' : `<ul class="lines">${rows.join('')}</ul>`;
  return layout(
    source,
    'Đơn của tôi',
    `<h1>Đơn của tôi</h1><form class="search" action="/don-hang"><label>Điện thoại <input name="phone" value="${safe(phone)}" maxlength="20" inputmode="tel"></label><button>Xem</button></form>${phone ? list : '<p class="empty">Nhập số điện thoại đã đặt hàng.</p>'}`,
  );
}

export function messagePage(source: StorefrontSource, title: string, text: string): string {
  return layout(source, title, `<h1>${safe(title)}</h1><p class="empty">${safe(text)} <a href="/">Về cửa hàng</a></p>`);
}

const photo = (product: StorefrontProduct): string => {
  const [cover] = product.photos;
  return cover
    ? `<img class="photo" src="${safe(cover)}" alt="${safe(product.name)}" loading="lazy">`
    : '<span class="photo none">Chưa có ảnh</span>';
};
const stars = (product: StorefrontProduct): string =>
  product.stars === null ? '' : `<span class="stars" title="OCOP ${product.stars} sao">OCOP ${'★'.repeat(product.stars)}</span>`;
const stock = (product: StorefrontProduct): string =>
  `<span class="stock" data-live="stock" data-id="${safe(product.id)}">${product.sellable > 0 ? `Còn ${product.sellable}` : 'Hết hàng'}</span>`;

const css = `*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1f1f1f;background:#fafafa}
.banner{margin:0;padding:8px 12px;background:#fff3c4;border-bottom:2px solid #b88a00;color:#5c4400;font-weight:600;text-align:center}
header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;padding:12px;background:var(--accent)}header a{color:#fff}
.brand{font-size:1.25rem;font-weight:700;text-decoration:none}.search{display:flex;gap:8px;flex:1 1 220px}.search input{flex:1;min-width:0}
input,select,button{font:inherit;padding:10px 12px;border:1px solid #767676;border-radius:6px;min-height:44px;max-width:100%}button{background:#fff;cursor:pointer}
main{max-width:1080px;margin:0 auto;padding:12px}h1{font-size:1.4rem;overflow-wrap:anywhere}
.grid{list-style:none;margin:0;padding:0;display:grid;gap:12px;grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}
.card{display:flex;flex-direction:column;gap:4px;height:100%;padding:8px;background:#fff;border:1px solid #ddd;border-radius:8px;color:inherit;text-decoration:none;overflow-wrap:anywhere}
.card:hover,.card:focus{border-color:var(--accent)}.photo{display:flex;width:100%;aspect-ratio:1;object-fit:cover;border-radius:6px;background:var(--soft);align-items:center;justify-content:center;color:#595959}
.price{color:var(--accent);font-weight:700;font-size:1.1rem}.price s{color:#595959;font-weight:400}.stars{color:#8a5a00;font-size:.9rem}.stock{color:#3d3d3d;font-size:.9rem}
.product{display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}@media(min-width:700px){.product{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}.thumbs{display:flex;flex-wrap:wrap;gap:6px;margin-top:6px}.thumbs img{width:64px;height:64px;object-fit:cover;border-radius:4px}
.buy{display:grid;gap:10px;max-width:420px;padding:12px;background:var(--soft);border-radius:8px}.buy label{display:grid;gap:2px}.main{background:var(--accent);color:#fff;border-color:var(--accent);font-weight:700}
.lines{list-style:none;padding:0}.lines li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 12px;padding:8px 0;border-bottom:1px solid #ddd}
.status{font-weight:700;color:var(--accent)}.error{padding:10px;background:#fdecea;border:1px solid #b3261e;border-radius:6px}.empty{padding:24px 8px;color:#474747}`;

/** Keeps stock and order states fresh: asks once a few seconds, writes text only. */
export const liveScript = `(()=>{const marks=[...document.querySelectorAll('[data-live]')];if(!marks.length)return;
const refresh=async()=>{if(document.hidden)return;try{const answer=await fetch('/cua-hang.json');const now=await answer.json();
for(const mark of marks){const value=now[mark.dataset.live][mark.dataset.id];if(value!==undefined)mark.textContent=value;else if(mark.dataset.live==='stock')mark.textContent='Ngừng bán';}}catch{}};
setInterval(refresh,3000);})();`;
