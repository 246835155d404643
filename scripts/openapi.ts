import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import * as prettier from 'prettier';
import ts from 'typescript';
import { readAccessList, renewed, writeAccessList } from './access.rules';

/**
 * Makes src/metadata.ts (what the compiler knows of DTOs and controllers) and docs/openapi.json from the code, and gives new routes their line in docs/access.txt.
 * `--check` writes nothing and fails when the files are not what the code says.
 */
const root = path.resolve(__dirname, '..');
const metadataFile = path.join(root, 'src/metadata.ts');
const documentFile = path.join(root, 'docs/openapi.json');
const accessFile = path.join(root, 'docs/access.txt');

async function format(file: string, text: string): Promise<string> {
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}

/** Nest's generator writes `await import("./x")`, which needs file endings under node16 resolution; plain imports are checked and load everywhere. */
function withPlainImports(generated: string): string {
  const modules: string[] = [];
  const body = generated.replace(/(?:await )?import\("([^"]+)"\)/g, (_, from: string) => {
    if (!modules.includes(from)) modules.push(from);
    return `m${modules.indexOf(from)}`;
  });
  const imports = modules.map((from, at) => `import * as m${at} from '${from}';`).join('\n');
  return `// Made by \`npm run openapi\`; do not edit.\n${imports}\n${body.replace('/* eslint-disable */', '')}`;
}

async function generateMetadata(): Promise<string> {
  const outputDir = fs.mkdtempSync(path.join(os.tmpdir(), 'len-san-metadata-'));
  const config = ts.parseJsonConfigFileContent(ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, root);
  const described = config.fileNames.filter((file) => /\.(dto|controller)\.ts$/.test(file));
  const visitor = new ReadonlyVisitor({
    pathToSource: path.join(root, 'src'),
    classValidatorShim: true,
    introspectComments: true,
    dtoFileNameSuffix: ['.dto.ts'],
  });
  // A program of our own: Nest's type checker would end the process at the first type error anywhere.
  new PluginMetadataGenerator().generate({ visitors: [visitor], outputDir, tsProgramRef: ts.createProgram(described, config.options) });
  const text = fs.readFileSync(path.join(outputDir, 'metadata.ts'), 'utf8');
  fs.rmSync(outputDir, { recursive: true });
  return format(metadataFile, withPlainImports(text));
}

async function generateDocument(): Promise<string> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- must see the metadata just written
  const { describeApp } = require('../src/program/describe-app') as typeof import('../src/program/describe-app');
  return format(documentFile, JSON.stringify(await describeApp()));
}

function generateAccessList(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- must see the metadata just written
  const { ACCESS } = require('../src/people') as typeof import('../src/people');
  return writeAccessList(renewed(readAccessList(fs.existsSync(accessFile) ? fs.readFileSync(accessFile, 'utf8') : ''), ACCESS));
}

/** Writes or compares one file. Answers true when it is as it should be. */
function settle(file: string, text: string, isCheck: boolean): boolean {
  if (!isCheck) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return true;
  }
  const isCurrent = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text;
  if (!isCurrent) process.stderr.write(`${path.relative(root, file)} is not what the code says: run npm run openapi\n`);
  return isCurrent;
}

async function main(): Promise<void> {
  const isCheck = process.argv.includes('--check');
  const isMetadataCurrent = settle(metadataFile, await generateMetadata(), isCheck);
  const isDocumentCurrent = settle(documentFile, await generateDocument(), isCheck);
  const isListCurrent = settle(accessFile, generateAccessList(), isCheck);
  process.exitCode = isMetadataCurrent && isDocumentCurrent && isListCurrent ? 0 : 1;
}

void main();
