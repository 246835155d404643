import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Env } from '../../../config/env';
import { Clock, Problem, problems } from '../../shared/kernel';
import { Darkroom } from '../photo/darkroom';
import { sniff, type PhotoFormat } from '../photo/inspect.rules';
import { PhotoStore } from '../photo/photo-store';
import { Slots } from '../photo/slots';
import { PAPER_FILE_LIMITS } from './paper-file.limits';
import { paperRefused } from './paper-refusal';
import { inspectPdf, isPdf } from './pdf';

export type PaperFileType = 'pdf' | PhotoFormat;

/** A file whose bytes are safely stored. */
export interface PaperFile {
  /** Of the bytes, hex. */
  readonly sha256: string;
  readonly type: PaperFileType;
  readonly bytes: number;
  /** null for a picture. */
  readonly pages: number | null;
}

/** What is given out of a file: its bytes, or the picture upright and without metadata. */
export type PaperForm = 'original' | 'preview';

const keyOf = (producerId: string, sha256: string, form: PaperForm): string =>
  form === 'original' ? `paper/${producerId}/${sha256}` : `paper-preview/${producerId}/${sha256}.jpg`;

/** Takes files of papers in and gives them out. Private: nothing of them is ever published. Same bytes of one producer, one file. */
@Injectable()
export class PaperFiles implements OnModuleInit {
  private readonly incoming: string;
  private readonly slots = new Slots(PAPER_FILE_LIMITS.readings);

  constructor(
    private readonly clock: Clock,
    private readonly store: PhotoStore,
    private readonly darkroom: Darkroom,
    env: Env,
  ) {
    this.incoming = path.join(env.DATA_DIR, 'photos', 'incoming-papers');
  }

  /** Reads an upload to its end, checks it and stores it. Outside any transaction; repeating it changes nothing. Throws: Problem paper-refused. */
  async receive(producerId: string, source: Readable): Promise<PaperFile> {
    const upload = await this.stage(source);
    try {
      return await this.slots.run(() => this.takeIn(producerId, upload));
    } finally {
      await fs.rm(upload.file, { force: true });
    }
  }

  /** Throws: Problem not-found. */
  async open(producerId: string, sha256: string | null, form: PaperForm): Promise<{ readonly size: number; readonly stream: Readable }> {
    const found = sha256 === null ? null : await this.store.open(keyOf(producerId, sha256, form));
    if (!found) throw new Problem(problems.notFound);
    return found;
  }

  /** Removes what uploads left behind that were cut off by the end of the program. */
  async onModuleInit(): Promise<void> {
    const anHourAgo = this.clock.now().getTime() - 3_600_000;
    for (const name of await fs.readdir(this.incoming).catch(() => [])) {
      const file = path.join(this.incoming, name);
      const stat = await fs.stat(file).catch(() => null); // another process may have removed it
      if (stat && stat.mtimeMs < anHourAgo) await fs.rm(file, { force: true });
    }
  }

  private async takeIn(producerId: string, { file, sha256 }: { file: string; sha256: string }): Promise<PaperFile> {
    const content = await fs.readFile(file);
    const known = { sha256, bytes: content.length };
    if (isPdf(content)) {
      const pages = await inspectPdf(content);
      await this.store.put(keyOf(producerId, sha256, 'original'), content);
      return { ...known, type: 'pdf', pages };
    }
    const type = sniff(content);
    if (!type) throw paperRefused('not-a-paper');
    const preview = await this.darkroom.develop(() => Promise.resolve(content)).catch(asPaper);
    await this.store.put(keyOf(producerId, sha256, 'original'), content);
    await this.store.put(keyOf(producerId, sha256, 'preview'), preview.bytes);
    return { ...known, type, pages: null };
  }

  /** To a file, so that uploads that wait for their turn need no memory. Longer than allowed: the rest is read and thrown away, because many clients hear the answer only then. */
  private async stage(source: Readable): Promise<{ file: string; sha256: string }> {
    source.on('error', () => undefined); // may come before the pipeline listens; it is looked at below
    await fs.mkdir(this.incoming, { recursive: true });
    const file = path.join(this.incoming, randomUUID());
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      await pipeline(
        source,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            bytes += chunk.length;
            if (bytes > PAPER_FILE_LIMITS.bytes) continue;
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(file, { mode: 0o600 }),
      );
      if (bytes === 0) throw paperRefused('empty');
      if (bytes > PAPER_FILE_LIMITS.bytes) throw paperRefused('too-many-bytes');
      return { file, sha256: hash.digest('hex') };
    } catch (error) {
      await fs.rm(file, { force: true });
      if (source.errored) throw new Problem(problems.badRequest, 'Tệp gửi lên bị đứt giữa chừng; xin gửi lại.');
      throw isDiskFull(error) ? new Problem(problems.unavailable, 'Máy chủ đã hết chỗ chứa tệp.') : error;
    }
  }
}

/** Pictures are refused for the reasons of photos, as papers. */
function asPaper(error: unknown): never {
  throw error instanceof Problem && error.kind === problems.photoRefused
    ? new Problem(problems.paperRefused, error.detail, error.facts)
    : error;
}

const isDiskFull = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOSPC';
