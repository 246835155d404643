import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretBoxes } from './secret-box';

export interface KeySettings {
  readonly SECRET_KEY?: string;
  readonly SECRET_KEYS_OLD?: string;
  readonly DATA_DIR: string;
}

const KEY = /^[0-9a-f]{64}$/i;

/** Boxes with the keys of the settings. Throws: when the file does not hold keys. */
export function boxesOf(settings: KeySettings): SecretBoxes {
  const [newest, ...older] = loadSecretKeys(settings);
  if (!newest) throw new Error('there is no secret key');
  return new SecretBoxes(newest, ...older);
}

/**
 * Newest first: SECRET_KEY, else the lines of `secret.key` in the data folder, which is made (mode 600) when missing; then SECRET_KEYS_OLD.
 * Throws: when the file does not hold keys.
 */
export function loadSecretKeys({ SECRET_KEY, SECRET_KEYS_OLD, DATA_DIR }: KeySettings): Buffer[] {
  const current = SECRET_KEY ? [SECRET_KEY] : keysOfFile(DATA_DIR);
  return [...current, ...wordsOf(SECRET_KEYS_OLD ?? '')].map((key) => Buffer.from(key, 'hex'));
}

function keysOfFile(dataDir: string): string[] {
  const file = join(dataDir, 'secret.key');
  const keys = wordsOf(read(file) ?? make(dataDir, file));
  if (keys.length === 0 || !keys.every((key) => KEY.test(key)))
    throw new Error(`${file} must hold 64 hex digits, and on further lines those of older keys`);
  return keys;
}

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
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
  return readFileSync(file, 'utf8');
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
