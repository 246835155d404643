import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why an address may not be called; null when it may. */
export type AddressRefusal = string | null;

/** What the internet hands out for IPv6; whatever lies outside is for special purposes (RFC 4291, 2.4). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether a connection may be opened to this IP address: only to what is public. What lies in a private network, in the network of the machine, behind a translation (NAT64, 6to4,
 * Teredo, IPv4 in IPv6) or is kept for special purposes is refused, because our database, metadata services of clouds and neighbours live there.
 * `allowLoopback` lets this machine itself through and nothing else.
 */
export function refuseAddress(address: string, allowLoopback: boolean): AddressRefusal {
  if (isIP(address) === 0) return `${address} không phải là địa chỉ IP`; // ipaddr.js would read 0x7f.1 as well
  const parsed = ipaddr.process(address); // IPv4 in IPv6 is judged as the IPv4 that it is
  const range = parsed.range();
  if (range === 'loopback') return allowLoopback ? null : `${address} là địa chỉ của chính máy này`;
  const isPublic = range === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST));
  return isPublic ? null : `${address} là địa chỉ nội bộ`;
}

/** The IP address when the host of the URL is one (URL has already turned 0x7f.1 into 127.0.0.1), else null. */
export function hostAddress(url: URL): string | null {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) ? bare : null;
}

/** Below 1024 live mail, files and remote logins, to which nobody should be able to send lines through us. */
export function refusePort(url: URL): string | null {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return port === 80 || port === 443 || port >= 1024 ? null : `cổng ${port} không dành cho trang web`;
}
