import { hostAddress, refuseAddress, refusePort } from '../../shared/outside';

export type BaseUrlVerdict = { readonly url: string; readonly host: string } | { readonly refusal: string };

/** Reads the base address of a platform as an operator typed it; what it resolves to is checked apart. */
export function readBaseUrl(text: string, allowLoopback: boolean): BaseUrlVerdict {
  if (!URL.canParse(text)) return { refusal: 'Địa chỉ không đọc được; ví dụ đúng: https://api.san.vn' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { refusal: 'Địa chỉ phải bắt đầu bằng http:// hoặc https://' };
  if (url.username !== '' || url.password !== '') return { refusal: 'Không ghi tên hay mật khẩu trong địa chỉ' };
  if (url.search !== '' || url.hash !== '') return { refusal: 'Địa chỉ gốc không có phần ? hoặc #' };
  const literal = hostAddress(url);
  const refusal = refusePort(url) ?? (literal ? refuseAddress(literal, allowLoopback) : null);
  if (refusal) return { refusal: `Không được gọi tới địa chỉ này: ${refusal}` };
  return { url: url.origin + url.pathname.replace(/\/+$/, ''), host: literal ?? url.hostname };
}
