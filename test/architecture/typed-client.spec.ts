import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');

/** Compiles a small caller against the types made from docs/openapi.json; answers the compiler's complaints. */
function complaints(folder: string, caller: string): string[] {
  const file = path.join(folder, 'caller.ts');
  fs.writeFileSync(file, `import type { paths, components } from './api';\n${caller}\nexport {};\n`);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

describe('the typed client', () => {
  let folder: string;
  beforeAll(() => {
    fs.mkdirSync(path.join(root, 'node_modules/.cache'), { recursive: true });
    folder = fs.mkdtempSync(path.join(root, 'node_modules/.cache/typed-client-'));
    execFileSync(
      process.execPath,
      [
        path.join(root, 'node_modules/openapi-typescript/bin/cli.js'),
        path.join(root, 'docs/openapi.json'),
        '-o',
        path.join(folder, 'api.ts'),
      ],
      { stdio: 'pipe' },
    );
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('[AP1] is made from the document and compiles', () => {
    const found = complaints(
      folder,
      `type Publish = paths['/api/v1/producers/{producerId}/products/{productId}/listings']['post'];
       type Sent = Publish['requestBody']['content']['application/json'];
       type Answered = Publish['responses'][201]['content']['application/json'];
       const body: Sent = { connectionIds: ['01890000-0000-7000-8000-000000000000'] };
       const state = (answer: Answered): components['schemas']['ListingDto']['state'] | undefined => answer[0]?.state;
       const key: Publish['parameters']['header']['Idempotency-Key'] = 'a-key-of-mine';
       void [body, state, key];`,
    );
    expect(found).toEqual([]);
  });

  it('[AP1] does not compile with a field that the document does not know, or without a key on a write', () => {
    expect(complaints(folder, `const count: components['schemas']['CountStock'] = { onHand: 1, onHands: 2 };\nvoid count;`)).toHaveLength(
      1,
    );
    expect(
      complaints(
        folder,
        `type Headers = paths['/api/v1/producers']['post']['parameters']['header'];\nconst headers: Headers = {};\nvoid headers;`,
      ),
    ).toHaveLength(1);
  });
});
