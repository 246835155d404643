/** A picture as the measures below look at it: one byte of grey a pixel, scaled so that its longer edge is this long. So the photo's own size does not matter. */
export const MEASURED_EDGE_PX = 512;

export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** What was measured of a photo. Whole numbers, so that the same photo always says the same. */
export interface Measured {
  /** Light that nine tenths of the picture stay below, in percent of white. */
  readonly brightPercent: number;
  /** Light that all but a fiftieth of the picture lies above, in percent of white. */
  readonly darkPercent: number;
  /** Variance of the Laplacian where the picture is sharpest (see `sharpness`), as it would be at full contrast: a dark photo is not a blurred one. */
  readonly sharpness: number;
  /** Part of the picture that is taken up by what is not background, in percent. */
  readonly subjectPercent: number;
}

export function measure(grey: Grey): Measured {
  const light = histogram(grey.pixels);
  const dark = quantile(light, 0.02);
  const contrast = Math.max(LEAST_CONTRAST, quantile(light, 0.98) - dark);
  return {
    brightPercent: Math.round((quantile(light, 0.9) * 100) / 255),
    darkPercent: Math.round((dark * 100) / 255),
    sharpness: Math.round(sharpness(grey) * (FULL_CONTRAST / contrast) ** 2),
    subjectPercent: Math.round(100 * subjectShare(grey)),
  };
}

/** From the darkest to the lightest part of a photo taken in good light. */
const FULL_CONTRAST = 200;
/** Below this there is only noise, which is not to be made large. */
const LEAST_CONTRAST = 20;

function histogram(pixels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1;
  return counts;
}

function quantile(counts: Uint32Array, share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of counts.entries()) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return 255;
}

const TILES = 8;
/** Of 64 tiles the fourth sharpest: a jar before a plain wall is sharp although most of its picture is smooth, and one speck makes no picture sharp. */
const SHARP_TILE = 3;

/** Variance of the Laplacian (Pech-Pacheco et al. 2000), per tile. An edge blurred by sigma 2 of these pixels loses some nine tenths of it. */
function sharpness({ width, height, pixels }: Grey): number {
  const sums = new Float64Array(TILES * TILES);
  const squares = new Float64Array(TILES * TILES);
  const counts = new Uint32Array(TILES * TILES);
  const at = (index: number): number => pixels[index] ?? 0;
  for (let y = 1; y < height - 1; y++) {
    const row = Math.floor((y * TILES) / height) * TILES;
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const edge = at(i - 1) + at(i + 1) + at(i - width) + at(i + width) - 4 * at(i);
      const tile = row + Math.floor((x * TILES) / width);
      sums[tile] = (sums[tile] ?? 0) + edge;
      squares[tile] = (squares[tile] ?? 0) + edge * edge;
      counts[tile] = (counts[tile] ?? 0) + 1;
    }
  }
  const variances = [...counts].map((count, tile) => {
    const mean = (sums[tile] ?? 0) / Math.max(1, count);
    return (squares[tile] ?? 0) / Math.max(1, count) - mean * mean;
  });
  return variances.sort((a, b) => b - a)[SHARP_TILE] ?? 0;
}

/** How far a pixel may be from the colour of the rim and still count as background. */
const SAME_GREY = 24;
/** A row or column with fewer pixels of something else than this share holds dust, not the product. */
const DUST_SHARE = 0.01;

/** Share of the frame that holds all rows and columns in which there is something else than the background, whose grey is that of the rim. */
function subjectShare({ width, height, pixels }: Grey): number {
  const background = rimGrey({ width, height, pixels });
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.abs((pixels[y * width + x] ?? 0) - background) <= SAME_GREY) continue;
      rows[y] = (rows[y] ?? 0) + 1;
      columns[x] = (columns[x] ?? 0) + 1;
    }
  }
  return (extent(rows, width) / height) * (extent(columns, height) / width);
}

/** From the first to the last line that holds more than dust. */
function extent(counts: Uint32Array, across: number): number {
  const isTaken = (count: number): boolean => count > across * DUST_SHARE;
  const first = counts.findIndex(isTaken);
  return first < 0 ? 0 : counts.findLastIndex(isTaken) - first + 1;
}

/** The middle grey of the outermost pixels. */
function rimGrey({ width, height, pixels }: Grey): number {
  const rim = new Uint8Array(2 * (width + height));
  for (let x = 0; x < width; x++) {
    rim[x] = pixels[x] ?? 0;
    rim[width + x] = pixels[(height - 1) * width + x] ?? 0;
  }
  for (let y = 0; y < height; y++) {
    rim[2 * width + y] = pixels[y * width] ?? 0;
    rim[2 * width + height + y] = pixels[y * width + width - 1] ?? 0;
  }
  return rim.sort()[rim.length >> 1] ?? 0;
}
