import type { PhotoRule } from '../../platform';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Longest edge of the upright copy that all renditions are made from: larger than any platform shows, a tenth of the pixels of a phone's photo. */
export const MASTER_EDGE_PX = 2048;
/** A very long picture keeps at least this on its short edge (if it has it), else it would fall below what platforms take. */
const MASTER_SHORT_EDGE_PX = 1024;
/** Raise when the encoder's settings change: the same name must always mean the same bytes. */
const ENCODER_VERSION = 1;

const scaled = ({ width, height }: Size, by: number): Size => ({
  width: Math.max(1, Math.round(width * by)),
  height: Math.max(1, Math.round(height * by)),
});

/** Size of the master of an upright photo. Never larger than the photo. */
export function masterSize(photo: Size): Size {
  const long = Math.max(photo.width, photo.height);
  const short = Math.min(photo.width, photo.height);
  return scaled(photo, Math.min(1, Math.max(MASTER_EDGE_PX / long, MASTER_SHORT_EDGE_PX / short)));
}

/** Size that a platform's rule wants of an upright photo; null when the photo cannot satisfy it (too small, or too long for its width). */
export function renditionSize(photo: Size, rule: Pick<PhotoRule, 'minEdgePx' | 'maxEdgePx'>): Size | null {
  const master = masterSize(photo);
  const long = Math.max(master.width, master.height);
  const short = Math.min(master.width, master.height);
  const wanted = Math.min(1, Math.max(Math.min(MASTER_EDGE_PX, rule.maxEdgePx) / long, rule.minEdgePx / short));
  const size = scaled(master, wanted);
  return Math.min(size.width, size.height) >= rule.minEdgePx && Math.max(size.width, size.height) <= rule.maxEdgePx ? size : null;
}

/** The next size to try when even the lowest quality has too many bytes; null when the rule allows none. */
export function smaller(size: Size, rule: Pick<PhotoRule, 'minEdgePx'>): Size | null {
  const next = scaled(size, 0.75);
  const isLess = next.width < size.width && next.height < size.height; // one or two pixels round up to themselves
  return isLess && Math.min(next.width, next.height) >= rule.minEdgePx ? next : null;
}

/** Names a picture by what is made, not by whose rule asks for it: platforms that get the same one share it. */
export function bestRecipe({ width, height }: Size): string {
  return `jpeg-${width}x${height}-q${BEST_QUALITY}.${ENCODER_VERSION}`;
}

/** The same for a picture whose best quality has too many bytes. */
export function squeezedRecipe({ width, height }: Size, { maxBytes, minEdgePx }: Pick<PhotoRule, 'maxBytes' | 'minEdgePx'>): string {
  return `jpeg-${width}x${height}-${maxBytes}-${minEdgePx}.${ENCODER_VERSION}`;
}

export const BEST_QUALITY = 86;
/** Tried from the best down until the bytes fit. */
export const LOWER_QUALITIES: readonly number[] = [80, 72, 64, 56, 48, 40, 30];
