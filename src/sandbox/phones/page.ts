import { escapeHtml as safe } from '../storefront/html';
import type { PhoneMessage } from './phone-message';

const BANNER = 'Điện thoại thực hành: tin nhắn chỉ hiện ở đây, không gửi cho ai.';
const css = `body{font:18px/1.5 system-ui,sans-serif;max-width:28rem;margin:0 auto;padding:1rem;color:#222;background:#f4f4f1}
.banner{background:#fdecea;border-left:6px solid #c62828;padding:.6rem 1rem}a{color:#1f6b34}ul{list-style:none;padding:0}
li{background:#fff;border-radius:.8rem;padding:.6rem .9rem;margin:.5rem 0;overflow-wrap:anywhere}li.out{background:#dcf0df;margin-left:3rem}
time,small{display:block;color:#555;font-size:.8rem}textarea{width:100%;box-sizing:border-box;font:inherit}button{font:inherit;padding:.5rem 1.2rem}`;

function layout(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(title)}</title>
<style>${css}</style></head><body><p class="banner">${BANNER}</p><h1>${safe(title)}</h1>${content}</body></html>`;
}

const moment = (at: string): string =>
  new Date(at).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' });

/** All phones that have messages, the latest first. */
export function homePage(messages: readonly PhoneMessage[]): string {
  const latest = new Map([...messages].map((message) => [message.phone, message]));
  const phones = [...latest.values()].sort((a, b) => b.at.localeCompare(a.at));
  const items = phones.map(
    ({ phone, text, at }) =>
      `<li><a href="/may/${encodeURIComponent(phone)}">${safe(phone)}</a><time>${moment(at)}</time>${safe(text)}</li>`,
  );
  return layout('Điện thoại thực hành', items.length === 0 ? '<p>Chưa có tin nhắn nào.</p>' : `<ul>${items.join('')}</ul>`);
}

/** The screen of one phone: its messages, the oldest first, and a form to answer. */
export function phonePage(phone: string, messages: readonly PhoneMessage[]): string {
  const items = messages.map(
    ({ way, text, at, isDelivered }) =>
      `<li class="${way}">${safe(text)}<time>${moment(at)}</time>${isDelivered === false ? '<small>Chưa tới nơi</small>' : ''}</li>`,
  );
  return layout(
    phone,
    `<p><a href="/">Mọi điện thoại</a></p><ul>${items.join('')}</ul>
<form method="post" action="/may/${encodeURIComponent(phone)}/tra-loi"><label>Trả lời Lên Sàn<textarea name="text" rows="2" maxlength="480" required></textarea></label>
<p><button>Gửi tin</button></p></form>`,
  );
}
