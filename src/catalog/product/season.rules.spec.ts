import fc from 'fast-check';
import { addDays, inSeason, MONTH_DAY, seasonTurnsOn } from './season.rules';

const HONEY = [{ from: '10-01', to: '02-28' }];

it('[PR7] a season may run over the new year, and both its days belong to it', () => {
  const days = ['2026-09-30', '2026-10-01', '2026-12-31', '2027-01-01', '2027-02-28', '2027-03-01'];
  expect(days.map((day) => inSeason(HONEY, day))).toEqual([false, true, true, true, true, false]);
  expect(['2026-05-01', '2026-05-31', '2026-06-01'].map((day) => inSeason([{ from: '05-01', to: '05-31' }], day))).toEqual([
    true,
    true,
    false,
  ]);
  expect(inSeason([], '2026-01-01')).toBe(true);
  expect(inSeason([{ from: '01-01', to: '12-31' }], '2028-02-29')).toBe(true);
});

it('[PR7] the day on which it turns is the first on which it is otherwise', () => {
  expect(seasonTurnsOn(HONEY, '2026-11-22')).toBe('2027-03-01');
  expect(seasonTurnsOn(HONEY, '2027-02-28')).toBe('2027-03-01');
  expect(seasonTurnsOn(HONEY, '2028-02-28')).toBe('2028-02-29'); // a leap year: its season ends the day before
  expect(seasonTurnsOn(HONEY, '2027-03-01')).toBe('2027-10-01');
  expect(seasonTurnsOn([{ from: '01-01', to: '12-31' }], '2027-03-01')).toBeNull();
  const monthDay = fc
    .date({ min: new Date('2028-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(5, 10));
  const day = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  fc.assert(
    fc.property(fc.array(fc.record({ from: monthDay, to: monthDay }), { maxLength: 3 }), day, (season, today) => {
      for (const { from, to } of season) expect([MONTH_DAY.test(from), MONTH_DAY.test(to)]).toEqual([true, true]);
      const turn = seasonTurnsOn(season, today);
      if (turn === null) return true;
      return inSeason(season, turn) !== inSeason(season, today) && inSeason(season, addDays(turn, -1)) === inSeason(season, today);
    }),
  );
});

it.each(['02-30', '13-01', '00-10', '04-31', '1-1', '10-32', ''])('"%s" is no day of a year', (text) =>
  expect(MONTH_DAY.test(text)).toBe(false),
);
