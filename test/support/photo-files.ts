import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { heic, RED } from './heic-file';

/** Photos for tests, good and hostile, made here byte by byte: nothing is downloaded and nobody's picture is used. */

export async function jpeg(width = 800, height = 600, colour = '#3a7d44'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
}

/** Noise does not compress: for files of many bytes. The same each time. */
export async function noisyJpeg(width: number, height: number, quality = 90): Promise<Buffer> {
  let state = 7;
  const pixels = Buffer.alloc(width * height * 3, 0);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16;
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}

/** Upright: left half red, right half blue, 60 × 40. Stored turned so that EXIF orientation `orientation` makes it upright again. */
export async function turnedJpeg(orientation: number): Promise<Buffer> {
  const upright = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#ff0000' } })
    .composite([{ input: { create: { width: 300, height: 200, channels: 3, background: '#0000ff' } }, left: 300, top: 0 }])
    .png()
    .toBuffer();
  const steps = STORED_BY[orientation];
  if (!steps) throw new Error(`no orientation ${orientation}`);
  let pixels = upright;
  for (const step of steps) pixels = await step(sharp(pixels)).png().toBuffer(); // one by one: sharp has an order of its own
  return sharp(pixels)
    .withExif({
      IFD0: { Orientation: String(orientation), Make: 'TestPhone', Model: 'SecretModel' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 49/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '104/1 58/1 0/1' },
    })
    .withMetadata({ orientation })
    .jpeg({ quality: 95 })
    .toBuffer();
}

const mirror = (photo: sharp.Sharp): sharp.Sharp => photo.flop();
const turn =
  (degrees: number) =>
  (photo: sharp.Sharp): sharp.Sharp =>
    photo.rotate(degrees);

/** How the upright picture is stored under each EXIF orientation (EXIF 2.32, tag 274): 5 mirrors at the falling diagonal, 7 at the rising one. */
const STORED_BY: Readonly<Record<number, readonly ((photo: sharp.Sharp) => sharp.Sharp)[]>> = {
  1: [],
  2: [mirror],
  3: [turn(180)],
  4: [mirror, turn(180)],
  5: [turn(90), mirror],
  6: [turn(270)],
  7: [turn(270), mirror],
  8: [turn(90)],
};

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

function pngHead(width: number, height: number, interlace = 0): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, interlace], 8); // 8 bits, grey
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), pngChunk('IHDR', head)]);
}

/** Some kilobytes that say they are so large and really unpack to that, interlaced, so that a reader holds all of it. */
export function pngBomb(width: number, height: number): Buffer {
  const pixels = deflateSync(Buffer.alloc(Math.min(width * height * 1.01, 300_000_000)), { level: 9 });
  return Buffer.concat([pngHead(width, height, 1), pngChunk('IDAT', pixels), pngChunk('IEND', Buffer.alloc(0))]);
}

/** Inside all limits by its header, with pixel data that unpacks to far more than the header says. */
export function pngOverfull(): Buffer {
  return Buffer.concat([
    pngHead(600, 600),
    pngChunk('IDAT', deflateSync(Buffer.alloc(200_000_000), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A colour profile that unpacks to 200 MB. */
export async function pngProfileBomb(): Promise<Buffer> {
  const photo = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#888888' } })
    .png()
    .toBuffer();
  const profile = Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(200_000_000), { level: 9 })]);
  return Buffer.concat([photo.subarray(0, 33), pngChunk('iCCP', profile), photo.subarray(33)]);
}

export async function animatedPng(): Promise<Buffer> {
  const photo = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#888888' } })
    .png()
    .toBuffer();
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2, 0);
  return Buffer.concat([photo.subarray(0, 33), pngChunk('acTL', control), photo.subarray(33)]);
}

export async function animatedGif(): Promise<Buffer> {
  return sharp(Buffer.alloc(60 * 60 * 3 * 2), { raw: { width: 60, height: 120, channels: 3, pageHeight: 60 } })
    .gif()
    .toBuffer();
}

export async function animatedWebp(): Promise<Buffer> {
  const frames = Buffer.alloc(60 * 120 * 3).fill(200, 60 * 60 * 3);
  return sharp(frames, { raw: { width: 60, height: 120, channels: 3, pageHeight: 60 } })
    .webp({ loop: 0 })
    .toBuffer();
}

/** A JPEG whose header says 60,000 × 60,000. */
export async function jpegBomb(): Promise<Buffer> {
  const file = Buffer.from(await jpeg());
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  file.writeUInt16BE(60_000, frame + 5);
  file.writeUInt16BE(60_000, frame + 7);
  return file;
}

/** `file` with an EXIF block of the given TIFF directories put in. */
export function withExif(file: Buffer, tiff: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([file.subarray(0, 2), segment, data, file.subarray(2)]);
}

/** TIFF whose first directory names itself as the next one. */
export function loopingTiff(): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8); // one entry: orientation 1
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(1, 18);
  tiff.writeUInt32LE(8, 22);
  return tiff;
}

/** A zip with one stored file, to be put behind a photo. */
export function zip(): Buffer {
  const name = Buffer.from('a.txt');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length, 16);
  return Buffer.concat([local, name, central, name, end]);
}

/** A HEIC header whose picture says 40,000 × 40,000 pixels. */
export function heicBomb(): Buffer {
  const box = (type: string, ...content: Buffer[]): Buffer => {
    const body = Buffer.concat(content);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const size = Buffer.alloc(12);
  size.writeUInt32BE(40_000, 4);
  size.writeUInt32BE(40_000, 8);
  return Buffer.concat([
    box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1')),
    box('meta', Buffer.alloc(4), box('iprp', box('ipco', box('ispe', size)))),
    box('mdat', Buffer.alloc(64)),
  ]);
}

/** Hostile or useless files by name, with the reason they are refused for. */
export async function hostileFiles(): Promise<readonly (readonly [name: string, reason: string, file: Buffer])[]> {
  const good = await jpeg();
  const webp = await sharp(good).webp().toBuffer();
  const png = await sharp(good).png().toBuffer();
  const heicScene = { columns: 6, rows: 4, colour: () => RED };
  return [
    ['nothing', 'empty', Buffer.alloc(0)],
    ['a few bytes', 'not-a-photo', Buffer.from([0xff, 0xd8, 0xff])],
    ['16 MB', 'too-many-bytes', Buffer.concat([good, Buffer.alloc(16 * 1024 * 1024)])],
    [
      'SVG',
      'not-a-photo',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'),
    ],
    ['zip', 'not-a-photo', zip()],
    ['PDF', 'not-a-photo', Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj')],
    ['TIFF', 'not-a-photo', await sharp(good).tiff().toBuffer()],
    ['AVIF', 'not-a-photo', await sharp(good).avif({ effort: 0 }).toBuffer()],
    ['animated GIF', 'animated', await animatedGif()],
    ['animated PNG', 'animated', await animatedPng()],
    ['animated WebP', 'animated', await animatedWebp()],
    ['PNG of 900 million pixels', 'edge-too-long', pngBomb(30_000, 30_000)],
    ['PNG of 81 million pixels', 'too-many-pixels', pngBomb(9_000, 9_000)],
    ['JPEG of 3,600 million pixels', 'edge-too-long', await jpegBomb()],
    ['HEIC of 1,600 million pixels', 'edge-too-long', heicBomb()],
    ['HEIC whose coded picture is larger than the file says', 'damaged', heic({ ...heicScene, coded: { width: 16_384, height: 16_384 } })],
    ['HEIC cut in the middle', 'truncated', heic(heicScene).subarray(0, 2_000)],
    ['JPEG cut in the middle', 'truncated', good.subarray(0, good.length >> 1)],
    ['JPEG without its last two bytes', 'truncated', good.subarray(0, -2)],
    ['PNG cut in the middle', 'truncated', png.subarray(0, png.length - 30)],
    ['WebP cut in the middle', 'truncated', webp.subarray(0, webp.length >> 1)],
    ['HEIC without a picture', 'damaged', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    [
      'JPEG with coded data made of zeros',
      'damaged',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]), Buffer.alloc(500), Buffer.from([0xff, 0xd9])]),
    ],
    ['JPEG and zip in one', 'foreign-content', Buffer.concat([good, zip()])],
    ['PNG and zip in one', 'foreign-content', Buffer.concat([png, zip()])],
    ['JPEG with PHP in a comment', 'foreign-content', withComment(good, '<?php system($_GET[0]); ?>')],
    ['JPEG with a web page behind', 'foreign-content', Buffer.concat([good, Buffer.from('<HTML><body onload=alert(1)>')])],
    ['JPEG and PDF in one', 'foreign-content', withComment(good, '%PDF-1.4')],
    ['EXIF that leads in a circle', 'looping-metadata', withExif(good, loopingTiff())],
  ];
}

function withComment(file: Buffer, text: string): Buffer {
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([file.subarray(0, 2), segment, Buffer.from(text, 'latin1'), file.subarray(2)]);
}
