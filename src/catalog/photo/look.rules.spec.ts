import fc from 'fast-check';
import sharp from 'sharp';
import { scene } from '../../../test/support/scene';
import { Darkroom } from './darkroom';
import { bitsApart, lookProbes, NEAR_BITS } from './look.rules';

const darkroom = new Darkroom();
const lookOfFile = async (photo: sharp.Sharp): Promise<string | null> =>
  (await darkroom.develop(async () => photo.jpeg({ quality: 85 }).toBuffer())).look;

describe('the look of a photo', () => {
  it('stays when the picture is scaled, compressed, lightened or a little cropped', async () => {
    const first = await (await scene()).png().toBuffer();
    const look = await lookOfFile(sharp(first));
    const again: Record<string, sharp.Sharp> = {
      scaled: sharp(first).resize(700),
      compressed: sharp(await sharp(first).jpeg({ quality: 40 }).toBuffer()),
      lighter: sharp(first).linear(1.1, 10),
      cropped: sharp(first).extract({ left: 8, top: 6, width: 1584, height: 1188 }),
      blurred: sharp(first).blur(4),
    };
    for (const [how, photo] of Object.entries(again)) {
      const other = await lookOfFile(photo);
      expect([how, look !== null && other !== null && bitsApart(look, other) <= NEAR_BITS]).toEqual([how, true]);
    }
    for (const photo of [await scene({ wall: '#222222', jar: '#3a7d44', share: 0.7 }), sharp(first).flop().rotate(90)]) {
      const other = await lookOfFile(photo);
      expect(look !== null && other !== null && bitsApart(look, other)).toBeGreaterThan(NEAR_BITS);
    }
  });

  it('is nothing when there is nothing to be seen', async () => {
    expect(await lookOfFile(await scene({ share: 0 }))).toBeNull();
  });

  it('is found by its quarters however its 7 bits lie', () => {
    const bits = fc.array(fc.constantFrom('0', '1'), { minLength: 64, maxLength: 64 });
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: NEAR_BITS });
    fc.assert(
      fc.property(bits, places, (look, turned) => {
        const other = look.map((bit, i) => (turned.includes(i) ? (bit === '0' ? '1' : '0') : bit)).join('');
        expect(bitsApart(look.join(''), other)).toBe(turned.length);
        const parts = [0, 1, 2, 3].map((part) => (part << 16) + Number.parseInt(other.slice(part * 16, part * 16 + 16), 2)); // as the database makes look_parts
        const probes = new Set(lookProbes(look.join('')));
        expect(parts.some((part) => probes.has(part))).toBe(true);
      }),
    );
  });
});
