import { createHash } from 'node:crypto';

/** Shortest and longest key, in characters: 8 keeps `1`, `2`, `3` out, 200 is room for any id scheme. */
export const KEY_MIN = 8;
export const KEY_MAX = 200;

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

export function isIdempotencyKey(key: string): boolean {
  return key.length >= KEY_MIN && key.length <= KEY_MAX && VISIBLE_ASCII.test(key);
}

/** What a write asked for, as 32 bytes. Two requests with one key are the same request only when this is equal. */
export function fingerprintOf(method: string, path: string, ...content: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256').update(`${method} ${path}\n`);
  for (const part of content) hash.update(part);
  return hash.digest();
}
