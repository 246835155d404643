import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { Problem } from '../../shared/kernel';
import { decodeHeic } from './heic';
import { inspect, type PhotoFormat } from './inspect.rules';
import { LOOK_EDGE_PX, lookOf } from './look.rules';
import { measure, MEASURED_EDGE_PX, type Measured } from './measure.rules';
import { PHOTO_LIMITS } from './photo.limits';
import { photoRefused } from './refusal';
import { BEST_QUALITY, LOWER_QUALITIES, masterSize, smaller, type Size } from './rendition.rules';
import { Slots } from './slots';

// Only these four may ever open a file: SVG, GIF, PDF, TIFF and the rest have readers that are not needed and have had holes.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadHeifBuffer'],
});
sharp.cache(false); // every photo is opened once
sharp.concurrency(1); // two photos side by side use the cores better than two threads on one

const OPEN = { limitInputPixels: PHOTO_LIMITS.pixels, failOn: 'error', sequentialRead: true } as const;
const MASTER_QUALITY = 92;

/** What is seen in a photo. */
export interface Seen {
  readonly measured: Measured;
  readonly look: string | null;
}

/** An upright JPEG without any metadata. */
export interface Master extends Size, Seen {
  readonly bytes: Buffer;
  readonly format: PhotoFormat;
  /** Size of the whole photo once upright. */
  readonly upright: Size;
}

type Developed = Omit<Master, 'format'>;

export interface Rendered extends Size {
  readonly bytes: Buffer;
  /** Of the bytes, hex. */
  readonly sha256: string;
}

/** The only place that decodes and encodes pictures; two at once. */
@Injectable()
export class Darkroom {
  private readonly slots = new Slots(PHOTO_LIMITS.decodes);

  /** Checks a file and makes its upright copy. `read` is called when it is this file's turn, so that waiting files need no memory. Throws: Problem photo-refused. */
  develop(read: () => Promise<Buffer>): Promise<Master> {
    return this.slots.run(async () => {
      const file = await read();
      const inspection = inspect(file);
      if ('refused' in inspection) throw photoRefused(inspection.refused);
      const { format } = inspection.header;
      try {
        return { format, ...(format === 'heic' ? await this.fromHeic(file) : await this.fromFile(file)) };
      } catch (error) {
        if (isSharpError(error)) throw photoRefused('damaged');
        throw error;
      }
    });
  }

  /** What is seen in an upright picture, for photos that were taken in before anybody looked. */
  look(read: () => Promise<Buffer>): Promise<Seen> {
    return this.slots.run(async () => see(await read()));
  }

  /** The master at that size in the best quality. Same master, same bytes. */
  render(read: () => Promise<Buffer>, size: Size): Promise<Rendered> {
    return this.slots.run(async () =>
      rendered(
        size,
        await sharp(await read(), OPEN)
          .resize({ ...size, fit: 'fill' })
          .jpeg({ quality: BEST_QUALITY })
          .toBuffer(),
      ),
    );
  }

  /**
   * For few photos, whose best quality has too many bytes: lower quality first, then fewer pixels, until the bytes fit. null when they never do. Same master, same
   * bytes.
   */
  squeeze(
    read: () => Promise<Buffer>,
    first: Size,
    limits: { readonly maxBytes: number; readonly minEdgePx: number },
  ): Promise<Rendered | null> {
    return this.slots.run(async () => {
      const master = await read();
      for (let size: Size | null = first; size; size = smaller(size, limits)) {
        const { data, info } = await sharp(master, OPEN)
          .resize({ ...size, fit: 'fill' })
          .raw()
          .toBuffer({ resolveWithObject: true });
        const raw = { width: info.width, height: info.height, channels: info.channels };
        for (const quality of size === first ? LOWER_QUALITIES : [BEST_QUALITY, ...LOWER_QUALITIES]) {
          const bytes = await sharp(data, { raw }).jpeg({ quality }).toBuffer();
          if (bytes.length <= limits.maxBytes) return rendered(size, bytes);
        }
      }
      return null;
    });
  }

  private async fromFile(file: Buffer): Promise<Developed> {
    const { autoOrient } = await sharp(file, OPEN).metadata();
    return this.shrink(sharp(file, OPEN).autoOrient(), autoOrient);
  }

  private async fromHeic(file: Buffer): Promise<Developed> {
    const { width, height, data } = await decodeHeic(file);
    return this.shrink(sharp(data, { raw: { width, height, channels: 4 } }), { width, height });
  }

  private async shrink(open: sharp.Sharp, upright: Size): Promise<Developed> {
    const size = masterSize(upright);
    const bytes = await open
      .resize({ ...size, fit: 'fill' })
      .flatten({ background: '#ffffff' }) // JPEG has no transparency, and shops show white
      .toColourspace('srgb')
      .jpeg({ quality: MASTER_QUALITY, chromaSubsampling: '4:4:4' })
      .timeout({ seconds: PHOTO_LIMITS.decodeMs / 1000 })
      .toBuffer();
    return { ...size, bytes, upright, ...(await see(bytes)) };
  }
}

/** JPEG is opened at a fraction of its size, so that looking costs a tenth of developing. */
async function see(jpeg: Buffer): Promise<Seen> {
  const { data, info } = await sharp(jpeg, OPEN)
    .greyscale()
    .resize(MEASURED_EDGE_PX, MEASURED_EDGE_PX, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const small = await sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
    .resize(LOOK_EDGE_PX, LOOK_EDGE_PX, { fit: 'fill' })
    .raw()
    .toBuffer();
  return { measured: measure({ width: info.width, height: info.height, pixels: data }), look: lookOf(small) };
}

const rendered = (size: Size, bytes: Buffer): Rendered => ({ ...size, bytes, sha256: createHash('sha256').update(bytes).digest('hex') });

/** sharp has no error class of its own: what libvips says of a file comes as a plain Error. Anything else is our own mistake. */
function isSharpError(error: unknown): boolean {
  if (error instanceof Problem || typeof error !== 'object' || error === null) return false;
  return 'name' in error && error.name === 'Error' && !('code' in error);
}
