/** No control character at all: a name with a line end in it breaks labels and spreadsheets. */
export const NO_CONTROL = /^[^\p{Cc}]*$/u;

/** Line ends and tabs are fine in a description. */
export const NO_CONTROL_BUT_LINES = /^(?:[^\p{Cc}]|[\n\t])*$/u;

/** NFC (a Mac and an iPhone send NFD: "hồng" ≠ "hồng"), one kind of line end, no spaces around. Anything but text passes unchanged. */
export function cleanText(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC').replace(/\r\n?/g, '\n').trim() : value;
}

/** True for a day that exists, written `2026-11-21`. */
export function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value) && value >= '1900-01-01' && value <= '2200-12-31';
}
