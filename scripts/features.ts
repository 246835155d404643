import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { collect, fill, readRows, type JestReport } from './features.rules';

/**
 * `npm run features [-- --from <report> …] [--check]`: says which row of docs/features.md is shown by which tests, and writes it there. A test shows a row by
 * beginning its title with the row's id in brackets. Without reports (`jest --json`) all tests are run first. `--check` writes nothing and fails when the
 * table is not what the tests say.
 */
const root = path.resolve(__dirname, '..');
const table = path.join(root, 'docs/features.md');
/** The tests of the program and those of its pages, each with its report. */
const RUNS = [
  { report: path.join(root, 'node_modules/.cache/jest-report.json'), script: 'test' },
  { report: path.join(root, 'node_modules/.cache/jest-web-report.json'), script: 'test:web' },
];

function runTests(): string[] {
  return RUNS.map(({ report, script }) => {
    fs.rmSync(report, { force: true });
    spawnSync('npm', ['run', '--silent', script, '--', '--json', `--outputFile=${report}`], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (!fs.existsSync(report)) throw new Error(`Jest wrote no report of npm run ${script}`);
    return report;
  });
}

function main(): number {
  const { values } = parseArgs({ options: { from: { type: 'string', multiple: true }, check: { type: 'boolean', default: false } } });
  const reports = (values.from ?? runTests()).map((file) => JSON.parse(fs.readFileSync(file, 'utf8')) as JestReport); // Jest's own form
  const before = fs.readFileSync(table, 'utf8');
  const shown = collect({ testResults: reports.flatMap(({ testResults }) => testResults) }, root);
  const rows = readRows(before);

  const strangers = [...shown.keys()].filter((id) => !rows.some((row) => row.id === id));
  if (strangers.length > 0) {
    process.stderr.write(`tests name rows that docs/features.md does not have: ${strangers.join(', ')}\n`);
    return 1;
  }
  for (const { id, text } of rows) {
    const found = shown.get(id);
    const tests = found ? [...found.files].map(([file, count]) => `${file} ×${count}`).join(', ') : '–';
    process.stdout.write(`${id.padEnd(5)}${(found?.outcome ?? '').padEnd(8)}${text.slice(0, 70).padEnd(72)}${tests}\n`);
  }
  const after = fill(before, shown);
  process.stdout.write(
    `${rows.filter(({ id }) => shown.get(id)?.outcome === 'passed').length} of ${rows.length} rows have tests, all of them passing\n`,
  );
  if (!values.check) fs.writeFileSync(table, after);
  else if (after !== before) {
    process.stderr.write('docs/features.md is not what the tests say: run npm run features\n');
    return 1;
  }
  return 0;
}

process.exitCode = main();
