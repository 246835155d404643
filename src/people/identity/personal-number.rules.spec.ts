import fc from 'fast-check';
import { checkHistoricIdCard, checkPersonalNumber, readPersonalNumber } from './personal-number.rules';

const today = '2026-11-21';
const codes = (typed: string, birthYear?: number): string[] =>
  checkPersonalNumber(typed, { birthYear, today }).findings.map((finding) => `${finding.level} ${finding.code}`);

describe('a personal number', () => {
  it.each([
    ['054185000101', '054', 'female', 1985],
    ['058072000102', '058', 'male', 1972],
    ['002190000103', '002', 'female', 1990],
    ['049068000104', '049', 'male', 1968],
    ['054201000105', '054', 'male', 2001],
  ])('%s is good and says who it is', (number, birthProvince, sex, birthYear) => {
    expect(readPersonalNumber(number)).toEqual({ birthProvince, sex, birthYear });
    expect(checkPersonalNumber(number, { birthYear, today })).toEqual({ value: number, findings: [] });
  });

  it('is taken with the spaces and dots that people put in', () => {
    expect(checkPersonalNumber(' 054 185.000-101', { today }).value).toBe('054185000101');
  });

  it.each([
    ['05418500010', undefined, ['error personal-number-form']],
    ['0541850001011', undefined, ['error personal-number-form']],
    ['05418500010a', undefined, ['error personal-number-form']],
    ['', undefined, ['error personal-number-form']],
    ['221234567', undefined, ['error personal-number-old-card']],
    ['054185000101', 1986, ['error personal-number-birth-year-differs']],
    ['054227000101', undefined, ['error personal-number-birth-year']], // 2027
    ['054905000101', undefined, ['error personal-number-birth-year']], // 2305
    ['054105000101', undefined, ['error personal-number-birth-year']], // 1905: 121 years
    ['054106000101', undefined, []],
    ['054211000101', undefined, ['warning personal-number-under-age']], // 15
    ['054212000101', undefined, ['error personal-number-too-young']],
    ['054208000101', undefined, []], // 18
    ['123185000101', 1985, ['warning personal-number-unknown-province']],
    ['003185000101', undefined, ['warning personal-number-unknown-province']],
  ])('%s with birth year %s: %j', (typed, birthYear, found) => {
    expect(codes(typed, birthYear)).toEqual(found);
  });

  it('made of a known province, a year and a sex passes, and tells them again', () => {
    const parts = fc.record({
      year: fc.integer({ min: 1910, max: 2008 }),
      isFemale: fc.boolean(),
      tail: fc.integer({ min: 0, max: 999_999 }),
    });
    fc.assert(
      fc.property(parts, ({ year, isFemale, tail }) => {
        const century = 2 * (Math.floor(year / 100) - 19) + (isFemale ? 1 : 0);
        const number = `054${century}${String(year % 100).padStart(2, '0')}${String(tail).padStart(6, '0')}`;
        expect(checkPersonalNumber(number, { birthYear: year, today })).toEqual({ value: number, findings: [] });
        expect(readPersonalNumber(number)?.sex).toBe(isFemale ? 'female' : 'male');
        expect(checkPersonalNumber(number, { birthYear: year + 1, today }).value).toBeNull();
      }),
    );
  });

  it('is never repeated in what is said of it', () => {
    for (const typed of ['054185000101', '123185000101', '054905000101'])
      expect(JSON.stringify(checkPersonalNumber(typed, { birthYear: 1950, today }).findings)).not.toContain(typed.slice(0, 6));
  });

  it('of an old card is kept only as history', () => {
    expect(checkHistoricIdCard('221 234 567')).toMatchObject({ value: '221234567', findings: [{ level: 'warning' }] });
    expect(checkHistoricIdCard('22123456').value).toBeNull();
  });
});
