import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** What a process says that ends so, and its exit code. */
function crash(how: string): { code: number | null; text: string } {
  const script = `require('./src/program/crash').crashInPrivate(); ${how}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', './scripts/register.js', '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status, text: stdout + stderr };
}

describe('a process that ends by an error', () => {
  it.each([
    ['thrown', `const error = new Error('cannot take 0912345678'); error.parameters = ['Bưởi']; throw error;`],
    ['rejected', `void Promise.reject(Object.assign(new Error('cannot take Bưởi'), { code: '22P02', query: '0912345678' }))`],
  ])('[SP5] that was %s says where, and nothing of persons', (_how, script) => {
    const { code, text } = crash(script);

    expect(code).toBe(1);
    expect(text).toMatch(/cannot take \*\*\*|database: 22P02/);
    expect(text).toMatch(/^\s+at /m);
    expect(text).not.toMatch(/Bưởi|0912345678/);
  });
});
