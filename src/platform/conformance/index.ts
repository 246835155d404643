export { applies, type Check, type CheckResult, runCheck, runChecks } from './check';
export { checks } from './checks';
export { describeConformance } from './describe-conformance';
export type { ConformanceHarness, Remote, ShownListing } from './harness';
export { practiceRemote, type PracticeParts } from './practice';
