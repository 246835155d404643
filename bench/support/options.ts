import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** How often the program and its control are measured, in turn. */
  readonly pairs: number;
  /** Length of one measurement. */
  readonly seconds: number;
  /** Folder for processor profiles of the program (open them in Chrome's developer tools); none without it. */
  readonly profile?: string;
}

/** Reads `--pairs N --seconds S --profile FOLDER`. Throws: Error that says what is wrong with them. */
export function readBenchOptions(defaults: BenchOptions): BenchOptions {
  const { values } = parseArgs({ options: { pairs: { type: 'string' }, seconds: { type: 'string' }, profile: { type: 'string' } } });
  return {
    pairs: countOf(values.pairs, defaults.pairs, '--pairs'),
    seconds: countOf(values.seconds, defaults.seconds, '--seconds'),
    profile: values.profile,
  };
}

function countOf(text: string | undefined, whenAbsent: number, name: string): number {
  if (text === undefined) return whenAbsent;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new Error(`${name} must be a whole number from 1 to 1000`);
  return count;
}

/** Flags of Node that write a profile when the process ends. */
export const profiling = (folder: string | undefined): string[] => (folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
