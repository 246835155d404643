import fc from 'fast-check';
import { columnLetters, looksLikeFormula, readDay, readFlag, readNumber, readText, type RawCell } from './cell.rules';

const text = (typed: string): RawCell => ({ kind: 'text', text: typed });
const whole = (typed: string) => readNumber(text(typed), 'whole', 'money');
const decimal = (typed: string) => readNumber(text(typed), 'decimal');

describe('a number as people write it', () => {
  it.each<[string, number]>([
    ['120000', 120_000],
    ['120.000', 120_000],
    ['120.000đ', 120_000],
    ['120.000 đồng', 120_000],
    ['120.000 VNĐ', 120_000],
    ['1.234.567₫', 1_234_567],
    ['1 234', 1_234],
    ['1\u00a0234\u202f567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['-5', -5],
  ])('[BI4] %s is %d đồng', (typed, value) => expect(whole(typed)).toEqual({ value }));

  it.each<[string, number]>([
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['0,5', 0.5],
    ['0.5', 0.5],
    ['12 345,75', 12345.75],
    ['5', 5],
  ])('[BI4] %s is %d', (typed, value) => expect(decimal(typed)).toEqual({ value }));

  it.each(['12k', '1,234', '1tr2', '1e3', '12-13', '1.23.456', '1,2,3', '١٢', '12 5', '0x10', '½', 'NaN', '3 triệu', '1.234,5'])(
    '[BI4] %s is refused for a price, with what was typed',
    (typed) => expect(whole(typed)).toEqual({ fault: expect.stringContaining(`“${typed}”`) }),
  );

  it.each(['1.234', '1,234'])('[BI4] %s is refused where it may be a fraction', (typed) =>
    expect(decimal(typed)).toEqual({ fault: expect.stringContaining('hai cách') }),
  );

  it('reads every whole number it would write, in each way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (value) => {
        expect(whole(String(value))).toEqual({ value });
        expect(whole(`${value.toLocaleString('vi-VN')}đ`)).toEqual({ value });
        expect(whole(value.toLocaleString('en-US').replace(/,/g, ' '))).toEqual({ value });
      }),
    );
  });

  it('never throws and never answers something else than a finite number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const read = whole(typed);
        expect('fault' in read || Number.isSafeInteger(read.value)).toBe(true);
      }),
    );
  });
});

it.each([
  ['21/11/2026', '2026-11-21'],
  ['1-2-2026', '2026-02-01'],
  ['05.03.2025', '2025-03-05'],
  ['2026-11-21', '2026-11-21'],
])('the day %s is %s', (typed, value) => expect(readDay(text(typed))).toEqual({ value }));

it.each(['30/02/2026', '21/11/26', '11/2026', 'hôm qua', '2026/11/21', '13/13/2026'])('the day %s is refused', (typed) =>
  expect(readDay(text(typed))).toEqual({ fault: expect.stringContaining('21/11/2026') }),
);

it('reads flags and text, and says what a cell is when it is something else', () => {
  expect(readFlag(text(' Có '))).toEqual({ value: true });
  expect(readFlag(text('không'))).toEqual({ value: false });
  expect(readFlag(text('chắc'))).toEqual({ fault: expect.stringContaining('“chắc”') });
  expect(readText({ kind: 'number', value: 12 })).toEqual({ value: '12' });
  expect(readText({ kind: 'day', day: '2026-01-02' })).toEqual({ fault: expect.stringContaining('2026-01-02') });
  expect(readNumber({ kind: 'day', day: '2026-01-02' }, 'whole')).toEqual({ fault: expect.stringContaining('2026-01-02') });
});

it('names columns as spreadsheets do', () => {
  expect([1, 2, 26, 27, 52, 53, 702, 703].map(columnLetters)).toEqual(['A', 'B', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

it('knows what a spreadsheet would run', () => {
  expect(['=1+1', '=HYPERLINK("x")', "+cmd|' /C calc'!A0", '@SUM(A1)', '\t=1', "-2+3+cmd|'x'!A0"].every(looksLikeFormula)).toBe(true);
  expect(['- Sấy khô', '+84912000001', '-5', 'a=b', '@htx'].some(looksLikeFormula)).toBe(false);
});
