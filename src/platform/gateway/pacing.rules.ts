/** How many calls have been let through, as a level that runs dry and fills again. Units: calls; `at` in milliseconds of a clock that never goes back. */
export interface Level {
  readonly calls: number;
  readonly at: number;
}

export interface Pace {
  readonly callsPerSecond: number;
  readonly burst: number;
}

/** Takes one call out of the level; `waitMs` says when it may go. The level goes below zero for those who wait, so they go in the order in which they came. */
export function takeCall(level: Level, pace: Pace, now: number): { readonly level: Level; readonly waitMs: number } {
  const filled = Math.min(pace.burst, level.calls + ((now - level.at) / 1000) * pace.callsPerSecond);
  const calls = filled - 1;
  return { level: { calls, at: now }, waitMs: calls >= 0 ? 0 : Math.ceil((-calls / pace.callsPerSecond) * 1000) };
}

/** The part of the allowed pace that we dare to use, as of `at`. */
export interface Ease {
  readonly share: number;
  readonly at: number;
}

/** Below this the pauses that the platform asks for do the rest: a busy minute must not make an hour slow. */
export const LEAST_SHARE = 1 / 4;
/** From nothing back to the full pace. */
export const EASES_IN_MS = 60_000;
/** Calls that were on their way together are told "too many" together: that is one piece of news. */
export const ONE_NEWS_MS = 1_000;

export function shareNow(ease: Ease, now: number): number {
  return Math.min(1, ease.share + (now - ease.at) / EASES_IN_MS);
}

/** After "too many calls": half of what we dared, slowly more again. The allowance may be shared with others or be smaller than what is written. */
export function eased(ease: Ease, now: number): Ease {
  if (ease.share < 1 && now - ease.at < ONE_NEWS_MS) return ease;
  return { share: Math.max(LEAST_SHARE, shareNow(ease, now) / 2), at: now };
}

/** `share` of a pace; a call can always be made. */
export function slower({ callsPerSecond, burst }: Pace, share: number): Pace {
  return { callsPerSecond: callsPerSecond * share, burst: Math.max(1, burst * share) };
}
