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
