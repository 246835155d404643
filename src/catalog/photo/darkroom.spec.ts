import sharp from 'sharp';
import { animatedGif, hostileFiles, jpeg, noisyJpeg, pngOverfull, pngProfileBomb, turnedJpeg } from '../../../test/support/photo-files';
import { heic, RED } from '../../../test/support/heic-file';
import { Problem } from '../../shared/kernel';
import { Darkroom } from './darkroom';

const darkroom = new Darkroom();
const develop = (file: Buffer) => darkroom.develop(() => Promise.resolve(file));

const reasonOf = (file: Buffer): Promise<unknown> =>
  develop(file).then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem && error.kind.code === 'photo-refused' ? error.facts.reason : error),
  );

/** Colours of the corners, clockwise from the upper left. */
async function corners(file: Buffer): Promise<string[]> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): string => {
    const i = (y * info.width + x) * info.channels;
    const [r = 0, g = 0, b = 0] = data.subarray(i, i + 3);
    return r > 150 && g < 90 && b < 90 ? 'red' : b > 150 && r < 90 && g < 90 ? 'blue' : `${r},${g},${b}`;
  };
  const [right, bottom] = [info.width - 5, info.height - 5];
  return [at(5, 5), at(right, 5), at(right, bottom), at(5, bottom)];
}

describe('the darkroom', () => {
  it('[IM4] refuses every hostile file with its own reason', async () => {
    const found = [];
    const expected = [];
    for (const [name, reason, file] of await hostileFiles()) {
      expected.push(`${name}: ${reason}`);
      found.push(`${name}: ${String(await reasonOf(file))}`);
    }
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThanOrEqual(12);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('[IM2] turns EXIF orientation %i upright and drops place and device', async (orientation) => {
    const file = await turnedJpeg(orientation);
    const before = await sharp(file).metadata();
    expect(before.orientation).toBe(orientation);
    expect(before.exif?.includes('SecretModel')).toBe(true);

    const master = await develop(file);

    expect(master.upright).toEqual({ width: 600, height: 400 });
    expect(await corners(master.bytes)).toEqual(['red', 'blue', 'red', 'red']);
    const after = await sharp(master.bytes).metadata();
    expect({ width: after.width, height: after.height, orientation: after.orientation, exif: after.exif }).toEqual({
      width: 600,
      height: 400,
    });
    expect(master.bytes.includes('SecretModel') || master.bytes.includes('Exif')).toBe(false);
  });

  it('takes what phones append after the picture', async () => {
    const motion = Buffer.concat([await jpeg(), Buffer.from('\0\0\0\x18ftypmp42'), Buffer.alloc(5000, 0xa7)]);
    expect(await reasonOf(motion)).toBe('taken');
    const twoViews = Buffer.concat([await jpeg(), await jpeg(200, 100)]);
    expect((await develop(twoViews)).upright).toEqual({ width: 800, height: 600 });
  });

  it('shows transparency as white, and takes grey, 16-bit and CMYK pictures', async () => {
    const clear = await sharp({ create: { width: 600, height: 600, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    const { data } = await sharp((await develop(clear)).bytes)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
    for (const odd of [
      await sharp(await jpeg())
        .greyscale()
        .jpeg()
        .toBuffer(),
      await sharp(await jpeg())
        .toColourspace('rgb16')
        .png()
        .toBuffer(),
      await sharp(await jpeg())
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer(),
      await sharp(await jpeg())
        .webp({ lossless: true })
        .toBuffer(),
      await sharp(await jpeg())
        .jpeg({ progressive: true })
        .toBuffer(),
    ]) {
      const { space, channels, depth, format } = await sharp((await develop(odd)).bytes).metadata();
      expect({ space, channels, depth, format }).toEqual({ space: 'srgb', channels: 3, depth: 'uchar', format: 'jpeg' });
    }
  });

  it('shrinks a large photo to 2,048 pixels and enlarges none', async () => {
    const { upright, width, height } = await develop(await jpeg(4000, 3000));
    expect({ upright, width, height }).toEqual({ upright: { width: 4000, height: 3000 }, width: 2048, height: 1536 });
    expect((await develop(await jpeg(100, 80))).width).toBe(100);
  });

  it('answers any damaged file with a reason, and never fails', async () => {
    let state = 42;
    const random = (below: number): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) % below;
    const photo = await jpeg(64, 48);
    const samples = [
      photo,
      await turnedJpeg(6),
      await sharp(photo).png().toBuffer(),
      await sharp(photo).webp().toBuffer(),
      await sharp(photo).jpeg({ progressive: true }).toBuffer(),
    ];
    const still = heic({ columns: 2, rows: 2, colour: () => RED });
    const reasons = new Set<unknown>();
    for (let round = 0; round < 420; round++) {
      const file = Buffer.from(round % 21 === 0 ? still : (samples[round % samples.length] ?? photo));
      for (let change = random(4); change >= 0; change--) file[random(random(2) ? file.length : Math.min(200, file.length))] = random(256);
      const reason = await reasonOf(random(5) ? file : file.subarray(0, random(file.length)));
      if (typeof reason !== 'string') throw reason;
      reasons.add(reason);
    }
    expect([...reasons]).toEqual(expect.arrayContaining(['taken', 'truncated', 'damaged', 'not-a-photo']));
  });

  it('survives files that unpack to more than they say', async () => {
    for (const bomb of [pngOverfull(), await pngProfileBomb()]) expect(['taken', 'damaged']).toContain(await reasonOf(bomb));
  });

  it('[IM5] renders to a size, and squeezes to a number of bytes: the same bytes each time', async () => {
    const master = await develop(await noisyJpeg(3000, 2000));
    const read = () => Promise.resolve(master.bytes);
    const size = { width: 1600, height: 1066 };
    const best = await darkroom.render(read, size);
    expect({ width: best.width, height: best.height }).toEqual(size);
    expect((await new Darkroom().render(read, size)).bytes.equals(best.bytes)).toBe(true);

    const limits = { maxBytes: 900_000, minEdgePx: 500 };
    expect(best.bytes.length).toBeGreaterThan(limits.maxBytes);
    const squeezed = await darkroom.squeeze(read, size, limits);
    expect(squeezed?.sha256).toBe((await new Darkroom().squeeze(read, size, limits))?.sha256);
    expect(squeezed?.bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    expect({ width: squeezed?.width, height: squeezed?.height }).toEqual(size);
    const tight = await darkroom.squeeze(read, size, { ...limits, maxBytes: 100_000 });
    expect(tight?.width).toBeLessThan(size.width);
    expect(await darkroom.squeeze(read, size, { ...limits, maxBytes: 5_000 })).toBeNull();
  });

  it('has two files open at once and no more, and goes on after a refused one', async () => {
    const waiting: ((file: Buffer) => void)[] = [];
    const read = (): Promise<Buffer> => new Promise((resolve) => waiting.push(resolve));
    const work = Array.from({ length: 5 }, () => darkroom.develop(read));
    const good = await jpeg(20, 20);
    for (let done = 0; done < work.length; done++) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(waiting.length).toBe(Math.min(2, work.length - done));
      const first = work[done];
      waiting.shift()?.(done === 1 ? Buffer.alloc(0) : good);
      if (done === 1) await expect(first).rejects.toMatchObject({ facts: { reason: 'empty' } });
      else await first;
    }
  });
});

it('leaves no way for sharp to open anything but the four formats', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  for (const file of [
    svg,
    await sharp(await jpeg())
      .tiff()
      .toBuffer(),
    await animatedGif(),
  ]) {
    await expect(sharp(file).metadata()).rejects.toThrow(/unsupported image format/);
  }
});
