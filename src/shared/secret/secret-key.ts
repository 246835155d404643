import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key from SECRET_KEY, else from `secret.key` in the data folder, which is made (mode 600) when missing. Throws: when the file is not a key. */
export function loadSecretKey(fromEnv: string | undefined, dataDir: string): Buffer {
  if (fromEnv) return Buffer.from(fromEnv, 'hex');
  const file = join(dataDir, 'secret.key');
  const text = read(file) ?? make(dataDir, file);
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`${file} must hold 64 hex digits`);
  return Buffer.from(text, 'hex');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Two programs may start at once: each writes a file of its own, and a link, which fails when the name is taken, decides whose key counts. */
function make(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  const own = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(own, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(own, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
