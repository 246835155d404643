import fs from 'node:fs';
import sharp from 'sharp';
import { adapters } from '../../src/adapters';
import { answering } from '../support/children';
import { numbered } from './photos';
import { inTurns, type PhotoOrder, type PhotoReport } from './turns';

sharp.cache(false);
sharp.concurrency(1);

const MASTER = { width: 2048, height: 1536 };

/** Bytes that every platform takes of one photo. */
const MOST_BYTES = Math.min(...adapters.map((adapter) => adapter.describe().photoRule.maxBytes));

/** The same pictures by sharp alone: an upright copy of 2,048 pixels, and of it the one JPEG that serves all platforms. Nothing is checked, hashed, stored or written down. */
async function make(file: Buffer): Promise<number> {
  const master = await sharp(file)
    .autoOrient()
    .resize({ ...MASTER, fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
  const rendition = await sharp(master)
    .resize({ ...MASTER, fit: 'fill' })
    .jpeg({ quality: 86 })
    .toBuffer();
  if (rendition.length > MOST_BYTES) throw new Error('the photo of this bench must fit at the first quality');
  return 1;
}

async function work(order: PhotoOrder): Promise<PhotoReport> {
  const photo = fs.readFileSync(order.file);
  return inTurns(order, (number) => make(numbered(photo, number)));
}

answering(work);
