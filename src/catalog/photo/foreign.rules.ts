const ARCHIVES = [Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), Buffer.from('Rar!\x1a\x07', 'latin1')];
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_END_BYTES = 22;
const SCRIPT = /<\?php|<script|<!doctype html|<html/i;

/**
 * Whether a photo is at the same time something else that another program would open: a zip, a PDF, a web page, an archive.
 * Plain bytes after the picture are no reason: phones append their own there (motion photos, depth, second views).
 */
export function hasForeignContent(file: Buffer): boolean {
  return file.subarray(0, 1024).includes('%PDF-') || isAlsoSomethingElse(file);
}

/** The same for any kind of file, a PDF too. */
export function isAlsoSomethingElse(file: Buffer): boolean {
  return isZip(file) || ARCHIVES.some((mark) => file.includes(mark)) || SCRIPT.test(file.toString('latin1'));
}

/** A zip is found from its end: the closing record, whose comment must reach exactly to the end of the file. Chance alone does not do that. */
function isZip(file: Buffer): boolean {
  const tail = file.subarray(-(ZIP_END_BYTES + 0xffff));
  for (let at = tail.indexOf(ZIP_END); at >= 0; at = tail.indexOf(ZIP_END, at + 1)) {
    if (at + ZIP_END_BYTES <= tail.length && at + ZIP_END_BYTES + tail.readUInt16LE(at + 20) === tail.length) return true;
  }
  return false;
}
