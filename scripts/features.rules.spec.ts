import { collect, fill, idsOf, readRows, type JestReport } from './features.rules';

const document = [
  '**0 of 0 rows have tests**',
  '| id | capability |',
  '|---|---|',
  '| ST1 | fifty buyers | old tests | passed |',
  '| MJ1 | one line; `a` |',
].join('\n');

const report = (...tests: readonly (readonly [title: string, status: string])[]): JestReport => ({
  testResults: [
    { name: '/p/src/a.spec.ts', assertionResults: tests.map(([title, status]) => ({ ancestorTitles: ['[ST1] stock'], title, status })) },
  ],
});

describe('the table of features', () => {
  it.each<[string, string[]]>([
    ['[ST1] fifty buyers', ['ST1']],
    ['[MJ1] [MJ2] both', ['MJ1', 'MJ2']],
    ['[MJ1, MJ2] both', ['MJ1', 'MJ2']],
    ['a sentence with [ST1] inside', []],
    ['[the list] of things', []],
  ])('finds the rows of %s', (title, ids) => expect(idsOf(title)).toEqual(ids));

  it('reads rows with and without what tests say of them', () => {
    expect(readRows(document)).toEqual([
      { id: 'ST1', text: 'fifty buyers' },
      { id: 'MJ1', text: 'one line; `a`' },
    ]);
  });

  it('names the files whose tests show a row, also by the name of a group', () => {
    const text = fill(document, collect(report(['one', 'passed'], ['[MJ1] two', 'passed']), '/p'));
    expect(text).toContain('| ST1 | fifty buyers | src/a | passed |');
    expect(text).toContain('| MJ1 | one line; `a` | src/a | passed |');
    expect(text).toContain('**2 of 2 rows');
  });

  it.each([
    ['failed', 'failed'],
    ['pending', 'skipped'],
    ['todo', 'skipped'],
  ])('does not count a row with a %s test as shown', (status, outcome) => {
    const text = fill(document, collect(report(['one', 'passed'], ['two', status]), '/p'));
    expect(text).toContain(`| ST1 | fifty buyers | src/a | ${outcome} |`);
    expect(text).toContain('**0 of 2 rows');
  });

  it('forgets tests that are gone, and says the same again', () => {
    const once = fill(document, new Map());
    expect(once).toContain('| ST1 | fifty buyers |  |  |');
    expect(fill(once, new Map())).toBe(once);
  });
});
