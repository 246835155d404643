import fc from 'fast-check';
import { shareIsDue, splitEvenly, type Sharer } from './share.rules';

const sharer = (listingId: string, more: Partial<Sharer> = {}): Sharer => ({ listingId, factor: 1, granted: 0, takesPart: true, ...more });

describe('shares', () => {
  it('are even, and the rest goes to whoever holds most', () => {
    expect([...splitEvenly(40, [sharer('a'), sharer('b')])]).toEqual([
      ['a', 20],
      ['b', 20],
    ]);
    expect([...splitEvenly(37, [sharer('a', { granted: 17 }), sharer('b', { granted: 20 })])]).toEqual([
      ['a', 18],
      ['b', 19],
    ]);
    expect([...splitEvenly(1, [sharer('a'), sharer('b', { granted: 1 })])]).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });

  it('leave out a listing that cannot sell', () => {
    expect(splitEvenly(10, [sharer('a'), sharer('b', { takesPart: false })])).toEqual(
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
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.array(arbitrary, { minLength: 1, maxLength: 6 }), (available, list) => {
        const sharers = list.map((entry, i) => sharer(`l${i}`, entry));
        const shares = splitEvenly(available, sharers);
        const used = sharers.reduce((sum, { listingId, factor }) => sum + (shares.get(listingId) ?? 0) * factor, 0);
        const takers = sharers.filter(({ takesPart }) => takesPart);
        const wasted = takers.length === 0 ? 0 : available - used;
        return (
          used <= available &&
          sharers.every(({ listingId, takesPart }) => takesPart || shares.get(listingId) === 0) &&
          (takers.length === 0 || wasted < Math.min(...takers.map(({ factor }) => factor)))
        );
      }),
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
