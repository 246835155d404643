import fc from 'fast-check';
import { shareIsDue, splitByWeight, type Sharer } from './share.rules';

const sharer = (listingId: string, more: Partial<Sharer> = {}): Sharer => ({
  listingId,
  factor: 1,
  granted: 0,
  takesPart: true,
  weight: 1,
  ...more,
});

describe('shares', () => {
  it('are even, and the rest goes to whoever holds most', () => {
    expect([...splitByWeight(40, [sharer('a'), sharer('b')])]).toEqual([
      ['a', 20],
      ['b', 20],
    ]);
    expect([...splitByWeight(37, [sharer('a', { granted: 17 }), sharer('b', { granted: 20 })])]).toEqual([
      ['a', 18],
      ['b', 19],
    ]);
    expect([...splitByWeight(1, [sharer('a'), sharer('b', { granted: 1 })])]).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });

  it('leave out a listing that cannot sell', () => {
    expect(splitByWeight(10, [sharer('a'), sharer('b', { takesPart: false })])).toEqual(
      new Map([
        ['a', 10],
        ['b', 0],
      ]),
    );
  });

  it('never add up to more than is free, in whole packs, and waste less than the smallest pack', () => {
    const arbitrary = fc.record({
      factor: fc.integer({ min: 1, max: 12 }),
      granted: fc.integer({ min: 0, max: 50 }),
      takesPart: fc.boolean(),
      weight: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.array(arbitrary, { minLength: 1, maxLength: 6 }), (available, list) => {
        const sharers = list.map((entry, i) => sharer(`l${i}`, entry));
        const shares = splitByWeight(available, sharers);
        const used = sharers.reduce((sum, { listingId, factor }) => sum + (shares.get(listingId) ?? 0) * factor, 0);
        const takers = sharers.filter(({ takesPart, weight }) => takesPart && weight > 0);
        const wasted = takers.length === 0 ? 0 : available - used;
        return (
          used <= available &&
          sharers.every((one) => takers.includes(one) || shares.get(one.listingId) === 0) &&
          (takers.length === 0 || wasted < Math.min(...takers.map(({ factor }) => factor)))
        );
      }),
    );
  });

  it('[PR2] follow the weights to within one unit; a weight of 0 gets nothing', () => {
    const [a, b, c] = [sharer('a', { weight: 3 }), sharer('b'), sharer('c', { weight: 0 })];
    expect([...splitByWeight(10, [a, b, c]).values()]).toEqual([8, 2, 0]);
    expect([...splitByWeight(11, [a, b, c]).values()]).toEqual([8, 3, 0]);
    expect([...splitByWeight(5, [sharer('a', { weight: 0 })]).values()]).toEqual([0]);
    const weights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(500), weights, (available, list) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const shares = splitByWeight(
          available,
          list.map((weight, i) => sharer(`l${i}`, { weight })),
        );
        return list.every((weight, i) => Math.abs((shares.get(`l${i}`) ?? 0) - (total && (available * weight) / total)) < 1);
      }),
    );
  });

  it('[PR2] are even whatever the weight, as long as it is the same for all', () => {
    const arbitrary = fc.record({ factor: fc.integer({ min: 1, max: 12 }), granted: fc.nat(50), takesPart: fc.boolean() });
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.array(arbitrary, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 100 }),
        (available, list, weight) => {
          const withWeight = (of: number): unknown =>
            splitByWeight(
              available,
              list.map((entry, i) => sharer(`l${i}`, { ...entry, weight: of })),
            );
          expect(withWeight(weight)).toEqual(withWeight(1));
        },
      ),
    );
  });

  it('are lowered at once, and raised at once only where buyers are not interrupted by it', () => {
    expect(shareIsDue(20, 19, true)).toBe(true);
    expect(shareIsDue(20, 21, true)).toBe(false);
    expect(shareIsDue(20, 21, false)).toBe(true);
    expect(shareIsDue(0, 1, true)).toBe(true);
    expect(shareIsDue(17, 20, true)).toBe(true);
    expect(shareIsDue(20, 20, false)).toBe(false);
  });
});
