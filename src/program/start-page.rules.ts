import { escapeHtml } from '../shared/kernel';

/** A practice shop as the start page names it. */
export interface PracticeShop {
  readonly name: string;
  readonly url: string;
}

/** Where to go from the bare address of the program. With practice shops connected it says that nothing here is really sold; with practice phones, where messages go. */
export function startPage(practice: readonly PracticeShop[], phonesUrl?: string): string {
  const shops = practice
    .map(({ name, url }) => `<li><a href="${escapeHtml(url)}">${escapeHtml(name)}</a>: gian hàng cho người mua</li>`)
    .join('');
  const phones =
    phonesUrl === undefined
      ? ''
      : `<li><a href="${escapeHtml(phonesUrl)}">Điện thoại thực hành</a>: tin nhắn của mọi người, không gửi cho ai</li>`;
  const notice =
    '<p class="notice"><strong>BẢN MINH HOẠ.</strong> Sàn thực hành, không phải sàn thật: giá, số lượng và đơn hàng đều do máy đặt ra.</p>';
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Lên Sàn</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#222}a{color:#1f6b34}.notice{background:#fdecea;border-left:6px solid #c62828;padding:.6rem 1rem}</style>
</head><body><h1>Lên Sàn</h1><p>Đăng ký sản phẩm OCOP một lần, lên nhiều sàn; giữ một số tồn kho đúng và mỗi đơn hàng chỉ xử lý một lần.</p>
${practice.length > 0 ? notice : ''}<ul><li><a href="/api/docs">Tài liệu API</a></li><li><a href="/api/openapi.json">OpenAPI (JSON)</a></li><li><a href="/readyz">Tình trạng</a></li>${shops}${phones}</ul>
</body></html>`;
}
