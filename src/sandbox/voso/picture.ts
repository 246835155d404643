import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Section, SimCore } from '../core';
import type { ProductDesk } from './product';
import { refusals } from './voso.refusal';
import type { Picture, VosoState } from './voso.state';

const DROP_TIMER = 'voso.drop-picture';
const UNUSED_LIFE_MS = 24 * 3_600_000;
/** Limits borrowed from Lazada (size, largest) and Tiki (smallest). */
export const MAX_PICTURE_BYTES = 3 * 1024 * 1024;
const MIN_EDGE_PX = 500;
const MAX_EDGE_PX = 5000;

/** Uploaded pictures: named by their content, dropped after a day when no product uses them. */
export class PictureDesk {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<VosoState>,
    products: ProductDesk,
  ) {
    core.clock.on(DROP_TIMER, (id) => {
      const key = String(id);
      if (products.isPictureUsed(key)) return;
      delete section.data.pictures[key];
      core.blobs.remove(key);
    });
  }

  /** The same bytes twice give the same picture. Throws: `Incorrect data: FILE`. */
  async upload(bytes: Buffer): Promise<Picture> {
    const picture = await inspect(bytes);
    if (!picture) throw refusals.incorrect('FILE');
    if (!this.find(picture.id)) {
      await this.core.blobs.put(picture.id, bytes);
      this.section.data.pictures[picture.id] = picture;
    }
    this.core.clock.schedule(DROP_TIMER, UNUSED_LIFE_MS, picture.id, `picture:${picture.id}`);
    return picture;
  }

  find(id: string): Picture | null {
    return Object.hasOwn(this.section.data.pictures, id) ? (this.section.data.pictures[id] ?? null) : null;
  }
}

/** Null when the bytes are not a JPEG or PNG within the limits. The extension and the sender's content type are not asked. */
async function inspect(bytes: Buffer): Promise<Picture | null> {
  const type = typeOf(bytes);
  if (!type || bytes.length > MAX_PICTURE_BYTES) return null;
  try {
    const { width, height } = await sharp(bytes).metadata();
    const fits = [width, height].every((edge) => edge >= MIN_EDGE_PX && edge <= MAX_EDGE_PX);
    return fits ? { id: createHash('md5').update(bytes).digest('hex'), type, width, height, size: bytes.length } : null;
  } catch {
    return null; // right first bytes, nonsense behind them
  }
}

function typeOf(bytes: Buffer): Picture['type'] | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  return null;
}
