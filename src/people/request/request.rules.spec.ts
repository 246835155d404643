import { addWorkingDays, deadlines } from './request.rules';

const HOLIDAYS = new Set(['2026-09-01', '2026-09-02']);

describe('when a request has to be answered', () => {
  it.each([
    ['2026-11-23', 2, '2026-11-25'], // Monday
    ['2026-11-20', 2, '2026-11-24'], // Friday: the weekend lies between
    ['2026-11-21', 1, '2026-11-23'], // Saturday
    ['2026-08-31', 2, '2026-09-04'], // Monday before two holidays
    ['2026-08-31', 0, '2026-08-31'],
  ])('%s and %i working days are %s', (from, days, to) => {
    expect(addWorkingDays(from, days, HOLIDAYS)).toBe(to);
  });

  it('counts from the day after it came, working days for the receipt and calendar days for the answer', () => {
    expect(deadlines('2026-08-28', 20, HOLIDAYS)).toEqual({ acknowledgeBy: '2026-09-03', dueBy: '2026-09-17' });
    expect(deadlines('2026-12-25', 10, HOLIDAYS)).toEqual({ acknowledgeBy: '2026-12-29', dueBy: '2027-01-04' });
  });
});
