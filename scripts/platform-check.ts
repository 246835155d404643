import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checks, type ConformanceHarness, runChecks } from '../src/platform/conformance';
import type { PlatformAdapter } from '../src/platform/contract';

/**
 * `npm run platform:check -- <code> [--json] [area/…]`: judges one adapter by the conformance kit and says what it found, check by check.
 * The harness is `test/support/<code>.harness.ts`, which exports `adapter` and `harness`. Ends with 1 when a check failed.
 */
async function main(): Promise<void> {
  const [code = '', ...more] = process.argv.slice(2);
  const file = join(__dirname, '../test/support', `${code}.harness.ts`);
  if (!/^[a-z][a-z0-9-]*$/.test(code) || !existsSync(file)) throw new Error(`no harness ${file}`);
  const { adapter, harness } = (await import(file)) as { adapter: PlatformAdapter; harness: ConformanceHarness }; // what a harness file exports
  const wanted = more.filter((word) => !word.startsWith('--'));
  const chosen = checks.filter((check) => wanted.length === 0 || wanted.some((word) => check.id.startsWith(word)));
  const results = await runChecks(chosen, adapter, harness, (result) => {
    if (more.includes('--json')) return;
    const mark = { passed: 'ok  ', failed: 'FAIL', 'not-applicable': 'n/a ' }[result.outcome];
    process.stdout.write(
      `${mark} ${result.id}: ${result.title}\n${result.reason === undefined ? '' : `     ${result.reason.replaceAll('\n', '\n     ')}\n`}`,
    );
  });
  const failed = results.filter((result) => result.outcome === 'failed').length;
  const passed = results.filter((result) => result.outcome === 'passed').length;
  if (more.includes('--json')) process.stdout.write(`${JSON.stringify({ platform: code, passed, failed, results }, null, 2)}\n`);
  else process.stdout.write(`${code}: ${passed} passed, ${failed} failed, ${results.length - passed - failed} not applicable\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
