import { v4 as uuid } from 'uuid';

const KEY = 'len-san.device';
let known: string | undefined;

/** What this device calls itself in the book of acts; it opens no door. */
export function deviceId(): string {
  known ??= localStorage.getItem(KEY) ?? undefined;
  if (known === undefined) {
    known = `web-${uuid()}`;
    localStorage.setItem(KEY, known);
  }
  return known;
}
