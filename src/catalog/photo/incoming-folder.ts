import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem, problems } from '../../shared/kernel';

/** An upload that has arrived whole, in a file that whoever takes it removes. */
export interface StagedFile {
  readonly file: string;
  /** Of the bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
}

const LEFT_BEHIND_MS = 3_600_000;

/** Where uploads are written first, so that those that wait for their turn need no memory. */
export class IncomingFolder {
  constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
    private readonly refused: (reason: 'empty' | 'too-many-bytes') => Problem,
  ) {}

  /**
   * Reads an upload to its end. `source` may be longer than allowed: the rest is read and thrown away, because many clients hear the answer only then.
   * Throws: what `refused` says of an empty or too large one; Problem bad-request when it breaks off, unavailable when the disk is full.
   */
  async stage(source: Readable): Promise<StagedFile> {
    source.on('error', () => undefined); // may come before the pipeline listens; it is looked at below
    await fs.mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, randomUUID());
    const hash = createHash('sha256');
    const most = this.maxBytes;
    let bytes = 0;
    try {
      await pipeline(
        source,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            bytes += chunk.length;
            if (bytes > most) continue;
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(file, { mode: 0o600 }),
      );
      if (bytes === 0) throw this.refused('empty');
      if (bytes > most) throw this.refused('too-many-bytes');
      return { file, sha256: hash.digest('hex'), bytes };
    } catch (error) {
      await fs.rm(file, { force: true });
      if (source.errored) throw new Problem(problems.badRequest, 'Tệp gửi lên bị đứt giữa chừng; xin gửi lại.');
      throw isDiskFull(error) ? new Problem(problems.unavailable, 'Máy chủ đã hết chỗ chứa tệp.') : error;
    }
  }

  /** Removes what uploads left behind that were cut off by the end of the program. */
  async tidy(now: Date): Promise<void> {
    for (const name of await fs.readdir(this.folder).catch(() => [])) {
      const file = path.join(this.folder, name);
      const stat = await fs.stat(file).catch(() => null); // another process may have removed it
      if (stat && stat.mtimeMs < now.getTime() - LEFT_BEHIND_MS) await fs.rm(file, { force: true });
    }
  }
}

const isDiskFull = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOSPC';
