/** Edge of the small grey square that a look is made of. */
export const LOOK_EDGE_PX = 32;
const BITS_EDGE = 8;
/** Looks with at most this many different bits belong to nearly the same picture. The index (`look_parts`) is made for this number. */
export const NEAR_BITS = 7;
/** Below this, in units of grey, there is nothing to be seen: one wall looks like any other. */
const LEAST_CONTRAST = 3;

const COSINES = Array.from({ length: BITS_EDGE }, (_, wave) =>
  Array.from({ length: LOOK_EDGE_PX }, (_, x) => Math.cos(((2 * x + 1) * (wave + 1) * Math.PI) / (2 * LOOK_EDGE_PX))),
);

/**
 * 64 bits that stay (nearly) the same when a picture is scaled, compressed, lightened or a little cropped: the signs, against their median, of its 8 × 8 slowest waves
 * (a perceptual hash by discrete cosine transform). 64 times 0 or 1. null when there is nothing to be seen. `pixels`: 32 × 32 grey.
 */
export function lookOf(pixels: Uint8Array): string | null {
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  const deviation = Math.sqrt(pixels.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / pixels.length);
  if (deviation < LEAST_CONTRAST) return null;
  const waves: number[] = [];
  for (const down of COSINES) {
    for (const across of COSINES) {
      let sum = 0;
      for (const [y, weight] of down.entries())
        for (const [x, other] of across.entries()) sum += weight * other * (pixels[y * LOOK_EDGE_PX + x] ?? 0);
      waves.push(sum);
    }
  }
  const middle = [...waves].sort((a, b) => a - b)[waves.length >> 1] ?? 0;
  return waves.map((wave) => (wave > middle ? '1' : '0')).join('');
}

/** How many bits of two looks differ. */
export function bitsApart(a: string, b: string): number {
  return [...a].filter((bit, i) => bit !== b[i]).length;
}

const PARTS = 4;
const PART_BITS = 16;

/** What `look_parts` of a near picture must hold at least one of: each quarter as it is, and with any one of its bits turned over. */
export function lookProbes(look: string): number[] {
  const probes: number[] = [];
  for (let part = 0; part < PARTS; part++) {
    const quarter = Number.parseInt(look.slice(part * PART_BITS, (part + 1) * PART_BITS), 2);
    probes.push((part << PART_BITS) + quarter);
    for (let bit = 0; bit < PART_BITS; bit++) probes.push((part << PART_BITS) + (quarter ^ (1 << bit)));
  }
  return probes;
}
