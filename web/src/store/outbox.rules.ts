import type { ProblemBody } from '../api/problem';
import type { ItemState, OutboxItem } from './database';

/** Tries of something at which the program itself fails, before a person is asked. */
export const TRIES = 5;

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

type Placed = Pick<OutboxItem, 'about' | 'producerId' | 'url' | 'body' | 'method'>;

/** The id of the thing that it brings into being, when it does. */
export function madeBy({ method, body }: Pick<OutboxItem, 'method' | 'body'>): string | undefined {
  const id = method === 'post' && typeof body === 'object' && body !== null ? (body as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Whether a deed takes the place of an item: it makes what was refused in another way, or says itself that it is the same again. */
export function isAnewOf(
  deed: Pick<OutboxItem, 'method' | 'url' | 'body'> & { readonly isAnew?: boolean },
  item: Pick<OutboxItem, 'method' | 'url' | 'body' | 'state'>,
): boolean {
  if (deed.method !== item.method || deed.url !== item.url || madeBy(deed) !== madeBy(item)) return false;
  if (item.state === 'refused') return deed.isAnew === true || madeBy(deed) !== undefined;
  return item.state === 'waiting' && deed.isAnew === true;
}

/** What it is about: what the form says and the ids of its address, without the producer, of whom everything is. */
export function aboutOf(item: Placed): readonly string[] {
  const made = madeBy(item);
  const ids = [...item.about, ...(item.url.match(UUID) ?? []), ...(made === undefined ? [] : [made])];
  return [...new Set(ids)].filter((id) => id !== item.producerId || id === made);
}

/** Whether `item` makes sense only after `earlier`: both are about the same thing, or the earlier one makes what this one needs. */
export function isBehind(item: Placed, earlier: Placed): boolean {
  const made = madeBy(earlier);
  if (made !== undefined && (item.producerId === made || item.url.includes(made) || item.about.includes(made))) return true;
  return item.about.some((id) => earlier.about.includes(id));
}

/** What is sent next: the oldest that waits, unless something before it that it needs is stuck. */
export function nextToSend<I extends Placed & Pick<OutboxItem, 'state'>>(items: readonly I[]): I | undefined {
  const stuck: I[] = [];
  for (const item of items) {
    const isReady = (item.state === 'waiting' || item.state === 'sending') && !stuck.some((other) => isBehind(item, other));
    if (isReady) return item;
    if (item.state !== 'held') stuck.push(item);
  }
  return undefined;
}

/** What it waits for in this device; undefined when only the signal is missing. `items`: all of the same author, oldest first. */
export function holdUpOf<I extends Placed & Pick<OutboxItem, 'state' | 'id'>>(item: I, items: readonly I[]): I | undefined {
  const earlier = items.slice(
    0,
    items.findIndex(({ id }) => id === item.id),
  );
  return earlier.find((other) => (other.state === 'refused' || other.state === 'question') && reaches(item, other, earlier));
}

/** Behind it, or behind something that is. */
function reaches<I extends Placed>(item: I, stuck: I, between: readonly I[]): boolean {
  const held = [stuck];
  for (const other of between.slice(between.indexOf(stuck) + 1)) if (held.some((one) => isBehind(other, one))) held.push(other);
  return held.some((one) => isBehind(item, one));
}

/** What goes with it when it is given up: all that stands on what it would have made. */
export function fallingWith<I extends Placed & Pick<OutboxItem, 'id'>>(item: I, items: readonly I[]): I[] {
  const fallen = [item];
  for (const other of items.slice(items.findIndex(({ id }) => id === item.id) + 1))
    if (fallen.some((one) => madeBy(one) !== undefined && isBehind(other, { ...one, about: [] }))) fallen.push(other);
  return fallen.slice(1);
}

/** How long to wait after so many silences in a row. Units: ms. */
export function pauseMs(silences: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, silences - 1));
}

export type Verdict = 'again-later' | 'sign-in' | 'other-person' | 'merge' | Extract<ItemState, 'refused'>;

/** What to do with an item that was not taken. */
export function judge({ status, type }: Pick<ProblemBody, 'status' | 'type'>, attempts: number): Verdict {
  if (status === 0 || status === 429 || status === 408) return 'again-later';
  if (status === 401) return 'sign-in';
  if (type === 'urn:problem:author-mismatch') return 'other-person';
  if (status === 409 && type === 'urn:problem:stale-version') return 'merge';
  if (status >= 500) return attempts + 1 >= TRIES ? 'refused' : 'again-later';
  return 'refused';
}
