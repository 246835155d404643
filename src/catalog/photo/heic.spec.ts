import sharp from 'sharp';
import { BLUE, heic, RED } from '../../../test/support/heic-file';
import { Darkroom } from './darkroom';

const darkroom = new Darkroom();
const develop = (file: Buffer) => darkroom.develop(() => Promise.resolve(file));

const colourAt = async (file: Buffer, x: number, y: number): Promise<string> => {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const [r = 0, g = 0, b = 0] = data.subarray((y * info.width + x) * info.channels);
  return r > 200 && g < 80 && b < 80 ? 'red' : b > 200 && r < 80 && g < 80 ? 'blue' : `${r},${g},${b}`;
};

describe('a HEIC photo', () => {
  // Six blocks wide, four high; the upper row is blue.
  const scene = { columns: 6, rows: 4, colour: (_: number, row: number) => (row === 0 ? BLUE : RED) };

  it('is decoded', async () => {
    const master = await develop(heic(scene));
    expect(master).toMatchObject({ format: 'heic', upright: { width: 96, height: 64 }, width: 96, height: 64 });
    expect([await colourAt(master.bytes, 48, 4), await colourAt(master.bytes, 48, 60)]).toEqual(['blue', 'red']);
  });

  it.each([
    [1, 64, 96, [4, 48]], // against the clock: the upper row is on the left
    [2, 96, 64, [48, 60]],
    [3, 64, 96, [60, 48]],
  ] as const)('[IM2] is turned once by %i quarters, whatever EXIF says', async (turns, width, height, [x, y]) => {
    const master = await develop(heic({ ...scene, turns, exifOrientation: 6 }));
    expect(master.upright).toEqual({ width, height });
    expect([await colourAt(master.bytes, x, y), await colourAt(master.bytes, width - 1 - x, height - 1 - y)]).toEqual(['blue', 'red']);
  });

  it('leaves no metadata behind', async () => {
    const { exif, orientation } = await sharp((await develop(heic({ ...scene, exifOrientation: 6 }))).bytes).metadata();
    expect({ exif, orientation }).toEqual({});
  });
});
