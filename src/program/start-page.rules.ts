import { escapeHtml } from '../shared/kernel';

/** A practice shop as the start page names it. */
export interface PracticeShop {
  readonly name: string;
  readonly url: string;
}

/** Who may sign in to a demonstration, for whoever sees the start page. */
export interface Guests {
  /** One for all. */
  readonly password: string;
  readonly logins: readonly Guest[];
}

export interface Guest {
  readonly phone: string;
  /** Such as `Cán bộ hỗ trợ`. */
  readonly title: string;
  /** What this person sees and does, in one sentence. */
  readonly does: string;
}

export interface StartPage {
  readonly practice: readonly PracticeShop[];
  /** Where messages to everybody can be read. */
  readonly phonesUrl?: string;
  readonly guests?: Guests;
}

/** Where to go from the bare address of the program: who can sign in as whom, and the practice shops. It says that nothing here is really sold. */
export function startPage({ practice, phonesUrl, guests }: StartPage): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Lên Sàn</title>
<link rel="icon" href="/app/icon.svg" type="image/svg+xml"><style>${STYLE}</style>
</head><body><header><img src="/app/icon.svg" alt="" width="72" height="72"><h1>Lên Sàn</h1>
<p>Đăng ký sản phẩm OCOP một lần, lên nhiều sàn; giữ một số tồn kho đúng và mỗi đơn hàng chỉ xử lý một lần.</p>
<p><a class="main" href="/app/">Mở Lên Sàn</a></p></header><main>
${practice.length > 0 ? NOTICE : ''}
${guests ? guestsHtml(guests) : ''}
${practice.length > 0 || phonesUrl !== undefined ? shopsHtml(practice, phonesUrl) : ''}
<section><h2>Cho người làm kỹ thuật</h2><p><a href="/api/docs">Tài liệu API</a> · <a href="/api/openapi.json">OpenAPI (JSON)</a> · <a href="/readyz">Tình trạng</a></p></section>
</main></body></html>`;
}

const NOTICE =
  '<p class="notice"><strong>BẢN MINH HOẠ.</strong> Sàn thực hành, không phải sàn thật: giá, số lượng và đơn hàng đều do máy đặt ra.</p>';

function guestsHtml({ password, logins }: Guests): string {
  const cards = logins
    .map(
      ({ phone, title, does }) =>
        `<li><a href="/app/?phone=${encodeURIComponent(phone)}"><strong>${escapeHtml(title)}</strong><span>${escapeHtml(does)}</span><code>${escapeHtml(phone)}</code></a></li>`,
    )
    .join('');
  return `<section><h2>Vào thử với vai ai?</h2><p>Mật khẩu chung: <code>${escapeHtml(password)}</code></p><ul>${cards}</ul></section>`;
}

function shopsHtml(practice: readonly PracticeShop[], phonesUrl: string | undefined): string {
  const shops = practice.map(
    ({ name, url }) =>
      `<li><a href="${escapeHtml(url)}"><strong>${escapeHtml(name)}</strong><span>gian hàng như người mua thấy: mua thử một món rồi xem kho giảm ở sàn kia</span></a></li>`,
  );
  const phones =
    phonesUrl === undefined
      ? ''
      : `<li><a href="${escapeHtml(phonesUrl)}"><strong>Điện thoại thực hành</strong><span>tin nhắn của mọi người nằm ở đây, không gửi cho ai thật</span></a></li>`;
  return `<section><h2>Sàn và điện thoại thực hành</h2><ul>${shops.join('')}${phones}</ul></section>`;
}

const STYLE = `:root{color-scheme:light dark;--paper:#f6f4ec;--card:#fffdf8;--line:#d9d4c4;--text:#1d2a22;--faint:#55605a;--tea:#14532f;--on:#fff;--brick:#fbe6e2}
@media(prefers-color-scheme:dark){:root{--paper:#101612;--card:#18211b;--line:#37453c;--text:#eaf0ea;--faint:#b0bdb4;--tea:#a4e4bd;--on:#0c2014;--brick:#45201a}}
*{box-sizing:border-box}body{margin:0;font:17px/1.55 system-ui,sans-serif;background:var(--paper);color:var(--text);overflow-wrap:anywhere}
header{padding:2.5rem 1rem 1rem;text-align:center}header img{border-radius:18px}h1{margin:.4rem 0;font-size:2rem}main{max-width:60rem;margin:0 auto;padding:1rem}
a{color:var(--tea)}.main{display:inline-block;padding:.8rem 2rem;border-radius:12px;background:var(--tea);color:var(--on);font-weight:700;text-decoration:none}
.notice{padding:.8rem 1rem;border-left:6px solid #c62828;border-radius:8px;background:var(--brick)}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:.8rem;padding:0;list-style:none}
li a{display:flex;flex-direction:column;gap:.2rem;height:100%;padding:1rem;border:1px solid var(--line);border-radius:14px;background:var(--card);color:var(--text);text-decoration:none}
li span{color:var(--faint)}code{font-size:.95em}a:focus-visible{outline:3px solid #17588f;outline-offset:2px}`;
