import fc from 'fast-check';
import { checkPhotos } from './photo-check.rules';
import { renditionSize } from './rendition.rules';

const rule = { formats: ['jpeg'], minEdgePx: 500, maxEdgePx: 2000, minCount: 1, maxCount: 3 } as const;
const good = { width: 1200, height: 900 };

describe('the check of photos before publishing', () => {
  it('[IM3] passes what fits, and says how it will be shown', () => {
    const { isFit, reasons, photos } = checkPhotos([{ width: 4000, height: 3000 }], rule);
    expect({ isFit, reasons, photos }).toEqual({
      isFit: true,
      reasons: [],
      photos: [{ position: 1, isFit: true, shown: { width: 2000, height: 1500 }, reasons: [] }],
    });
  });

  it.each([
    ['an edge of 499', { width: 499, height: 900 }, 'short-edge', 499, 500],
    ['a shape of 1 to 4.01', { width: 500, height: 2005 }, 'shape', 4.01, 4],
  ] as const)('[IM3] %s fails with what was measured and what is demanded', (_, photo, code, value, limit) => {
    const { isFit, photos } = checkPhotos([photo], rule);
    expect(isFit).toBe(false);
    expect(photos[0]).toMatchObject({ isFit: false, shown: null, reasons: [{ code, value, limit }] });
    expect(photos[0]?.reasons[0]?.messageVi).toContain(`${photo.width}×${photo.height}`);
  });

  it.each([
    ['one edge of 500', { width: 500, height: 900 }],
    ['a shape of 1 to 4', { width: 500, height: 2000 }],
  ])('[IM3] %s passes', (_, photo) => {
    expect(checkPhotos([photo], rule).isFit).toBe(true);
  });

  it('[IM3] counts only what fits, on both sides of each number, and tells whose the cover will be', () => {
    const small = { width: 100, height: 100 };
    const codes = (photos: (typeof good)[], over: Partial<typeof rule> = {}) =>
      checkPhotos(photos, { ...rule, ...over }).reasons.map((reason) => reason.code);
    expect(codes([good])).toEqual([]);
    expect(codes([])).toEqual(['count']);
    expect(codes([small])).toEqual(['count']);
    expect(codes([small, good])).toEqual(['cover']);
    expect(codes([good, small])).toEqual([]);
    expect(codes([good, good, good])).toEqual([]);
    expect(codes([good, good, good, good])).toEqual(['too-many']);
  });

  it('[IM3] agrees with what is made', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 12_000 }), height: fc.integer({ min: 1, max: 12_000 }) });
    fc.assert(fc.property(size, (photo) => expect(checkPhotos([photo], rule).photos[0]?.shown).toEqual(renditionSize(photo, rule))));
  });

  it('[IM3] refuses all where the platform takes no JPEG', () => {
    expect(checkPhotos([good], { ...rule, formats: ['png'] }).photos[0]?.reasons).toMatchObject([{ code: 'format' }]);
  });
});
