import type { Capabilities, PlatformAdapter } from '../contract';
import { Bench } from './bench';
import type { ConformanceHarness } from './harness';

/** One demand of the contract. Data: it can be listed, counted and named in a report. */
export interface Check {
  /** Stable, `area/what`. */
  readonly id: string;
  /** What must be so, as a sentence. */
  readonly title: string;
  /** Absent: of every platform. */
  readonly needs?: (capabilities: Capabilities, harness: ConformanceHarness) => boolean;
  readonly run: (bench: Bench) => Promise<void>;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'not-applicable';
  readonly reason?: string;
}

export function applies(check: Check, adapter: PlatformAdapter, harness: ConformanceHarness): boolean {
  return check.needs?.(adapter.describe().capabilities, harness) ?? true;
}

/** Runs one check at a fresh fake. Throws: what the adapter did wrong. */
export async function runCheck(check: Check, adapter: PlatformAdapter, harness: ConformanceHarness): Promise<void> {
  const bench = await Bench.open(adapter, harness);
  try {
    await check.run(bench);
  } finally {
    await bench.close();
  }
}

/** Runs all and throws nothing: for reports. `seen` hears of every result as it comes. */
export async function runChecks(
  checks: readonly Check[],
  adapter: PlatformAdapter,
  harness: ConformanceHarness,
  seen: (result: CheckResult) => void = () => undefined,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await resultOf(check, adapter, harness);
    results.push(result);
    seen(result);
  }
  return results;
}

async function resultOf(check: Check, adapter: PlatformAdapter, harness: ConformanceHarness): Promise<CheckResult> {
  const { id, title } = check;
  try {
    if (!applies(check, adapter, harness)) return { id, title, outcome: 'not-applicable' };
    await runCheck(check, adapter, harness);
    return { id, title, outcome: 'passed' };
  } catch (error) {
    return { id, title, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
