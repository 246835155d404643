import { checkDecisionNumber, checkPlantingArea, checkSheetCode, readSheetCode } from './paper-code.rules';

const today = '2026-11-21';
const said = ({ findings }: { findings: readonly { level: string; code: string }[] }): string[] =>
  findings.map((one) => `${one.level} ${one.code}`);

describe('the code of a rating sheet', () => {
  it('tells which list of places it uses', () => {
    expect(readSheetCode('08-01090-1-2026')).toEqual({
      ...{ scheme: '2025-07', province: '08', district: null, commune: '01090', serial: 1, year: 2026 },
    });
    expect(readSheetCode(' 83-829-28780-3-2022 ')).toEqual({
      ...{ scheme: 'before-2025-07', province: '83', district: '829', commune: '28780', serial: 3, year: 2022 },
    });
  });

  it.each([
    ['08-01090-1-2026', []],
    ['83-829-28780-3-2022', []],
    ['08–01090–1–2026', []],
    ['08-01090-1-2024', ['warning sheet-code-scheme']],
    ['83-829-28780-3-2026', ['warning sheet-code-scheme']],
    ['08-01090-1-2027', ['error sheet-code-year']],
    ['08-01090-0-2026', ['error sheet-code-form']],
    ['08-01090-12345-2026', ['error sheet-code-form']],
    ['8-01090-1-2026', ['error sheet-code-form']],
    ['08-01090-1-1926', ['error sheet-code-form']],
    ['', ['error sheet-code-form']],
  ])('%s: %j', (typed, found) => {
    expect(said(checkSheetCode(typed, today))).toEqual(found);
  });
});

describe('other codes on papers', () => {
  it.each([
    ['377/QĐ-BNN-VPĐP', []],
    ['1234/qđ-ubnd', []],
    ['1234/QD-UBND', []],
    ['Quyết định 12', ['warning decision-number-unusual']],
    ['x'.repeat(60), ['warning decision-number-unusual']],
    ['x'.repeat(61), ['error decision-number-form']],
  ])('decision %s: %j', (typed, found) => {
    expect(said(checkDecisionNumber(typed))).toEqual(found);
  });

  it.each([
    ['VN-TGOR-0001', []],
    ['vntgor001', []],
    ['VN-DLPH-123', []],
    ['VN-TGOR-12', ['warning planting-area-unusual']],
    ['Tiền Giang số 7', ['warning planting-area-unusual']],
    ['ab', ['error planting-area-form']],
    ['x'.repeat(40), ['warning planting-area-unusual']],
    ['x'.repeat(41), ['error planting-area-form']],
  ])('planting area %s: %j', (typed, found) => {
    expect(said(checkPlantingArea(typed))).toEqual(found);
  });
});
