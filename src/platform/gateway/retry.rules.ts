import type { PlatformFailure } from '../contract';

/** How often a call is repeated by the gateway itself. */
export const REPEATS = 2;

/** Whether the gateway may do the call again by itself: only if every request that was sent may be done twice, and only when there was no usable answer. */
export function mayRepeat(failure: PlatformFailure, repeatsSoFar: number, onlySafeRequests: boolean): boolean {
  return onlySafeRequests && repeatsSoFar < REPEATS && (failure.kind === 'unavailable' || failure.kind === 'malformed');
}

/** Wait before a repetition: 200 ms, then 800 ms, half to one and a half times as long, so that many callers do not come back at once. `chance` is 0 to 1. */
export function repeatAfterMs(repeatsSoFar: number, chance: number): number {
  return Math.round(200 * 4 ** repeatsSoFar * (0.5 + chance));
}

/** How long before its end a token is renewed: a tenth of its life, one minute at most. */
export function renewsAt(issuedAt: Date, expiresAt: Date): Date {
  const lifeMs = expiresAt.getTime() - issuedAt.getTime();
  return new Date(expiresAt.getTime() - Math.min(60_000, Math.max(0, lifeMs) / 10));
}
