import { LIMITS } from './product.limits';

/** Capital letters, digits and inner dashes: what every platform takes and a person can read out on the phone. */
export const SKU_PATTERN = /^[A-Z0-9](?:[A-Z0-9-]{0,38}[A-Z0-9])?$/;

/** Crockford's digits: no I, L, O or U, which are misread. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TAIL_DIGITS = 8;

/**
 * A code for a pack that has none: words of the product's name, then eight digits taken from the random end of the pack's id, so that it is
 * the same each time it is made and practically never taken (40 random bits). Example: `MAT-ONG-BAC-HA-7K3F9QZ1`.
 */
export function skuFor(productName: string, packId: string): string {
  const bits = BigInt(`0x${packId.replaceAll('-', '').slice(-10)}`);
  const tail = Array.from({ length: TAIL_DIGITS }, (_, i) => DIGITS[Number((bits >> BigInt(5 * (TAIL_DIGITS - 1 - i))) & 31n)]).join('');
  const words = productName
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'D') // has no decomposition
    .toUpperCase()
    .match(/[A-Z0-9]+/g);
  const room = LIMITS.skuChars.max - TAIL_DIGITS - 1;
  let head = '';
  for (const word of words ?? []) {
    const longer = head ? `${head}-${word}` : word.slice(0, room);
    if (longer.length > room) break;
    head = longer;
  }
  return head ? `${head}-${tail}` : tail;
}
