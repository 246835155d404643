import fc from 'fast-check';
import { bestRecipe, masterSize, renditionSize, smaller, squeezedRecipe } from './rendition.rules';

const size = fc.record({ width: fc.integer({ min: 1, max: 12_000 }), height: fc.integer({ min: 1, max: 12_000 }) });
const edges = fc
  .tuple(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 6000 }))
  .map(([minEdgePx, more]) => ({ minEdgePx, maxEdgePx: minEdgePx + more }));

describe('sizes', () => {
  it('keep the shape, never grow, and stay within the rule', () => {
    fc.assert(
      fc.property(size, edges, (photo, rule) => {
        const master = masterSize(photo);
        expect(master.width <= photo.width && master.height <= photo.height).toBe(true);
        const made = renditionSize(photo, rule);
        if (!made) return;
        expect(Math.min(made.width, made.height)).toBeGreaterThanOrEqual(rule.minEdgePx);
        expect(Math.max(made.width, made.height)).toBeLessThanOrEqual(rule.maxEdgePx);
        expect(made.width <= master.width && made.height <= master.height).toBe(true);
      }),
    );
  });

  it('make a usual phone photo 2,048 pixels wide and keep the short edge of a panorama', () => {
    expect(masterSize({ width: 4032, height: 3024 })).toEqual({ width: 2048, height: 1536 });
    expect(masterSize({ width: 8000, height: 1200 })).toEqual({ width: 6827, height: 1024 });
    expect(masterSize({ width: 300, height: 200 })).toEqual({ width: 300, height: 200 });
  });

  it('refuse what no shrinking makes right', () => {
    const rule = { minEdgePx: 500, maxEdgePx: 5000 };
    expect(renditionSize({ width: 500, height: 500 }, rule)).toEqual({ width: 500, height: 500 });
    expect(renditionSize({ width: 499, height: 5000 }, rule)).toBeNull();
    expect(renditionSize({ width: 11_000, height: 600 }, rule)).toBeNull();
    expect(renditionSize({ width: 8000, height: 1200 }, rule)).toEqual({ width: 3333, height: 500 });
  });

  it('come to an end when they shrink', () => {
    fc.assert(
      fc.property(size, edges, (photo, rule) => {
        let steps = 0;
        for (let next = renditionSize(photo, rule); next; next = smaller(next, rule)) expect(++steps).toBeLessThan(50);
      }),
    );
  });
});

it('[IM5] a picture is named by all that shapes it, and by nothing else', () => {
  const size = { width: 2048, height: 1536 };
  const limits = { maxBytes: 1, minEdgePx: 2 };
  const names = [
    bestRecipe(size),
    bestRecipe({ ...size, width: 9 }),
    bestRecipe({ ...size, height: 9 }),
    squeezedRecipe(size, limits),
    squeezedRecipe({ ...size, width: 9 }, limits),
    squeezedRecipe(size, { ...limits, maxBytes: 9 }),
    squeezedRecipe(size, { ...limits, minEdgePx: 9 }),
  ];
  expect(new Set(names).size).toBe(names.length);
  const [voso, postmart] = [
    { minEdgePx: 500, maxEdgePx: 5000 },
    { minEdgePx: 500, maxEdgePx: 2048 },
  ].map((rule) => renditionSize({ width: 4000, height: 3000 }, rule));
  expect(voso).toEqual(postmart);
});
