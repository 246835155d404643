import { adapters } from '../../src/adapters';
import { filesUnder, foldersIn, read } from '../support/source-tree';

/** Where platforms may be called by name: their adapters, the practice platforms that stand in for them, and examples in tests. Comments count like code. */
const BY_NAME = /^src\/(adapters|sandbox)\/|\.spec\.ts$/;

describe('the platforms', () => {
  it('[AD1] are named nowhere in the program but in their adapters and practice platforms', () => {
    const files = [...filesUnder('src', '.ts'), ...filesUnder('config', '.ts'), ...filesUnder('migrations', '.ts')];
    expect(files.length).toBeGreaterThan(100);
    const names = new RegExp(adapters.map((adapter) => adapter.code).join('|'), 'i');

    const naming = files
      .filter((file) => !BY_NAME.test(file))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .map((line, at) => ({ where: `${file}:${at + 1}`, line })),
      )
      .filter(({ line }) => names.test(line));

    expect(naming).toEqual([]);
    expect(filesUnder('src/adapters', '.ts').some((file) => names.test(read(file)))).toBe(true); // the search finds what it looks for
  });

  it('[AD1] have one folder each, called by their code and listed in one line', () => {
    expect(adapters.map((adapter) => adapter.code).sort()).toEqual(foldersIn('src/adapters'));

    const list = read('src/adapters/index.ts').split('\n');
    for (const folder of foldersIn('src/adapters')) {
      expect(list.filter((line) => line.includes(`'./${folder}'`))).toHaveLength(1);
    }
  });

  it.each(foldersIn('src/adapters'))('[AD2] %s is judged by the conformance kit', (folder) => {
    const specs = filesUnder(`src/adapters/${folder}`, '.conformance.spec.ts');
    expect(specs).toHaveLength(1);
    expect(read(specs[0] ?? '')).toMatch(/^describeConformance\(adapter, harness\);$/m);
    // The harness judges what the program uses, and not another adapter of that code.
    expect(read(`test/support/${folder}.harness.ts`)).toMatch(new RegExp(`from '../../src/adapters/${folder}'`));
  });

  it.each(foldersIn('src/adapters'))('%s says what of it is documented and what is assumed', (folder) => {
    expect(read(`src/adapters/${folder}/README.md`)).toMatch(/publishes no (seller )?API/);
    const adapter = adapters.find((each) => each.code === folder);
    expect(adapter?.describe().sources.some((source) => source.basis === 'assumed')).toBe(true);
  });
});
