import { scene, type Scene } from '../../../test/support/scene';
import { Darkroom } from './darkroom';
import { photoHints, type HintCode } from './hint.rules';
import { measure } from './measure.rules';

const darkroom = new Darkroom();

const codesOf = async (of: Scene): Promise<HintCode[]> => {
  const { upright, measured } = await darkroom.develop(async () => (await scene(of)).jpeg({ quality: 92 }).toBuffer());
  return photoHints({ ...upright, measured }).map((hint) => hint.code);
};

describe('what is measured of a photo', () => {
  it.each<readonly [what: string, expected: HintCode[], of: Scene]>([
    ['a jar in good light', [], {}],
    ['a large photo of it', [], { width: 4000, height: 3000 }],
    ['before a white wall', [], { wall: '#ffffff' }],
    ['before a black wall', [], { wall: '#141414' }],
    ['a small jar before a white wall', ['empty-frame'], { wall: '#ffffff', share: 0.08 }],
    ['an empty wall', ['blurred', 'empty-frame'], { share: 0 }],
    ['half the light', [], { light: 0.5 }],
    ['a third of the light', ['too-dark'], { light: 0.3 }],
    ['too much light', ['too-bright', 'empty-frame'], { light: 0.3, glare: 235 }],
    ['blurred by 1 of 2,048 pixels', [], { blur: 1 }],
    ['blurred by 3', [], { blur: 3 }],
    ['blurred by 8', ['blurred'], { blur: 8 }],
    ['blurred by 12', ['blurred'], { blur: 12 }],
    ['a large photo blurred by 3 of 2,048 pixels', [], { width: 4000, height: 3000, blur: 3 }],
    ['a large photo blurred by 8', ['blurred'], { width: 4000, height: 3000, blur: 8 }],
    ['799 pixels', ['too-small'], { width: 1000, height: 799 }],
    ['800 pixels', [], { width: 1000, height: 800 }],
  ])('[IM6] %s: %j', async (_, expected, of) => {
    expect(await codesOf(of)).toEqual(expected);
  });

  it('[IM6] a hint says what was measured and where it begins', async () => {
    const { upright, measured } = await darkroom.develop(async () => (await scene({ light: 0.3 })).jpeg().toBuffer());
    const [hint] = photoHints({ ...upright, measured });
    expect(hint).toMatchObject({ code: 'too-dark', value: measured.brightPercent, limit: 35 });
    expect(hint?.messageVi).toContain(`${measured.brightPercent} %`);
  });

  it('takes pictures of one pixel and of one line', () => {
    for (const [width, height] of [
      [1, 1],
      [512, 1],
      [1, 512],
      [2, 2],
    ] as const) {
      const found = measure({ width, height, pixels: new Uint8Array(width * height).fill(9) });
      expect(found).toEqual({ brightPercent: 4, darkPercent: 4, sharpness: 0, subjectPercent: 0 });
    }
  });
});
