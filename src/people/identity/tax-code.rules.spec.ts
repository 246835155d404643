import fc from 'fast-check';
import { checkLegacyTaxCode, checkRegistrationNumber, checkTaxCode, taxCheckDigit, type TaxPayer } from './tax-code.rules';

const today = '2026-11-21';
const said = (typed: string, payer: TaxPayer = 'any'): string[] =>
  checkTaxCode(typed, payer, today).findings.map((one) => `${one.level} ${one.code}`);

describe('a tax code', () => {
  it.each([
    ...['0100684378', '0100109106', '0300588569', '0100686209', '0100112437', '0101248141', '0102519041', '0100104595'],
    ...['9900000016', '9900000023', '9900000030', '9900000048', '9900000055', '9900000062'],
  ])('%s of an organisation is good', (code) => {
    expect(checkTaxCode(code, 'organisation', today)).toEqual({ value: code, findings: [] });
    expect(checkLegacyTaxCode(code)).toEqual({ value: code, findings: [] });
  });

  it.each([
    ['0100109105', 'any', ['warning tax-code-checksum']],
    ['0100109106-001', 'organisation', []],
    ['0100109106001', 'organisation', []],
    ['0100109106-000', 'organisation', ['error tax-code-branch']],
    ['0100109105-001', 'organisation', ['warning tax-code-checksum']],
    ['054185000101', 'person', []],
    ['054185000101', 'organisation', ['warning tax-code-of-a-person']],
    ['054905000101', 'any', ['error personal-number-birth-year']],
    ['0100109106', 'person', ['warning tax-code-before-2025']],
    ['010010910', 'any', ['error tax-code-form']],
    ['01001091066', 'any', ['error tax-code-form']],
    ['010010910a', 'any', ['error tax-code-form']],
  ] as const)('%s of %s: %j', (typed, payer, found) => {
    expect(said(typed, payer)).toEqual(found);
  });

  it('is stored in one form, with a hyphen before the branch', () => {
    for (const typed of ['0100109106001', '0100109106-001', '0100 109 106 - 001', '0100.109.106.001'])
      expect(checkTaxCode(typed, 'any', today).value).toBe('0100109106-001');
  });

  it('with its own check digit passes, with any other it is warned about and says which it should be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 9 }), (body, last) => {
        const nine = String(body).padStart(9, '0');
        const digit = taxCheckDigit(nine);
        const { value, findings } = checkTaxCode(`${nine}${last}`, 'organisation', today);
        expect(value).toBe(`${nine}${last}`);
        if (last === digit) expect(findings).toEqual([]);
        else {
          expect(findings).toMatchObject([{ level: 'warning', code: 'tax-code-checksum' }]);
          if (digit < 10) expect(findings[0]?.messageVi).toContain(`phải là ${digit}`);
        }
      }),
    );
  });
});

describe('a registration number', () => {
  it.each([
    ['9900000016', 'organisation', []],
    ['9900000017', 'organisation', ['warning tax-code-checksum']],
    ['3607A00012', 'organisation', ['warning registration-number-old-form']],
    ['054185000101', 'organisation', ['warning registration-number-old-form']],
    ['054185000101', 'person', []],
    ['41a8001234', 'person', []],
    ['36.07/HTX-12', 'any', ['warning registration-number-unusual']],
    ['123', 'any', ['error registration-number-form']],
    ['1'.repeat(20), 'any', ['warning registration-number-unusual']],
    ['1'.repeat(21), 'any', ['error registration-number-form']],
    ['<script>', 'any', ['error registration-number-form']],
  ] as const)('%s of %s: %j', (typed, payer, found) => {
    expect(checkRegistrationNumber(typed, payer, today).findings.map((one) => `${one.level} ${one.code}`)).toEqual(found);
  });
});
