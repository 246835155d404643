import { BlockList, isIP } from 'node:net';

/** Why an address may not be called; null when it may. */
export type AddressRefusal = string | null;

/**
 * Ranges that are not the public internet. A platform never lives there, but our database, cloud metadata services and neighbours do.
 * Source: IANA special-purpose address registries, read 2026-11.
 */
const NOT_PUBLIC: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
const notPublic = new BlockList();
for (const [network, prefix, family] of NOT_PUBLIC) notPublic.addSubnet(network, prefix, family);
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a connection may be opened to this IP address. `allowLoopback` lets this machine itself through, and nothing else of the private ranges. */
export function refuseAddress(address: string, allowLoopback: boolean): AddressRefusal {
  const version = isIP(address);
  if (version === 0) return `${address} không phải là địa chỉ IP`;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (loopback.check(address, family)) return allowLoopback ? null : `${address} là địa chỉ của chính máy này`;
  return notPublic.check(address, family) ? `${address} là địa chỉ nội bộ` : null;
}

export type BaseUrlVerdict = { readonly url: string; readonly host: string } | { readonly refusal: string };

/** Reads the base address of a platform as an operator typed it; what it resolves to is checked apart. */
export function readBaseUrl(text: string, allowLoopback: boolean): BaseUrlVerdict {
  if (!URL.canParse(text)) return { refusal: 'Địa chỉ không đọc được; ví dụ đúng: https://api.san.vn' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { refusal: 'Địa chỉ phải bắt đầu bằng http:// hoặc https://' };
  if (url.username !== '' || url.password !== '') return { refusal: 'Không ghi tên hay mật khẩu trong địa chỉ' };
  if (url.search !== '' || url.hash !== '') return { refusal: 'Địa chỉ gốc không có phần ? hoặc #' };
  const literal = hostAddress(url);
  const refusal = literal ? refuseAddress(literal, allowLoopback) : null;
  if (refusal) return { refusal: `Không được gọi tới địa chỉ này: ${refusal}` };
  return { url: url.origin + url.pathname.replace(/\/+$/, ''), host: literal ?? url.hostname };
}

/** The IP address when the host of the URL is one (URL has already turned 0x7f.1 into 127.0.0.1), else null. */
export function hostAddress(url: URL): string | null {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) ? bare : null;
}
