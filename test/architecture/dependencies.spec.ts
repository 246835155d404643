import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { foldersIn, ROOT } from '../support/source-tree';

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
  };
}

const config = path.join(ROOT, 'config/dependency-cruiser.cjs');
const { forbidden: rules } = jest.requireActual<{ forbidden: readonly { readonly name: string; readonly comment: string }[] }>(config);

function violations(folder: string, ...parts: readonly string[]): { rule: string; from: string; to: string }[] {
  const cruiser = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const made = spawnSync(process.execPath, [cruiser, '--config', config, '--output-type', 'json', ...parts], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!made.stdout.startsWith('{')) throw new Error(`dependency-cruiser said: ${made.stdout}${made.stderr}`);
  const { summary } = JSON.parse(made.stdout) as Report; // its own form
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

/** One file that breaks a rule, by the rule's name: `[file, what it imports]`. Files and packages that are imported are made as well. */
const BROKEN: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  'downwards-only-from-shared': ['src/shared/db/a.ts', 'src/people/index.ts'],
  'downwards-only-from-people': ['src/people/account/a.ts', 'src/catalog/index.ts'],
  'downwards-only-from-platform': ['src/platform/gateway/a.ts', 'src/sync/index.ts'],
  'downwards-only-from-sync': ['src/sync/inbox/a.ts', 'src/selling/index.ts'],
  'downwards-only-from-catalog': ['src/catalog/photo/a.ts', 'src/selling/index.ts'],
  'downwards-only-from-selling': ['src/selling/order/a.ts', 'src/insight/index.ts'],
  'downwards-only-from-insight': ['src/insight/report/a.ts', 'src/program/create-app.ts'],
  'selling-downwards-only-from-stock': ['src/selling/stock/b.ts', 'src/selling/order/order.service.ts'],
  'selling-downwards-only-from-listing': ['src/selling/listing/b.ts', 'src/selling/order/order.service.ts'],
  'selling-downwards-only-from-order': ['src/selling/order/b.ts', 'src/selling/lane/order-lane.ts'],
  'selling-downwards-only-from-settlement': ['src/selling/settlement/b.ts', 'src/selling/lane/order-lane.ts'],
  'front-door': ['src/selling/order/c.ts', 'src/catalog/product/product.service.ts'],
  'front-door-of-the-whole-program': ['src/app.module.ts', 'src/people/account/account.service.ts'],
  'front-door-of-shared': ['src/people/account/c.ts', 'src/shared/db/transactions.ts'],
  'front-door-inside-shared': ['src/shared/http/c.ts', 'src/shared/kernel/problem.ts'],
  'kernel-below-all': ['src/shared/kernel/c.ts', 'src/shared/db/index.ts'],
  'only-the-program-starts-a-server': ['src/people/account/d.ts', 'src/shared/db/embedded-postgres.ts'],
  'nobody-imports-the-program': ['src/adapters/toy/e.ts', 'src/main.ts'],
  'adapters-are-islands': ['src/adapters/toy/f.ts', 'src/platform/gateway/gateway.ts'],
  'adapters-see-no-other-adapter-in-tests': ['src/adapters/toy/f.spec.ts', 'src/adapters/other/index.ts'],
  'adapters-bring-no-library': ['src/adapters/toy/g.ts', 'axios'],
  'adapters-only-through-their-list': ['src/platform/gateway/g.ts', 'src/adapters/toy/index.ts'],
  'adapters-only-into-the-app': ['src/program/g.ts', 'src/adapters/index.ts'],
  'contract-stands-alone': ['src/platform/contract/g.ts', 'src/platform/gateway/gateway.ts'],
  'conformance-sees-the-contract-only': ['src/platform/conformance/g.ts', 'src/platform/gateway/gateway.ts'],
  'conformance-only-for-tests': ['src/platform/gateway/h.ts', 'src/platform/conformance/index.ts'],
  'sandbox-is-an-island': ['src/sandbox/toy/h.ts', 'src/platform/contract/index.ts'],
  'practice-platforms-do-not-know-each-other': ['src/sandbox/toy/i.ts', 'src/sandbox/other/index.ts'],
  'sandbox-only-for-practice': ['src/catalog/photo/i.ts', 'src/sandbox/index.ts'],
  'one-way-out': ['src/catalog/photo/j.ts', 'axios'],
  'one-darkroom': ['src/catalog/product/j.ts', 'sharp'],
  'queue-library-wrapped-once': ['src/sync/inbox/j.ts', 'graphile-worker'],
  'rules-are-pure': ['src/selling/order/order.rules.ts', 'src/selling/order/order.service.ts'],
  'rules-touch-nothing': ['src/selling/order/file.rules.ts', 'node:fs'],
  'no-database-in-the-shop-window': ['src/selling/order/order.controller.ts', 'typeorm'],
  'entities-stay-home': ['src/selling/order/order.entity.ts', 'src/catalog/index.ts'],
  'migrations-stand-alone': ['migrations/1-first.ts', 'src/people/index.ts'],
  'migrations-only-for-the-data-source': ['src/program/k.ts', 'migrations/1-first.ts'],
  'program-without-tests': ['src/program/l.ts', 'test/support/app.ts'],
  'specs-are-not-imported': ['test/support/l.ts', 'src/people/account/l.spec.ts'],
  'no-cycle': ['src/people/account/m.ts', 'src/people/account/n.ts'],
  'no-dev-package-in-the-program': ['src/program/m.ts', 'prettier'],
  'every-import-leads-somewhere': ['src/program/n.ts', 'not-there'],
  'every-package-is-listed': ['src/program/o.ts', 'stray'],
};

const DEPENDENCIES = ['axios', 'sharp', 'typeorm', 'graphile-worker'];

/** A tiny project in which every rule is broken once. */
function layOut(folder: string): void {
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.appendFileSync(path.join(folder, file), text);
  };
  const listed = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  write('package.json', JSON.stringify({ name: 'broken', dependencies: listed(DEPENDENCIES), devDependencies: listed(['prettier']) }));
  write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'node16', moduleResolution: 'node16' } }));
  for (const name of [...DEPENDENCIES, 'prettier', 'stray']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  for (const [file, imported] of [...Object.values(BROKEN), ['src/people/account/n.ts', 'src/people/account/m.ts'] as const]) {
    const isFile = /^(src|test|migrations)\//.test(imported);
    const from = isFile
      ? path
          .relative(path.dirname(file), imported)
          .replace(/^(?!\.)/, './')
          .replace(/\.ts$/, '')
      : imported;
    write(file, `import { it } from '${from}';\nexport const made = it;\n`);
    if (isFile && !Object.values(BROKEN).some(([other]) => other === imported)) write(imported, '');
  }
}

describe('who imports whom', () => {
  it('[AD1] is as the rules say', () => {
    const parts = foldersIn('.').filter((folder) => ['src', 'config', 'migrations', 'test', 'bench', 'scripts'].includes(folder));
    expect(violations(ROOT, ...parts)).toEqual([]);
  });

  it('[AD1] is noticed when a rule is broken, each rule by its own example', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-rules-'));
    try {
      layOut(folder);
      const found = violations(folder, 'src', 'migrations', 'test');
      const missed = Object.entries(BROKEN).filter(([rule, [file]]) => !found.some((each) => each.rule === rule && each.from === file));

      expect(missed).toEqual([]);
      expect(rules.map((rule) => rule.name).filter((name) => !(name in BROKEN))).toEqual([]);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has rules that say what to do instead', () => {
    expect(rules.length).toBeGreaterThan(30);
    for (const { name, comment } of rules) expect([name, comment.length > 40]).toEqual([name, true]);
  });
});
