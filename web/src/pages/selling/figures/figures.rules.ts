export const MEASURES = ['orders', 'packs', 'vnd'] as const;
export type Measure = (typeof MEASURES)[number];

export interface WeekFigure {
  readonly week: string;
  readonly platform: string;
  readonly orders: number;
  readonly packs: number;
  readonly vnd: number;
}

/** A row of the table and a column of the chart. */
export interface Week {
  readonly week: string;
  readonly parts: readonly { readonly platform: string; readonly value: number }[];
  readonly total: number;
}

/** One entry for each week, with each platform's part, in the order in which they were told. */
export function byWeek(figures: readonly WeekFigure[], measure: Measure): readonly Week[] {
  const weeks = new Map<string, { platform: string; value: number }[]>();
  for (const figure of figures) {
    const parts = weeks.get(figure.week) ?? [];
    parts.push({ platform: figure.platform, value: figure[measure] });
    weeks.set(figure.week, parts);
  }
  return [...weeks].map(([week, parts]) => ({ week, parts, total: parts.reduce((sum, { value }) => sum + value, 0) }));
}

export function platformsOf(figures: readonly { readonly platform: string }[]): readonly string[] {
  return [...new Set(figures.map(({ platform }) => platform))];
}

/** A round number at the top of the scale: 1, 2 or 5 with noughts, at least the largest value. */
export function topOf(largest: number): number {
  if (largest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5, 10].find((step) => step * power >= largest) ?? 10) * power;
}

export interface Bar {
  readonly platform: string;
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Stacked columns in a box; y grows downwards. */
export function barsOf(weeks: readonly Week[], box: { readonly width: number; readonly height: number }): readonly (readonly Bar[])[] {
  const top = topOf(Math.max(0, ...weeks.map(({ total }) => total)));
  const step = box.width / Math.max(1, weeks.length);
  return weeks.map(({ parts }, index) => {
    let below = 0;
    return parts.map(({ platform, value }) => {
      const height = (value / top) * box.height;
      below += height;
      return { platform, value, x: index * step + step * 0.15, y: box.height - below, width: step * 0.7, height };
    });
  });
}

export interface DayFigure {
  readonly day: string;
  readonly counted: number | null;
  readonly promised: number;
  readonly shown: readonly { readonly platform: string; readonly units: number }[];
}

/** What one platform showed on a day; null: it was not known. */
export function shownAt({ shown }: DayFigure, platform: string): number | null {
  return shown.find((each) => each.platform === platform)?.units ?? null;
}

/** A line through the values: an SVG path that breaks where nothing is known. A value alone between gaps is a short dash. */
export function pathOf(values: readonly (number | null)[], top: number, box: { readonly width: number; readonly height: number }): string {
  const step = box.width / Math.max(1, values.length);
  let path = '';
  let isDown = false;
  values.forEach((value, index) => {
    if (value === null) {
      isDown = false;
      return;
    }
    const y = round(box.height - (value / top) * box.height);
    // Stock stays what it is until it changes: steps, not slopes.
    path += `${isDown ? `V${y}` : `M${round(index * step)} ${y}`}H${round((index + 1) * step)}`;
    isDown = true;
  });
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
