import { grouped, groupOf, leftUntil } from './todo.rules';

/** 11:30 in the evening in Vietnam. */
const NOW = Date.parse('2026-11-22T16:30:00Z');

describe('next steps', () => {
  it.each([
    ['2026-11-22T16:29:59Z', 'late'],
    ['2026-11-22T16:30:00Z', 'today'],
    ['2026-11-22T16:59:59Z', 'today'],
    ['2026-11-22T17:00:00Z', 'week'],
    ['2026-11-29T16:59:59Z', 'week'],
    ['2026-11-29T17:00:00Z', 'later'],
    [null, 'later'],
  ] as const)('[UI5] what is due %s stands under "%s"', (deadline, group) => expect(groupOf(deadline, NOW)).toBe(group));

  it('[UI5] keeps the order in which they were told and leaves empty groups out', () => {
    const steps = [
      { id: 'a', deadline: '2026-11-22T16:45:00Z' },
      { id: 'b', deadline: '2026-11-22T16:50:00Z' },
      { id: 'c', deadline: null },
    ];
    expect(grouped(steps, NOW).map(({ group, steps: found }) => [group, ...found.map(({ id }) => id)])).toEqual([
      ['today', 'a', 'b'],
      ['later', 'c'],
    ]);
  });

  it.each([
    ['2026-11-22T17:29:00Z', { isLate: false, isUrgent: true, unit: 'minutes', n: 59 }],
    ['2026-11-22T18:30:00Z', { isLate: false, isUrgent: false, unit: 'hours', n: 2 }],
    ['2026-11-24T16:30:00Z', { isLate: false, isUrgent: false, unit: 'days', n: 2 }],
    ['2026-11-20T10:30:00Z', { isLate: true, isUrgent: true, unit: 'days', n: 2 }],
  ] as const)('says how long until %s', (deadline, left) => expect(leftUntil(deadline, NOW)).toEqual(left));
});
