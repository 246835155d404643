import fc from 'fast-check';
import { checkPhone, normalisePhone, showPhone } from './phone.rules';

/** Prefixes of mobile operators, November 2026. */
const MOBILE = '32 33 34 35 36 37 38 39 86 96 97 98 81 82 83 84 85 88 91 94 70 76 77 78 79 89 90 93 52 56 58 92 59 99 87 55'.split(' ');

describe('a phone number', () => {
  it.each(['0912345678', '0912 345 678', '+84912345678', '84912345678', '+84 (0)912.345.678', '0912-345-678'])(
    '%s is one and the same',
    (typed) => {
      expect(normalisePhone(typed)).toBe('+84912345678');
      expect(checkPhone(typed)).toEqual({ value: '+84912345678', shown: '0912 345 678', findings: [] });
    },
  );

  it.each(['', '113', '01212345678', '0199999999', '+12025550123', '09123456789', 'chín một hai'])('%s is refused', (typed) => {
    expect(normalisePhone(typed)).toBeNull();
    expect(checkPhone(typed)).toMatchObject({ value: null, findings: [{ level: 'error' }] });
  });

  it('of every mobile operator passes, however it is written', () => {
    const tail = fc.integer({ min: 1_000_000, max: 9_999_999 });
    fc.assert(
      fc.property(fc.constantFrom(...MOBILE), tail, fc.constantFrom('0', '+84', '84'), (prefix, rest, start) => {
        const { value, shown, findings } = checkPhone(`${start}${prefix}${rest}`);
        expect(value).toBe(`+84${prefix}${rest}`);
        expect(shown).toBe(`0${prefix}${String(rest).charAt(0)} ${String(rest).slice(1, 4)} ${String(rest).slice(4)}`);
        expect(findings.map((one) => one.code)).toEqual(normalisePhone(value ?? '') ? [] : ['phone-range-unknown']);
      }),
    );
  });

  it('with eleven digits is explained', () => {
    expect(checkPhone('0168 234 5678').findings).toMatchObject([{ code: 'phone-eleven-digits' }]);
  });

  it('of a land line is taken, with a word on messages', () => {
    expect(checkPhone('024 3825 1234')).toMatchObject({
      value: '+842438251234',
      findings: [{ level: 'warning', code: 'phone-not-mobile' }],
    });
  });

  it('is shown as people write it; other text stays', () => {
    expect(showPhone('+84912345678')).toBe('0912 345 678');
    expect(showPhone('không có')).toBe('không có');
  });
});
