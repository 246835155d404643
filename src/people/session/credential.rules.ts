import { createHash, randomBytes } from 'node:crypto';
import { RIGHTS, type Right } from '../mandate/mandate.rules';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Name of the cookie of a browser session. */
export const SESSION_COOKIE = 'lensan_session';

/** What tokens of programs begin with, so that scanners find one that leaked. */
export const TOKEN_PREFIX = 'ls_';

/** How long a browser stays logged in: in all, and without being used. */
export const SESSION_MS = 12 * 3_600_000;
export const IDLE_MS = 4 * 3_600_000;
/** Use is written down this often at most: not every look is worth a write. */
export const TOUCH_MS = 60_000;

/** What a program's token may do: read whatever its account reads, write whatever it writes, or what single rights of mandates name. */
export const TOKEN_RIGHTS = ['read', 'write', ...RIGHTS] as const;
export type TokenRight = (typeof TOKEN_RIGHTS)[number];

/** May a token with these rights use a route? `right`: what the access table names for it. */
export function mayUse(rights: readonly TokenRight[], method: string, right: Right | undefined): boolean {
  if (rights.includes('write')) return true;
  if (SAFE_METHODS.has(method) && rights.includes('read')) return true;
  return right !== undefined && rights.includes(right);
}

/** What a request shows to say who it is. */
export interface Credential {
  readonly kind: 'session' | 'token';
  readonly hash: Buffer;
}

/** 32 random bytes: nobody guesses them, so a fast hash is enough to store. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const BEARER = /^Bearer +(\S{8,200})$/i;
const COOKIE_SECRET = /^[\w-]{43}$/;

/** A bearer token wins over a cookie: a program that sends one means it. A broken header is no credential at all, never a fall-back to the cookie. */
export function credentialOf(authorization: string | undefined, cookie: string | undefined): Credential | null {
  if (authorization !== undefined) {
    const token = BEARER.exec(authorization)?.[1];
    return token?.startsWith(TOKEN_PREFIX) ? { kind: 'token', hash: secretHash(token) } : null;
  }
  return cookie !== undefined && COOKIE_SECRET.test(cookie) ? { kind: 'session', hash: secretHash(cookie) } : null;
}

/**
 * True when a request with a cookie was made by our own pages. Another site can make a browser send the cookie, but it can neither add a header of ours
 * (that needs CORS, which we do not grant) nor lie about its Origin.
 */
export function isFromOwnPage(request: {
  method: string;
  requestedWith: string | undefined;
  origin: string | undefined;
  ownOrigins: readonly string[];
}): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  return request.requestedWith === 'len-san' || (request.origin !== undefined && request.ownOrigins.includes(request.origin));
}
