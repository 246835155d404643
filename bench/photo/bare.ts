import fs from 'node:fs';
import sharp from 'sharp';
import { adapters } from '../../src/adapters';
import { answering } from '../support/children';
import { numbered } from './photos';
import { inTurns, type PhotoOrder, type PhotoReport } from './turns';

sharp.cache(false);
sharp.concurrency(1);

const MASTER = { width: 2048, height: 1536 };

/** The same pictures by sharp alone: an upright copy of 2,048 pixels, and of it one JPEG for each platform. Nothing is checked, hashed, stored or written down. */
async function make(file: Buffer): Promise<number> {
  const master = await sharp(file)
    .autoOrient()
    .resize({ ...MASTER, fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
  for (const adapter of adapters) {
    const { maxBytes } = adapter.describe().photoRule;
    const rendition = await sharp(master)
      .resize({ ...MASTER, fit: 'fill' })
      .jpeg({ quality: 86 })
      .toBuffer();
    if (rendition.length > maxBytes) throw new Error('the photo of this bench must fit at the first quality');
  }
  return adapters.length;
}

async function work(order: PhotoOrder): Promise<PhotoReport> {
  const photo = fs.readFileSync(order.file);
  return inTurns(order, (number) => make(numbered(photo, number)));
}

answering(work);
