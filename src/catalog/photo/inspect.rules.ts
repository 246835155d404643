import { exifLoops } from './exif.rules';
import { hasForeignContent } from './foreign.rules';
import { PHOTO_LIMITS } from './photo.limits';
import type { RefusalReason } from './refusal';

export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'heic';

/** What the header says. Width and height are those of the stored pixels, before turning. */
export interface Header {
  readonly format: PhotoFormat;
  readonly width: number;
  readonly height: number;
}

/** Either a header within all limits, or the reason for refusing the file. */
export type Inspection = { readonly header: Header } | { readonly refused: RefusalReason };

class Refused extends Error {
  constructor(readonly reason: RefusalReason) {
    super(reason);
  }
}

const latin1 = (file: Buffer, from: number, to: number): string => file.toString('latin1', from, to);

/** The format by the first bytes (twelve are enough); null when it is none of the four. Names and content types are never believed. */
export function sniff(file: Buffer): PhotoFormat | null {
  if (file.length < 12) return null;
  if (file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff) return 'jpeg';
  if (latin1(file, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (latin1(file, 0, 4) === 'RIFF' && latin1(file, 8, 12) === 'WEBP') return 'webp';
  if (latin1(file, 4, 8) === 'ftyp' && HEIC_BRANDS.has(latin1(file, 8, 12))) return 'heic';
  return null;
}

/** Still pictures coded as HEVC. Sequences (msf1, hevc, hevx) are let in here to be refused as what they are. */
const HEIC_BRANDS: ReadonlySet<string> = new Set(['heic', 'heix', 'mif1', 'msf1', 'hevc', 'hevx']);

/**
 * Reads the structure of a whole file without decoding a pixel: dimensions, frames, completeness, what hides in it. Costs a walk over the bytes and no
 * memory worth naming, whatever the file claims.
 */
export function inspect(file: Buffer): Inspection {
  if (file.length === 0) return { refused: 'empty' };
  if (file.length > PHOTO_LIMITS.bytes) return { refused: 'too-many-bytes' };
  if (latin1(file, 0, 4) === 'GIF8') return { refused: 'animated' };
  const format = sniff(file);
  if (!format) return { refused: 'not-a-photo' };
  try {
    const { width, height } = READERS[format](file);
    if (width < 1 || height < 1) return { refused: 'damaged' };
    if (width > PHOTO_LIMITS.edgePx || height > PHOTO_LIMITS.edgePx) return { refused: 'edge-too-long' };
    if (width * height > PHOTO_LIMITS.pixels) return { refused: 'too-many-pixels' };
    if (hasForeignContent(file)) return { refused: 'foreign-content' };
    return { header: { format, width, height } };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.reason };
    if (isBeyondEnd(error)) return { refused: 'truncated' };
    throw error;
  }
}

/** Buffer.read… past the last byte. */
function isBeyondEnd(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS';
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const READERS: Readonly<Record<PhotoFormat, (file: Buffer) => Size>> = { jpeg: readJpeg, png: readPng, webp: readWebp, heic: readHeic };

function checkExif(block: Buffer): void {
  const tiff = latin1(block, 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  if (exifLoops(tiff)) throw new Refused('looping-metadata');
}

/** ISO/IEC 10918-1 Annex B: segments up to SOS, coded data, perhaps more scans, EOI. */
function readJpeg(file: Buffer): Size {
  let size: Size | undefined;
  let scans = 0;
  for (let at = 2; ;) {
    if (file.readUInt8(at) !== 0xff) throw new Refused('damaged');
    const marker = file.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === 0xd9) break;
    const length = file.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2) throw new Refused('damaged');
    if (end > file.length) throw new Refused('truncated');
    if (marker === 0xe1 && latin1(file, at + 4, at + 10) === 'Exif\0\0') checkExif(file.subarray(at + 4, end));
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (size) throw new Refused('damaged'); // a second frame: the header would not say what the decoder makes
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
      checkSize(size);
    }
    at = end;
    if (marker === 0xda) {
      if (++scans > PHOTO_LIMITS.scans) throw new Refused('damaged');
      at = endOfCodedData(file, at);
    }
  }
  if (!size || scans === 0) throw new Refused('damaged');
  return size;
}

/** Position of the next real marker: FF00 is a coded byte, FFD0 to FFD7 restart, FFFF fills. */
function endOfCodedData(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new Refused('truncated');
}

/** PNG third edition: chunks of length, type, data, checksum, from IHDR to IEND. */
function readPng(file: Buffer): Size {
  let size: Size | undefined;
  for (let at = 8; ;) {
    const length = file.readUInt32BE(at);
    const type = latin1(file, at + 4, at + 8);
    const end = at + 12 + length;
    if (end > file.length) throw new Refused('truncated');
    if (!size && type !== 'IHDR') throw new Refused('damaged');
    if (type === 'IHDR') {
      if (size || length !== 13) throw new Refused('damaged');
      size = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) };
      // Before looking for the rest: a file that only claims to be huge should hear that, not that its end is missing.
      checkSize(size);
    }
    if (type === 'acTL') throw new Refused('animated');
    if (type === 'eXIf') checkExif(file.subarray(at + 8, end - 4));
    if (type === 'IEND') break;
    at = end;
  }
  if (!size) throw new Refused('damaged');
  return size;
}

function checkSize({ width, height }: Size): void {
  if (width > PHOTO_LIMITS.edgePx || height > PHOTO_LIMITS.edgePx) throw new Refused('edge-too-long');
  if (width * height > PHOTO_LIMITS.pixels) throw new Refused('too-many-pixels');
}

/** WebP container (RFC 9649): RIFF chunks padded to even length. */
function readWebp(file: Buffer): Size {
  const end = 8 + file.readUInt32LE(4);
  if (end > file.length) throw new Refused('truncated');
  let size: Size | undefined;
  for (let at = 12; at + 8 <= end;) {
    const type = latin1(file, at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const data = at + 8;
    if (data + length > end) throw new Refused('truncated');
    if (type === 'ANIM' || type === 'ANMF') throw new Refused('animated');
    if (type === 'VP8X') {
      if ((file.readUInt8(data) & 0x02) !== 0) throw new Refused('animated');
      checkSize({ width: file.readUIntLE(data + 4, 3) + 1, height: file.readUIntLE(data + 7, 3) + 1 });
    }
    if (type === 'VP8 ') size = { width: file.readUInt16LE(data + 6) & 0x3fff, height: file.readUInt16LE(data + 8) & 0x3fff };
    if (type === 'VP8L') {
      const bits = file.readUInt32LE(data + 1);
      size = { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    if (type === 'EXIF') checkExif(file.subarray(data, data + length));
    at = data + length + (length & 1);
  }
  if (!size) throw new Refused('damaged');
  return size;
}

/**
 * HEIF (ISO/IEC 23008-12): the largest picture or tile grid that the `meta` box describes. Turning (`irot`) and EXIF are left to the decoder, which
 * reads the one and ignores the other.
 */
function readHeic(file: Buffer): Size {
  const brand = latin1(file, 8, 12);
  if (brand === 'msf1' || brand === 'hevc' || brand === 'hevx') throw new Refused('animated');
  let largest: Size | undefined;
  for (let at = 0; at < file.length;) {
    const length = file.readUInt32BE(at);
    const type = latin1(file, at + 4, at + 8);
    const wide = length === 1 ? Number(file.readBigUInt64BE(at + 8)) : length;
    const end = length === 0 ? file.length : at + wide;
    if (end > file.length) throw new Refused('truncated');
    if (end < at + 8) throw new Refused('damaged');
    if (type === 'moov') throw new Refused('animated');
    if (type === 'meta') largest = largestOf(file.subarray(at, end), largest);
    at = end;
  }
  if (!largest) throw new Refused('damaged');
  return largest;
}

function largestOf(meta: Buffer, sofar: Size | undefined): Size | undefined {
  let largest = sofar;
  for (let at = meta.indexOf('ispe'); at >= 0; at = meta.indexOf('ispe', at + 4)) {
    const size = { width: meta.readUInt32BE(at + 8), height: meta.readUInt32BE(at + 12) };
    checkSize(size);
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
