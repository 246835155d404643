import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { hostileFiles, pngOverfull, pngProfileBomb } from '../../../test/support/photo-files';

const support = path.resolve(__dirname, '../../../test/support');

interface Report {
  readonly outcomes: Record<string, string>;
  readonly startedMb: number;
  readonly peakMb: number;
}

async function developInOwnProcess(files: readonly (readonly [name: string, file: Buffer])[]): Promise<Report> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-photos-'));
  try {
    const names = files.map(([name, file]) => {
      const at = path.join(folder, name.replaceAll(' ', '-'));
      fs.writeFileSync(at, file);
      return at;
    });
    const { stdout } = await promisify(execFile)(process.execPath, [
      path.join(support, 'run-ts.cjs'),
      path.join(support, 'develop-files.ts'),
      ...names,
    ]);
    return JSON.parse(stdout) as Report; // what develop-files.ts prints
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

it('[IM4] hostile files, all at once, cost a process less memory than half an honest photo of 40 million pixels', async () => {
  const hostile = (await hostileFiles()).map(([name, , file]) => [name, file] as const);
  const { outcomes, startedMb, peakMb } = await developInOwnProcess([
    ...hostile,
    ['overfull', pngOverfull()],
    ['profile', await pngProfileBomb()],
  ]);
  expect(peakMb - startedMb).toBeLessThan(80);
  expect(Object.values(outcomes).filter((outcome) => outcome.startsWith('photo-refused')).length).toBeGreaterThanOrEqual(hostile.length);
});
