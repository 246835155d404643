import { costOf, pieceOf, placeOf } from './rate.rules';

describe('allowances', () => {
  it('a write takes more than a look, a part of a file no more', () => {
    expect(costOf('GET', '/api/v1/producers')).toBe(1);
    expect(costOf('HEAD', '/api/v1/producers')).toBe(1);
    expect(costOf('POST', '/api/v1/producers')).toBe(3);
    expect(costOf('PATCH', '/api/v1/producers/:producerId/uploads/:uploadId')).toBe(1);
  });

  it('a house is one place, with either kind of address', () => {
    expect(placeOf('203.113.1.2')).toBe('203.113.1.2');
    expect(placeOf('::ffff:203.113.1.2')).toBe('203.113.1.2');
    expect(placeOf('2402:800:61:1::5')).toBe(placeOf('2402:800:61:1:ffff:1:2:3'));
    expect(placeOf('2402:800:61:1::5')).not.toBe(placeOf('2402:800:61:2::5'));
    expect(placeOf('')).toBe('unknown');
  });

  it('is taken in pieces, and never in none', () => {
    expect([pieceOf(3_000), pieceOf(100), pieceOf(10)]).toEqual([60, 2, 1]);
  });
});
