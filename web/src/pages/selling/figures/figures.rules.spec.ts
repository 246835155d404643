import { barsOf, byWeek, pathOf, platformsOf, shownAt, topOf, type WeekFigure } from './figures.rules';

const figure = (week: string, platform: string, orders: number): WeekFigure => ({
  week,
  platform,
  orders,
  packs: orders * 2,
  vnd: orders * 1000,
});
const FIGURES = [figure('2026-11-09', 'a', 3), figure('2026-11-09', 'b', 1), figure('2026-11-16', 'a', 0), figure('2026-11-16', 'b', 5)];

describe('figures', () => {
  it('[UI7] the columns hold what was told, no more and no less', () => {
    const weeks = byWeek(FIGURES, 'packs');
    expect(weeks).toEqual([
      { week: '2026-11-09', parts: [{ platform: 'a', value: 6 }, { platform: 'b', value: 2 }], total: 8 },
      { week: '2026-11-16', parts: [{ platform: 'a', value: 0 }, { platform: 'b', value: 10 }], total: 10 },
    ]); // prettier-ignore
    const bars = barsOf(weeks, { width: 200, height: 100 });
    expect(bars.map((week) => week.map(({ value, y, height }) => [value, y, height]))).toEqual([
      [[6, 40, 60], [2, 20, 20]],
      [[0, 100, 0], [10, 0, 100]],
    ]); // prettier-ignore
    expect(platformsOf(FIGURES)).toEqual(['a', 'b']);
  });

  it.each([[0, 1], [1, 1], [2, 2], [3, 5], [7, 10], [10, 10], [11, 20], [340_000, 500_000]])('above %i the scale ends at %i', (largest, top) =>
    expect(topOf(largest)).toBe(top),
  ); // prettier-ignore

  it('a line breaks where nothing is known', () => {
    expect(pathOf([null, 5, 10, null, 0], 10, { width: 50, height: 100 })).toBe('M10 50H20V0H30M40 100H50');
    expect(shownAt({ day: 'd', counted: 1, promised: 0, shown: [{ platform: 'a', units: 4 }] }, 'b')).toBeNull();
  });
});
