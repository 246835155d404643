/** Tags that point to another directory: Exif, GPS, interoperability, sub-images. */
const POINTERS: ReadonlySet<number> = new Set([0x8769, 0x8825, 0xa005, 0x014a]);
const MOST_DIRECTORIES = 64;

/**
 * Whether the directories of a TIFF block (the content of EXIF) lead back to one that was visited already: a file made to keep readers busy for ever.
 * Offsets that lead nowhere are only ignored, because cameras write those.
 */
export function exifLoops(tiff: Buffer): boolean {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return false;
  const u16 = (at: number): number => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number): number => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const visited = new Set<number>();
  const waiting = [u32(4)];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at < 8 || at + 2 > tiff.length) continue;
    if (visited.has(at) || visited.size >= MOST_DIRECTORIES) return true;
    visited.add(at);
    const end = at + 2 + u16(at) * 12;
    for (let entry = at + 2; entry < end && entry + 12 <= tiff.length; entry += 12) {
      if (POINTERS.has(u16(entry)) && u32(entry + 4) === 1) waiting.push(u32(entry + 8));
    }
    if (end + 4 <= tiff.length && u32(end) !== 0) waiting.push(u32(end));
  }
  return false;
}
