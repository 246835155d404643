import type { ProblemBody } from '../api/problem';
import type { ItemState, OutboxItem } from './database';

/** Tries of something at which the program itself fails, before a person is asked. */
export const TRIES = 5;

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** What is sent next: the oldest that waits, unless something before it about the same thing is stuck. */
export function nextToSend<I extends Pick<OutboxItem, 'state' | 'about'>>(items: readonly I[]): I | undefined {
  const stuck = new Set<string>();
  for (const item of items) {
    const isReady = (item.state === 'waiting' || item.state === 'sending') && !item.about.some((id) => stuck.has(id));
    if (isReady) return item;
    if (item.state !== 'held') for (const id of item.about) stuck.add(id);
  }
  return undefined;
}

/** How long to wait after so many silences in a row. Units: ms. */
export function pauseMs(silences: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, silences - 1));
}

export type Verdict = 'again-later' | 'sign-in' | 'merge' | Extract<ItemState, 'refused'>;

/** What to do with an item that was not taken. */
export function judge({ status, type }: Pick<ProblemBody, 'status' | 'type'>, attempts: number): Verdict {
  if (status === 0 || status === 429 || status === 408) return 'again-later';
  if (status === 401) return 'sign-in';
  if (status === 409 && type === 'urn:problem:stale-version') return 'merge';
  if (status >= 500) return attempts + 1 >= TRIES ? 'refused' : 'again-later';
  return 'refused';
}
