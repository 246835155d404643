import fc from 'fast-check';
import { after, readLabelDate, readLabelDates } from './label-date.rules';

describe('a date on a label', () => {
  it.each([
    ...['02/04/26', '02.04.26', '02-04-26', '02 04 26', '020426', '02/04/2026', '02042026', 'NSX: 020426', 'HSD 02/04/2026'],
    'Sử dụng tốt nhất trước ngày: 02/04/2026'.normalize('NFD'),
  ])('%s is the second of April', (typed) => {
    expect(readLabelDate(typed)).toEqual({ day: '2026-04-02' });
  });

  it.each([
    ['HSD: 30 tháng', { amount: 30, unit: 'month' }],
    ['HSD 30 tháng kể từ NSX', { amount: 30, unit: 'month' }],
    ['HSD: 5 ngày từ ngày sản xuất', { amount: 5, unit: 'day' }],
    ['hạn sử dụng: 2 năm', { amount: 2, unit: 'year' }],
    ['12 thang', { amount: 12, unit: 'month' }],
  ])('%s is a time', (typed, keeps) => {
    expect(readLabelDate(typed)).toEqual({ keeps });
  });

  it.each([
    '',
    '31/02/26',
    '00/01/26',
    '01/13/26',
    '2026-04-02',
    '2/4/26',
    'HSD: 0 tháng',
    'HSD: 1000 ngày',
    'hôm nay',
    '29/02/2027',
    '0204',
  ])('%s is none', (typed) => {
    expect(readLabelDate(typed)).toBeNull();
  });

  it('is read back for every day, in every form that the law allows', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('', '.', '/', '-', ' '), fc.boolean(), (at, between, isShort) => {
        const day = at.toISOString().slice(0, 10);
        const [year = '', month = '', date = ''] = day.split('-');
        expect(readLabelDate([date, month, isShort ? year.slice(2) : year].join(between))).toEqual({ day });
      }),
    );
  });

  it.each([
    ['NSX: 020426 HSD: 30 tháng', { madeOn: '2026-04-02', expiresOn: '2028-10-02' }],
    ['NSX 31/01/26, HSD 1 tháng kể từ NSX', { madeOn: '2026-01-31', expiresOn: '2026-02-28' }],
    ['NSX: 02/04/26 - HSD: 02/04/27', { madeOn: '2026-04-02', expiresOn: '2027-04-02' }],
    ['NSX: 02/04/26 HSD: 01/04/26', null],
    ['NSX: 30 tháng HSD: 02/04/26', null],
    ['HSD: 30 tháng', null],
  ])('%s together', (typed, dates) => {
    expect(readLabelDates(typed)).toEqual(dates);
  });

  it('moves by whole months and stays in the month', () => {
    expect(after('2024-02-29', { amount: 1, unit: 'year' })).toBe('2025-02-28');
    expect(after('2026-11-30', { amount: 3, unit: 'month' })).toBe('2027-02-28');
    expect(after('2026-12-31', { amount: 1, unit: 'day' })).toBe('2027-01-01');
  });
});
