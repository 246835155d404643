/**
 * Writes HEIC files, so that tests have real ones without anybody's photo. The picture is coded as HEVC in its simplest form: every block of 16 × 16 is
 * stored as plain samples (PCM). Source: ITU-T H.265 (syntax 7.3, CABAC 9.3), ISO/IEC 23008-12 (HEIF).
 */

class Bits {
  private readonly bytes: number[] = [];
  private current = 0;
  private count = 0;

  u(length: number, value: number): this {
    for (let i = length - 1; i >= 0; i--) this.bit(Math.floor(value / 2 ** i) % 2);
    return this;
  }

  /** Exp-Golomb. */
  ue(value: number): this {
    const length = Math.floor(Math.log2(value + 1));
    return this.u(length, 0).u(length + 1, value + 1);
  }

  bit(value: number): void {
    this.current = (this.current << 1) | value;
    if (++this.count < 8) return;
    this.bytes.push(this.current);
    this.current = 0;
    this.count = 0;
  }

  align(): this {
    while (this.count > 0) this.bit(0);
    return this;
  }

  append(samples: Iterable<number>): this {
    for (const sample of samples) this.bytes.push(sample);
    return this;
  }

  /** With the stop bit. */
  end(): Buffer {
    this.bit(1);
    return this.align().done();
  }

  done(): Buffer {
    return Buffer.from(this.bytes);
  }
}

/** Network unit: header and payload, with 03 put in where the payload would look like a start code. */
function unit(type: number, payload: Buffer): Buffer {
  const out = [type << 1, 1];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(out);
}

/** Main still picture, level 3. */
const profile = (bits: Bits): Bits => bits.u(3, 0).u(5, 3).u(32, 0x70000000).u(4, 0b1001).u(22, 0).u(22, 0).u(8, 90);

const VPS = unit(
  32,
  profile(new Bits().u(4, 0).u(2, 3).u(6, 0).u(3, 0).u(1, 1).u(16, 0xffff)).u(1, 1).ue(0).ue(0).ue(0).u(6, 0).ue(0).u(2, 0).end(),
);

const PPS = unit(34, new Bits().ue(0).ue(0).u(7, 0).ue(0).ue(0).ue(0).u(3, 0).ue(0).ue(0).u(7, 0).u(3, 0b101).u(2, 0).ue(0).u(2, 0).end());

function sps(width: number, height: number): Buffer {
  const bits = profile(new Bits().u(4, 0).u(3, 0).u(1, 1))
    .ue(0)
    .ue(1)
    .ue(width)
    .ue(height)
    .u(1, 0)
    .ue(0)
    .ue(0)
    .ue(4)
    .u(1, 1)
    .ue(0)
    .ue(0)
    .ue(0);
  bits.ue(1).ue(0).ue(0).ue(2).ue(0).ue(0); // blocks of 16, transforms of 4 to 16
  bits.u(3, 0).u(1, 1).u(4, 7).u(4, 7).ue(1).ue(0).u(1, 1); // PCM of 8 bits, blocks of 16
  return unit(33, bits.ue(0).u(5, 0).end());
}

/** rangeTabLps for qRangeIdx 3: the only one reached, since the coder starts anew in every block. */
const RANGE_LPS = [
  240, 227, 216, 205, 195, 185, 175, 166, 158, 150, 142, 135, 128, 122, 116, 110, 104, 99, 94, 89, 85, 80, 76, 72, 69, 65, 62, 59, 56, 53,
  50, 48, 45, 43, 41, 39, 37, 35, 33, 31, 30, 28, 27, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 14, 13, 12, 12, 11, 11, 10, 9,
];

/** The arithmetic coder (9.3.5), as far as it is needed: a bin that is as probable, and the bins that end something. */
class Coder {
  private low = 0;
  private range = 510;
  private isFirst = true;
  private outstanding = 0;

  constructor(private readonly bits: Bits) {}

  probable(state: number): this {
    this.range -= RANGE_LPS[state] ?? 0;
    return this.renorm();
  }

  goOn(): this {
    this.range -= 2;
    return this.renorm();
  }

  end(): void {
    this.range -= 2;
    this.low += this.range;
    this.range = 2;
    this.renorm().put((this.low >> 9) & 1);
    this.bits.u(2, ((this.low >> 7) & 3) | 1).align();
  }

  private renorm(): this {
    for (; this.range < 256; this.range <<= 1, this.low <<= 1) {
      if (this.low < 256) this.put(0);
      else if (this.low >= 512) {
        this.low -= 512;
        this.put(1);
      } else {
        this.low -= 256;
        this.outstanding += 1;
      }
    }
    return this;
  }

  private put(value: number): void {
    if (!this.isFirst) this.bits.bit(value);
    this.isFirst = false;
    for (; this.outstanding > 0; this.outstanding -= 1) this.bits.bit(1 - value);
  }
}

export interface Yuv {
  readonly y: number;
  readonly cb: number;
  readonly cr: number;
}

export const RED: Yuv = { y: 81, cb: 90, cr: 240 };
export const BLUE: Yuv = { y: 41, cb: 240, cr: 110 };
const BLOCK = 16;

function slice(columns: number, rows: number, colour: (column: number, row: number) => Yuv): Buffer {
  const bits = new Bits().u(2, 0b10).ue(0).ue(2).ue(0).u(1, 1).align();
  let coder = new Coder(bits);
  for (let i = 0; i < columns * rows; i++) {
    if (i > 0) coder.goOn(); // end_of_slice_segment_flag 0
    coder.probable(Math.min(62, i)).end(); // part_mode 2N×2N, whose context grows surer with every block; pcm_flag 1
    const { y, cb, cr } = colour(i % columns, Math.floor(i / columns));
    bits.append(Array<number>(256).fill(y)).append(Array<number>(64).fill(cb)).append(Array<number>(64).fill(cr));
    coder = new Coder(bits);
  }
  coder.end(); // end_of_slice_segment_flag 1
  return unit(19, bits.done());
}

const u8 = (...values: number[]): Buffer => Buffer.from(values);
const u16 = (...values: number[]): Buffer => Buffer.concat(values.map((value) => u8(value >> 8, value & 255)));
const u32 = (...values: number[]): Buffer => Buffer.concat(values.map((value) => u16(value >>> 16, value & 0xffff)));
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
}

const full = (type: string, version: number, ...content: Buffer[]): Buffer => box(type, u8(version, 0, 0, 0), ...content);

export interface HeicOptions {
  /** Blocks of 16 pixels. */
  readonly columns: number;
  readonly rows: number;
  readonly colour: (column: number, row: number) => Yuv;
  /** Quarter turns against the clock that the file asks its reader for (`irot`). */
  readonly turns?: number;
  /** EXIF orientation, which phones write beside `irot` and readers of HEIC must ignore. */
  readonly exifOrientation?: number;
  /** Size that the container says, when it is to differ from the coded one. */
  readonly claimed?: { readonly width: number; readonly height: number };
  /** Size that the coded picture says, when it is to differ from what follows. */
  readonly coded?: { readonly width: number; readonly height: number };
}

/** A HEIC file with one picture. */
export function heic({ columns, rows, colour, turns = 0, exifOrientation = 1, claimed, coded }: HeicOptions): Buffer {
  const size = { width: columns * BLOCK, height: rows * BLOCK };
  const shown = claimed ?? size;
  const sets = [VPS, sps(coded?.width ?? size.width, coded?.height ?? size.height), PPS];
  const config = box(
    'hvcC',
    u8(1, 3),
    u32(0x70000000),
    u8(0x90, 0, 0, 0, 0, 0, 90, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, sets.length),
    ...sets.map((set, i) => Buffer.concat([u8(0xa0 | (32 + i)), u16(1, set.length), set])),
  );
  const picture = slice(columns, rows, colour);
  const data = Buffer.concat([u32(picture.length), picture]);
  const tiff = Buffer.concat([text('MM\0*'), u32(8), u16(1, 0x0112, 3), u32(1), u16(exifOrientation, 0), u32(0)]);
  const exif = Buffer.concat([u32(6), text('Exif\0\0'), tiff]);
  const item = (id: number, type: string): Buffer => full('infe', 2, u16(id, 0), text(type), u8(0));
  const meta = (start: number): Buffer =>
    full(
      'meta',
      0,
      full('hdlr', 0, u32(0), text('pict'), Buffer.alloc(13)),
      full('pitm', 0, u16(1)),
      full('iloc', 0, u8(0x44, 0), u16(2), u16(1, 0, 1), u32(start, data.length), u16(2, 0, 1), u32(start + data.length, exif.length)),
      full('iinf', 0, u16(2), item(1, 'hvc1'), item(2, 'Exif')),
      full('iref', 0, box('cdsc', u16(2, 1, 1))),
      box(
        'iprp',
        box('ipco', config, full('ispe', 0, u32(shown.width, shown.height)), box('irot', u8(turns))),
        full('ipma', 0, u32(1), u16(1), u8(3, 0x81, 2, 0x83)),
      ),
    );
  const type = box('ftyp', text('heic\0\0\0\0mif1heic'));
  return Buffer.concat([type, meta(type.length + meta(0).length + 8), box('mdat', data, exif)]);
}
