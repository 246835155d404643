import sharp from 'sharp';

/** 12 megapixels, as phones take them. */
const WIDTH = 4000;
const HEIGHT = 3000;

/** Coarse and fine noise on a colour: about as many bytes as a real photo of that size. Nobody's picture is used. */
export async function phonePhoto(): Promise<Buffer> {
  const noise = (width: number, height: number, sigma: number): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma } } })
      .resize(WIDTH, HEIGHT)
      .png({ compressionLevel: 0 })
      .toBuffer();
  const [coarse, fine] = await Promise.all([noise(400, 300, 40), noise(2000, 1500, 12)]);
  return sharp(coarse)
    .composite([{ input: fine, blend: 'overlay' }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The same picture in another file: a comment with its number is put in, so that nothing that was done before can be used again. */
export function numbered(photo: Buffer, number: number): Buffer {
  const text = Buffer.from(`photo ${String(number).padStart(8, '0')}`, 'latin1');
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([photo.subarray(0, 2), segment, text, photo.subarray(2)]);
}
