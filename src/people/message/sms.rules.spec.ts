import fc from 'fast-check';
import { fitSms, foldSms, smsLength, waitAfter } from './sms.rules';

describe('a short message', () => {
  it('loses its marks and keeps its capitals and numbers', () => {
    expect(foldSms('Lên Sàn: Cam cao phong “Hoà Bình” — 85.000₫…')).toBe('Len San: Cam cao phong "Hoa Binh" - 85.000d...');
    expect(foldSms('Đồng\nbào   Mông 🍊')).toBe('Dong bao Mong ?');
  });

  it('counts two places for signs behind an escape', () => {
    expect(smsLength('abc')).toBe(3);
    expect(smsLength('a[c]~')).toBe(8);
  });

  it('takes all of 160 places and not one more', () => {
    expect(fitSms('a', 'b'.repeat(158), 'c')).toBe(`a${'b'.repeat(158)}c`);
    const cut = fitSms('a', 'b'.repeat(159), 'c');
    expect([cut.length, cut.slice(-4)]).toEqual([160, 'b..c']);
    expect(fitSms('a'.repeat(100), 'b', 'c'.repeat(100))).toHaveLength(160);
  });

  it('whatever is written, stays in the alphabet and within its places, and begins and ends as asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (middle) => {
        const text = fitSms('Len San: ', middle, ' KHONG');
        expect(smsLength(text)).toBeLessThanOrEqual(160);
        expect(text).toMatch(/^Len San: ?[\w @$!"#%&'()*+,\-./:;<=>?[\]{}\\^~|]*KHONG$/);
      }),
    );
  });

  it('is tried five times', () => {
    expect([1, 2, 3, 4, 5].map(waitAfter)).toEqual([5_000, 20_000, 60_000, 300_000, null]);
  });
});
