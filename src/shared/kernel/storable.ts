/** NUL, which no text column takes, and halves of characters, which no jsonb column takes. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** The same value with texts that can be stored: U+FFFD stands for what cannot. People write what they like into an address, and an order must not fail for it. */
export function storable<T>(value: T): T {
  return cleaned(value) as T; // only texts change, and they stay texts
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\uFFFD');
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value; // dates and bytes stay what they are
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cleaned(member)]));
}
