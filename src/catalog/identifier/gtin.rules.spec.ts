import fc from 'fast-check';
import { checkGtin, gtinCheckDigit } from './gtin.rules';

const said = (typed: string): string[] => checkGtin(typed).findings.map((one) => `${one.level} ${one.code}`);

describe('a GTIN', () => {
  it.each(['8934673001304', '8934563138165', '8938500012341', '8930000000002'])('%s is good', (code) => {
    expect(checkGtin(code)).toEqual({ value: code, findings: [] });
  });

  it.each([
    ['8930000000006', ['error gtin-check-digit']],
    ['8936000000000', ['error gtin-check-digit']],
    ['893467300131', ['error gtin-check-digit']],
    ['89346730013', ['error gtin-form']],
    ['893467300130412', ['error gtin-form']],
    ['89346730013O4', ['error gtin-form']],
    ['', ['error gtin-form']],
    ['0000000000000', ['error gtin-form']],
    ['4006381333931', ['warning gtin-not-vietnamese']],
    ['036000291452', ['warning gtin-not-vietnamese']],
    ['96385074', ['warning gtin-not-vietnamese']],
    [`200000000000${gtinCheckDigit('200000000000')}`, ['error gtin-internal']],
    [`299999999999${gtinCheckDigit('299999999999')}`, ['error gtin-internal']],
    [`1200000000000${gtinCheckDigit('1200000000000')}`, ['error gtin-internal']],
    [`300000000000${gtinCheckDigit('300000000000')}`, ['warning gtin-not-vietnamese']],
    [`190000000000${gtinCheckDigit('190000000000')}`, ['warning gtin-not-vietnamese']],
  ])('%s: %j', (typed, found) => {
    expect(said(typed)).toEqual(found);
  });

  it('is one number in all its lengths', () => {
    expect(checkGtin('08938500012341').value).toBe('8938500012341');
    expect(checkGtin(' 893-8500 012341').value).toBe('8938500012341');
    expect(checkGtin('036000291452').value).toBe('0036000291452');
    expect(checkGtin('0036000291452').value).toBe('0036000291452');
    expect(checkGtin('00000096385074').value).toBe('96385074');
    expect(checkGtin(`1893850001234${gtinCheckDigit('1893850001234')}`).value).toHaveLength(14);
  });

  it('with its check digit passes; with any one digit changed it does not', () => {
    const bodies = fc.stringMatching(/^893\d{9}$/);
    fc.assert(
      fc.property(bodies, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 }), (body, at, step) => {
        const code = `${body}${gtinCheckDigit(body)}`;
        expect(checkGtin(code)).toEqual({ value: code, findings: [] });
        const changed = code.slice(0, at) + String((Number(code[at]) + step) % 10) + code.slice(at + 1);
        expect(said(changed)).toEqual(['error gtin-check-digit']);
      }),
    );
  });
});
