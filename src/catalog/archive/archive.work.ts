import fs from 'node:fs/promises';
import path from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { Clock, faultText, Problem } from '../../shared/kernel';
import { ExchangeJob, type ExchangeWork } from '../exchange/exchange.job';
import { ARCHIVE_LIMITS } from './archive.limits';
import { ArchiveService } from './archive.service';
import { incomingArchives } from './archive.upload';
import { ArchiveWriter } from './archive.writer';

const FAULT_VI = 'Hệ thống gặp lỗi khi tạo bản xuất; xin thử lại sau.';

/** Makes archives. One that is broken off is made anew from its beginning. */
@Injectable()
export class ArchiveWork implements ExchangeWork, OnModuleInit {
  readonly name = 'producer_archive';
  private readonly log = new Logger(ArchiveWork.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly archives: ArchiveService,
    private readonly writer: ArchiveWriter,
    private readonly job: ExchangeJob,
  ) {}

  /** Also removes uploads that were cut off by the end of the program. */
  async onModuleInit(): Promise<void> {
    this.job.add(this);
    await incomingArchives(this.archives.incoming).tidy(this.clock.now());
  }

  async findDue(): Promise<readonly string[]> {
    const due = await rows<{ id: string }>(
      this.transactions.reader,
      `select id from producer_archive where state = 'making' order by created_at, id`,
    );
    return due.map(({ id }) => id);
  }

  async attend(id: string): Promise<void> {
    const [found] = await rows<{ producerId: string }>(
      this.transactions.reader,
      `update producer_archive set attempts = attempts + 1 where id = $1 and state = 'making' returning producer_id as "producerId"`,
      [id],
    );
    if (!found) return;
    const file = this.archives.fileOf(id);
    const part = `${file}.part`;
    try {
      await fs.mkdir(this.archives.folder, { recursive: true });
      await this.writer.write(found.producerId, part);
      const { size } = await fs.stat(part);
      await fs.rename(part, file);
      await this.finish(id, found.producerId, size);
    } catch (error) {
      await fs.rm(part, { force: true });
      await this.failed(id, error);
    }
  }

  /** Only the newest of a producer is kept, and that for a week. */
  async tidy(): Promise<void> {
    const db = this.transactions.reader;
    await rows(db, `delete from producer_archive where state <> 'making' and created_at < $1::timestamptz - $2 * interval '1 day'`, [
      this.clock.now(),
      ARCHIVE_LIMITS.keptDays,
    ]);
    const names = await fs.readdir(this.archives.folder).catch(() => []);
    if (names.length === 0) return;
    const known = await rows<{ id: string }>(db, 'select id from producer_archive');
    const ids = new Set(known.map(({ id }) => id));
    for (const name of names) {
      const [id] = name.split('.');
      if (name.includes('.zip') && !ids.has(id ?? '')) await fs.rm(path.join(this.archives.folder, name), { force: true });
    }
  }

  private finish(id: string, producerId: string, bytes: number): Promise<void> {
    return this.transactions.run(async (tx) => {
      await rows(tx, `delete from producer_archive where producer_id = $1 and id <> $2 and state <> 'making'`, [producerId, id]);
      await rows(tx, `update producer_archive set state = 'ready', bytes = $2, finished_at = $3 where id = $1`, [
        id,
        bytes,
        this.clock.now(),
      ]);
    });
  }

  /** A fault of ours is tried again: a photo may have been replaced meanwhile. */
  private async failed(id: string, error: unknown): Promise<void> {
    const isFinal = error instanceof Problem && error.kind.status < 500;
    if (!isFinal) this.log.error(`archive ${id}: ${faultText(error)}`);
    const problem = isFinal
      ? { reason: String(error.facts.reason ?? error.kind.code), detail: error.detail ?? '' }
      : { reason: 'internal', detail: FAULT_VI };
    await rows(
      this.transactions.reader,
      `update producer_archive set state = 'failed', problem = $2, finished_at = $3 where id = $1 and ($4 or attempts >= $5)`,
      [id, JSON.stringify(problem), this.clock.now(), isFinal, ARCHIVE_LIMITS.attempts],
    );
  }
}
