import axios from 'axios';
import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import sharp from 'sharp';
import type { BlobStore } from '../../core';
import type { Picture } from '../state';

const DOWNLOAD_LIMIT_MS = 5000;
const MAX_BYTES = 10 * 1024 * 1024;
export const MIN_EDGE_PX = 500;

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6');
}

/** Whether an address belongs to somebody's inside network, where a platform must not be sent to fetch. */
export function isInsideAddress(address: string): boolean {
  if (address.toLowerCase().startsWith('::ffff:')) return isInsideAddress(address.slice(7));
  const family = isIP(address);
  return family === 0 || inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether the platform would fetch this address at all: https, a host name, port 80 or 443; loopback over http where practice allows it. */
export function mayFetch(url: URL, allowLoopback: boolean): boolean {
  if (allowLoopback && isLoopback(url)) return url.protocol === 'http:' || url.protocol === 'https:';
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  if (url.port !== '' && url.port !== '80') return false; // the URL parser drops 443 for https
  return isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
}

const isLoopback = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);

/** Fetches pictures as the platform does: later, at most 5 s, and without a word when it fails. */
export class PictureFetcher {
  constructor(
    private readonly blobs: BlobStore,
    private readonly allowLoopback: boolean,
  ) {}

  /** Null: the picture is dropped silently, whatever the reason. */
  async fetch(source: string): Promise<Picture | null> {
    const bytes = source.startsWith('data:') ? fromDataUri(source) : await this.download(source);
    const contentType = bytes && (await usableType(bytes));
    if (!bytes || !contentType) return null;
    const hash = createHash('sha256').update(bytes).digest('hex');
    await this.blobs.put(hash, bytes);
    return { source: source.startsWith('data:') ? `data:${hash}` : source, hash, contentType };
  }

  private async download(source: string): Promise<Buffer | null> {
    const url = URL.canParse(source) ? new URL(source) : null;
    if (!url || !mayFetch(url, this.allowLoopback)) return null;
    const loopback = this.allowLoopback && isLoopback(url);
    try {
      const answer = await axios.get<ArrayBuffer>(url.href, {
        responseType: 'arraybuffer',
        signal: AbortSignal.timeout(DOWNLOAD_LIMIT_MS),
        maxContentLength: MAX_BYTES,
        maxRedirects: 0,
        proxy: false,
        // Checked on the very address that is dialled, so that a name cannot change its mind in between.
        lookup: async (host: string) => publicAddress(host, loopback),
      });
      return Buffer.from(answer.data);
    } catch {
      return null; // the platform says nothing; the case will, if no picture is left
    }
  }
}

/** The address of a host, as the dialler wants it. Throws: when it lies inside and loopback is not allowed for it. */
export async function publicAddress(host: string, loopback: boolean): Promise<{ address: string; family: 4 | 6 }> {
  const { address, family } = await lookup(host);
  if (!loopback && isInsideAddress(address)) throw new Error(`${host} is inside`);
  return { address, family: family === 6 ? 6 : 4 };
}

function fromDataUri(source: string): Buffer | null {
  const encoded = /^data:[\w.+/-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(source)?.[1];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64');
}

/** The real type of picture bytes that are large enough; null for everything else. */
async function usableType(bytes: Buffer): Promise<string | null> {
  try {
    const { format, width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: 100_000_000 }).metadata();
    if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return null;
    return Math.min(width, height) >= MIN_EDGE_PX ? `image/${format}` : null;
  } catch {
    return null; // not a picture
  }
}
