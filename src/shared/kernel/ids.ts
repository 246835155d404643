import { v7 } from 'uuid';

/** A new UUIDv7: made by whoever creates the thing (often a phone without signal), sorts by time of creation. */
export function newId(): string {
  return v7();
}
