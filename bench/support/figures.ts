import os from 'node:os';

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** How far the values lie apart: (largest − smallest) ÷ median. Of the control, it is the noise of the machine. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** One measurement of the program next to one of its control, taken right after each other. */
export interface Pair {
  readonly ours: number;
  readonly control: number;
}

/** What a row of pairs says. `ratio` is the median of the ratios within the pairs: what disturbs the machine for longer disturbs both sides of a pair. */
export interface Verdict {
  readonly ours: number;
  readonly control: number;
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  readonly noise: number;
}

export function verdictOf(pairs: readonly Pair[]): Verdict {
  const ratios = pairs.map(({ ours, control }) => ours / control);
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    control: median(pairs.map((pair) => pair.control)),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    noise: spread(pairs.map((pair) => pair.control)),
  };
}

/** One line of the report: both medians, the ratio with its range, the noise, and whether the aim is met. */
export function line(what: string, unit: string, { ours, control, ratio, lowest, highest, noise }: Verdict, aim?: number): string {
  const verdict = aim === undefined ? '' : `  aim ≥ ${aim.toFixed(2)}: ${ratio >= aim ? 'met' : 'MISSED'}`;
  const range = `${lowest.toFixed(2)} to ${highest.toFixed(2)}`;
  return `${what}: ${number(ours)} ${unit}, control ${number(control)}, ratio ${ratio.toFixed(2)} (${range}), noise ${percent(noise)}${verdict}`;
}

export const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 });
export const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** What the figures were taken on. */
export function machine(): string {
  const [load = 0] = os.loadavg();
  return `${os.availableParallelism()} cores (${os.cpus()[0]?.model ?? '?'}), Node ${process.version}, load before ${load.toFixed(1)}`;
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
