import { nearness } from './when.rules';

describe('how people name a day', () => {
  const NOON = Date.parse('2026-11-22T12:00:00+07:00');

  it.each([
    ['2026-11-22T00:00:00+07:00', 'today'],
    ['2026-11-22T23:59:59+07:00', 'today'],
    ['2026-11-21T23:59:59+07:00', 'yesterday'],
    ['2026-11-23T00:00:00+07:00', 'tomorrow'],
    ['2026-11-24T00:00:00+07:00', 'this-year'],
    ['2026-11-20T23:59:59+07:00', 'this-year'],
    ['2025-12-31T23:59:59+07:00', 'other-year'],
  ] as const)('%s is %s', (iso, what) => expect(nearness(iso, NOON)).toBe(what));

  it('goes by the day in Vietnam, wherever the phone is', () => {
    expect(nearness('2026-11-21T18:00:00Z', NOON)).toBe('today');
    expect(nearness('2026-11-21T16:59:59Z', NOON)).toBe('yesterday');
  });
});
