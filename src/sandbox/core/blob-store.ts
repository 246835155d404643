import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of pictures by hash: files in the state folder, or memory when there is none. */
export class BlobStore {
  private readonly memory = new Map<string, Buffer>();
  private readonly folder: string | null;

  constructor(stateDir: string | undefined, name: string) {
    this.folder = stateDir ? join(stateDir, `${name}-pictures`) : null;
    if (this.folder) mkdirSync(this.folder, { recursive: true });
  }

  /** Resolves when the bytes are safe. `key` is a hash in hexadecimal. */
  async put(key: string, bytes: Buffer): Promise<void> {
    if (!this.folder) {
      this.memory.set(key, bytes);
      return;
    }
    const file = this.fileOf(key);
    await writeFile(`${file}.new`, bytes);
    await rename(`${file}.new`, file);
  }

  get(key: string): Buffer | null {
    if (!this.folder) return this.memory.get(key) ?? null;
    try {
      return readFileSync(this.fileOf(key));
    } catch {
      return null; // never uploaded, or dropped after 24 h
    }
  }

  remove(key: string): void {
    if (this.folder) rmSync(this.fileOf(key), { force: true });
    else this.memory.delete(key);
  }

  private fileOf(key: string): string {
    if (!this.folder || !/^[0-9a-f]{8,128}$/.test(key)) throw new Error(`not a picture key: ${key}`);
    return join(this.folder, key);
  }
}
