import type { PlatformAdapter } from '../contract';
import { applies, runCheck } from './check';
import { checks } from './checks';
import type { ConformanceHarness } from './harness';

/** Makes one Jest test of every check that applies. The whole of an adapter's `*.conformance.spec.ts`, besides its harness. */
export function describeConformance(adapter: PlatformAdapter, harness: ConformanceHarness): void {
  describe(`[AD2] ${adapter.code} conforms`, () => {
    for (const check of checks.filter((each) => applies(each, adapter, harness))) {
      it(`${check.id}: ${check.title}`, () => runCheck(check, adapter, harness));
    }
  });
}
