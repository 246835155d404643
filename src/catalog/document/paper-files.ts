import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Env } from '../../../config/env';
import { Clock, Problem, problems } from '../../shared/kernel';
import { Darkroom } from '../photo/darkroom';
import { IncomingFolder, type StagedFile } from '../photo/incoming-folder';
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

/** Where a file lies, in all its forms. */
export const paperKeys = (producerId: string, sha256: string): string[] =>
  (['original', 'preview'] as const).map((form) => keyOf(producerId, sha256, form));

/** Takes files of papers in and gives them out. Private: nothing of them is ever published. Same bytes of one producer, one file. */
@Injectable()
export class PaperFiles implements OnModuleInit {
  private readonly incoming: IncomingFolder;
  private readonly slots = new Slots(PAPER_FILE_LIMITS.readings);

  constructor(
    private readonly clock: Clock,
    private readonly store: PhotoStore,
    private readonly darkroom: Darkroom,
    env: Env,
  ) {
    this.incoming = new IncomingFolder(path.join(env.DATA_DIR, 'photos', 'incoming-papers'), PAPER_FILE_LIMITS.bytes, paperRefused);
  }

  /**
   * Reads an upload to its end, checks it and stores it. Outside any transaction; repeating it changes nothing. `announced` is the hash that it must have.
   * Throws: Problem paper-refused.
   */
  async receive(producerId: string, source: Readable, announced?: string): Promise<PaperFile> {
    const upload = await this.incoming.stage(source);
    try {
      if (announced !== undefined && upload.sha256 !== announced) throw paperRefused('other-content');
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

  /** Does nothing when it is not there. */
  async remove(producerId: string, sha256: string): Promise<void> {
    for (const key of paperKeys(producerId, sha256)) await this.store.remove(key);
  }

  onModuleInit(): Promise<void> {
    return this.incoming.tidy(this.clock.now());
  }

  private async takeIn(producerId: string, { file, sha256 }: StagedFile): Promise<PaperFile> {
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
}

/** Pictures are refused for the reasons of photos, as papers. */
function asPaper(error: unknown): never {
  throw error instanceof Problem && error.kind === problems.photoRefused
    ? new Problem(problems.paperRefused, error.detail, error.facts)
    : error;
}
