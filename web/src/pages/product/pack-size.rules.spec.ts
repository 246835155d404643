import { guessEdges, guessWeight, netGrams, PACK_SHAPES, shapeOf, wholeNumber } from './pack-size.rules';

describe('the size of a pack that nobody measured', () => {
  it.each(PACK_SHAPES)('%s holds its weight and keeps to the limits of the program', (shape) => {
    for (const grams of [1, 100, 500, 1_000, 50_000]) {
      const { lengthCm, widthCm, heightCm } = guessEdges(shape, grams);
      for (const edge of [lengthCm, widthCm, heightCm]) {
        expect(Number.isInteger(edge)).toBe(true);
        expect(edge).toBeGreaterThanOrEqual(1);
        expect(edge).toBeLessThanOrEqual(200);
      }
      expect(lengthCm * widthCm * heightCm).toBeGreaterThanOrEqual(grams); // nothing sold here is heavier than water by much
    }
  });

  it('is like what lies on the table', () => {
    expect(guessEdges('bottle', 750)).toEqual({ lengthCm: 8, widthCm: 8, heightCm: 22 });
    expect(guessEdges('bag', 500)).toEqual({ lengthCm: 19, widthCm: 13, heightCm: 7 });
  });

  it('knows the shape by the unit, whatever is written', () => {
    expect(shapeOf(' Hộp ')).toBe('box');
    expect(shapeOf('bó')).toBe('other');
  });

  it('reads prices as people write them', () => {
    expect(['120000', '120.000', '120 000 ₫', '120k', '120.000đ'].map(wholeNumber)).toEqual([120_000, 120_000, 120_000, 120_000, 120_000]);
    expect(['', 'abc', '1,5', '-3'].map(wholeNumber)).toEqual([null, null, null, null]);
  });
});

describe('how much is in a pack', () => {
  it.each([
    ['500 g', 500],
    ['0,5 kg', 500],
    ['1 lít', 1_000],
    ['750ml', 750],
    ['12 cái', null],
    ['0 g', null],
  ] as const)('%s is told in grams where it can be', (net, grams) => expect(netGrams(net)).toBe(grams));

  it('is what it weighs with its packing, as long as that can be said', () => {
    expect([guessWeight('bottle', '500 ml'), guessWeight('bag', '500 g'), guessWeight('box', '12 cái')]).toEqual([750, 530, null]);
    expect(guessWeight('sack', '60 kg')).toBe(50_000); // no parcel is heavier
  });
});
