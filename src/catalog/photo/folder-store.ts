import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Problem, problems } from '../../shared/kernel';
import { PhotoStore } from './photo-store';

const KEY = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*(?:\.[a-z0-9]+)?$/;

/** Photos as files in a folder of this machine. */
export class FolderStore extends PhotoStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const file = this.fileOf(key);
    if (await this.has(key)) return;
    const part = `${file}.${randomUUID()}.part`;
    try {
      await fs.mkdir(path.dirname(file), { recursive: true });
      const handle = await fs.open(part, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await fs.rename(part, file);
    } catch (error) {
      await fs.rm(part, { force: true });
      throw codeOf(error) === 'ENOSPC' ? new Problem(problems.unavailable, 'Máy chủ đã hết chỗ chứa ảnh.') : error;
    }
  }

  /** One file under two names: what lies under a key never changes, and goes with its last name. */
  async copy(from: string, to: string): Promise<boolean> {
    const file = this.fileOf(to);
    await fs.mkdir(path.dirname(file), { recursive: true });
    try {
      await fs.link(this.fileOf(from), file);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    return true;
  }

  async open(key: string): Promise<{ size: number; stream: Readable } | null> {
    try {
      const handle = await fs.open(this.fileOf(key), 'r');
      const { size } = await handle.stat();
      return { size, stream: handle.createReadStream() }; // closes the handle at its end
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  read(key: string): Promise<Buffer> {
    return fs.readFile(this.fileOf(key));
  }

  async has(key: string): Promise<boolean> {
    try {
      await fs.access(this.fileOf(key));
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  remove(key: string): Promise<void> {
    return fs.rm(this.fileOf(key), { force: true });
  }

  private fileOf(key: string): string {
    if (!KEY.test(key)) throw new Error(`not a key: ${key}`);
    return path.join(this.folder, key);
  }
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);
