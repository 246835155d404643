declare const vnd: unique symbol;
/** Vietnamese đồng. Units: whole đồng, never negative, never a fraction (invariant I12). */
export type Vnd = number & { readonly [vnd]: true };

/** Largest amount we store for one price: ten thousand million đồng. */
export const MAX_VND = 10_000_000_000;

/** Turns a number into đồng. Throws: RangeError when it is not a whole number between 0 and MAX_VND. */
export function toVnd(amount: number): Vnd {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > MAX_VND) throw new RangeError(`not an amount in đồng: ${amount}`);
  return amount as Vnd;
}
