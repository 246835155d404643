/** What Jest writes with `--json`, as far as we read it. */
export interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly ancestorTitles: readonly string[]; readonly title: string; readonly status: string }[];
  }[];
}

export interface Row {
  readonly id: string;
  readonly text: string;
}

/** What the tests of one row say together. */
export type Outcome = 'passed' | 'failed' | 'skipped';

export interface Shown {
  /** Spec file → number of its tests that show the row. */
  readonly files: ReadonlyMap<string, number>;
  readonly outcome: Outcome;
}

const ROW = /^\| ([A-Z]{1,2}\d{1,2}) \| (.+?) \|(?: (.*?) \| (.*?) \|)?$/;
const HEADING = /^\| id \|/;
const LEADING_IDS = /^(?:\[[A-Z]{1,2}\d{1,2}(?:, ?[A-Z]{1,2}\d{1,2})*\]\s*)+/;

export function readRows(document: string): Row[] {
  return document.split('\n').flatMap((line) => {
    const [, id, text] = ROW.exec(line) ?? [];
    return id !== undefined && text !== undefined ? [{ id, text }] : [];
  });
}

/** `[MJ1] [MJ2, ST1] a sentence` → MJ1, MJ2, ST1. Ids that stand later in a sentence do not count. */
export function idsOf(title: string): string[] {
  return LEADING_IDS.exec(title)?.[0].match(/[A-Z]{1,2}\d{1,2}/g) ?? [];
}

/** Which tests show which row. An id stands before the test's own sentence or before that of a group around it. */
export function collect(report: JestReport, root: string): Map<string, Shown> {
  const shown = new Map<string, { files: Map<string, number>; statuses: Set<string> }>();
  for (const { name, assertionResults } of report.testResults) {
    const file = name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name;
    for (const { ancestorTitles, title, status } of assertionResults) {
      for (const id of new Set([...ancestorTitles, title].flatMap(idsOf))) {
        const row = shown.get(id) ?? { files: new Map<string, number>(), statuses: new Set<string>() };
        row.files.set(file, (row.files.get(file) ?? 0) + 1);
        row.statuses.add(status);
        shown.set(id, row);
      }
    }
  }
  return new Map([...shown].map(([id, { files, statuses }]) => [id, { files, outcome: outcomeOf(statuses) }]));
}

/** One failure spoils the row; a row of which some tests did not run is not shown. */
function outcomeOf(statuses: ReadonlySet<string>): Outcome {
  if (statuses.has('failed')) return 'failed';
  return [...statuses].every((status) => status === 'passed') ? 'passed' : 'skipped';
}

/** The same document with the columns "tests" and "result" as the tests have it. */
export function fill(document: string, shown: ReadonlyMap<string, Shown>): string {
  const rows = readRows(document);
  const passed = rows.filter(({ id }) => shown.get(id)?.outcome === 'passed').length;
  return document
    .split('\n')
    .map((line) => {
      if (/^\*\*\d+ of \d+ rows/.test(line))
        return `**${passed} of ${rows.length} rows have tests, all of them passing.** (A test may show a part of its row only: read it.)`;
      if (HEADING.test(line)) return '| id | capability | tests | result |';
      if (/^\|[-| ]+\|$/.test(line)) return '|---|---|---|---|';
      const [, id, text] = ROW.exec(line) ?? [];
      if (id === undefined || text === undefined) return line;
      const found = shown.get(id);
      return `| ${id} | ${text} | ${found ? testsOf(found) : ''} | ${found?.outcome ?? ''} |`;
    })
    .join('\n');
}

/** Files without the number of their tests: one more test for the same row is no change of the table. */
function testsOf({ files }: Shown): string {
  return [...files.keys()]
    .sort()
    .map((file) => file.replace(/\.spec\.ts$/, ''))
    .join('<br>');
}
