import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../../config/env';
import { afterCommit, rows } from '../../shared/db';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { ExchangeJob } from '../exchange/exchange.job';
import type { ArchiveDto, ArchiveState } from './archive.dto';
import { ARCHIVE_LIMITS } from './archive.limits';

interface ArchiveRecord {
  readonly id: string;
  readonly producerId: string;
  readonly state: ArchiveState;
  readonly problem: { readonly reason: string; readonly detail: string } | null;
  /** bigint comes as text. */
  readonly bytes: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const RECORD = `id, producer_id as "producerId", state, problem, bytes, created_at as "createdAt", finished_at as "finishedAt"`;

/** Orders archives and gives them out. Every read and write names the producer. */
@Injectable()
export class ArchiveService {
  readonly folder: string;
  /** Where uploads lie while they are looked through. */
  readonly incoming: string;

  constructor(
    private readonly clock: Clock,
    private readonly job: ExchangeJob,
    env: Env,
  ) {
    this.folder = path.join(env.DATA_DIR, 'archives');
    this.incoming = path.join(this.folder, 'incoming');
  }

  fileOf(archiveId: string): string {
    return path.join(this.folder, `${archiveId}.zip`);
  }

  /** It is made in the background. While one is being made, that one is answered. */
  async order(tx: EntityManager, producerId: string, accountId: string): Promise<ArchiveDto> {
    await rows(
      tx,
      `insert into producer_archive (id, producer_id, created_by, created_at) values ($1, $2, $3, $4)
       on conflict (producer_id) where state = 'making' do nothing`,
      [newId(), producerId, accountId, this.clock.now()],
    );
    const [found] = await rows<ArchiveRecord>(tx, `select ${RECORD} from producer_archive where producer_id = $1 and state = 'making'`, [
      producerId,
    ]);
    if (!found) throw new Problem(problems.unavailable); // was finished between the two statements
    afterCommit(tx, () => this.job.wake());
    return toDto(found);
  }

  /** Throws: Problem not-found, also when it is kept no longer. */
  async get(db: EntityManager, producerId: string, archiveId: string): Promise<ArchiveDto> {
    return toDto(await this.find(db, producerId, archiveId));
  }

  /** Throws: Problem not-found; illegal-move while it is not ready. */
  async open(db: EntityManager, producerId: string, archiveId: string): Promise<{ readonly size: number; readonly stream: Readable }> {
    const { state } = await this.find(db, producerId, archiveId);
    if (state !== 'ready') throw new Problem(problems.illegalMove, 'Bản xuất chưa xong.', { state });
    const handle = await fs.open(this.fileOf(archiveId), 'r').catch(() => null);
    if (!handle) throw new Problem(problems.notFound, 'Bản xuất không còn được giữ; xin xuất lại.');
    const { size } = await handle.stat();
    return { size, stream: handle.createReadStream() }; // closes the handle at its end
  }

  private async find(db: EntityManager, producerId: string, archiveId: string): Promise<ArchiveRecord> {
    const [found] = await rows<ArchiveRecord>(db, `select ${RECORD} from producer_archive where producer_id = $1 and id = $2`, [
      producerId,
      archiveId,
    ]);
    if (!found) throw new Problem(problems.notFound);
    return found;
  }
}

function toDto({ id, producerId, state, problem, bytes, createdAt, finishedAt }: ArchiveRecord): ArchiveDto {
  const keptUntil = state === 'ready' && finishedAt ? new Date(finishedAt.getTime() + ARCHIVE_LIMITS.keptDays * 86_400_000) : null;
  return {
    ...{ id, producerId, state, problem, bytes: bytes === null ? null : Number(bytes) },
    ...{ createdAt: createdAt.toISOString(), keptUntil: keptUntil?.toISOString() ?? null },
  };
}
