import fs from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Env } from '../../../config/env';
import { afterCommit, rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { ExchangeJob } from '../exchange/exchange.job';
import type { IntakeDto, IntakeProblemDto, IntakeState, TakenInDto } from './archive.dto';

interface IntakeRow {
  readonly id: string;
  readonly state: IntakeState;
  readonly filesTotal: number | null;
  readonly filesDone: number;
  readonly problem: IntakeProblemDto | null;
  readonly result: TakenInDto | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Keeps archives that were sent until they are taken in, and tells how far that is. */
@Injectable()
export class IntakeService {
  /** Every process has it: like photos, archives lie in a folder that all of them see. */
  readonly folder: string;

  constructor(
    private readonly clock: Clock,
    private readonly job: ExchangeJob,
    env: Env,
  ) {
    this.folder = path.join(env.DATA_DIR, 'archives', 'intakes');
  }

  fileOf(intakeId: string): string {
    return path.join(this.folder, `${intakeId}.zip`);
  }

  /** Puts a staged file where the work looks for it. Whoever calls removes it when nothing came of the order. */
  async keep(intakeId: string, staged: string): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true });
    await fs.rename(staged, this.fileOf(intakeId));
  }

  async order(tx: EntityManager, intakeId: string, actor: Actor, requestId: string): Promise<IntakeDto> {
    await rows(tx, 'insert into archive_intake (id, account_id, sent_as, request_id, created_at) values ($1, $2, $3, $4, $5)', [
      ...[intakeId, actor.accountId, actor.role, requestId, this.clock.now()],
    ]);
    afterCommit(tx, () => this.job.wake());
    return this.get(tx, actor, intakeId);
  }

  /** Of the sender's own; operators see all. Throws: Problem not-found. */
  async get(db: EntityManager, actor: Actor, intakeId: string): Promise<IntakeDto> {
    const [found] = await rows<IntakeRow>(
      db,
      `select id, state, files_total as "filesTotal", files_done as "filesDone", problem, result, created_at as "createdAt", finished_at as "finishedAt"
         from archive_intake where id = $1 and (account_id = $2 or $3)`,
      [intakeId, actor.accountId, actor.role === 'operator'],
    );
    if (!found) throw new Problem(problems.notFound);
    const { id, state, filesTotal, filesDone, problem, result, createdAt, finishedAt } = found;
    const percent =
      state === 'taken' ? 100 : filesTotal === null ? 0 : Math.min(99, Math.floor((100 * filesDone) / Math.max(1, filesTotal)));
    return {
      ...{ id, state, problem, result, progress: { filesTotal, filesDone, percent } },
      ...{ createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null },
    };
  }
}
