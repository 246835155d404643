import fs from 'node:fs/promises';
import path from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { writeAct, type Role } from '../../shared/http';
import { Clock, faultTrace, Problem } from '../../shared/kernel';
import { ExchangeJob, type ExchangeWork } from '../exchange/exchange.job';
import type { IntakeProblemDto } from './archive.dto';
import { ArchiveIntake } from './archive.intake';
import { ARCHIVE_LIMITS } from './archive.limits';
import { IntakeService } from './intake.service';

const INTERNAL: IntakeProblemDto = {
  ...{ code: 'internal', reason: 'internal', detail: 'Hệ thống gặp lỗi khi nạp bản xuất; xin báo cho người vận hành.', pointer: null },
};
/** Files between two words on how far it is. */
const TELL_EVERY = 25;
const HOUR_MS = 3_600_000;

interface Attempt {
  readonly accountId: string;
  readonly role: Role;
  readonly requestId: string | null;
  readonly attempts: number;
}

/** Takes in what was sent. One that is broken off begins anew: its rows come with its end, in one transaction, and the same file is stored once. */
@Injectable()
export class IntakeWork implements ExchangeWork, OnModuleInit {
  readonly name = 'archive_intake';
  private readonly log = new Logger(IntakeWork.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly intakes: IntakeService,
    private readonly intake: ArchiveIntake,
    private readonly job: ExchangeJob,
  ) {}

  onModuleInit(): void {
    this.job.add(this);
  }

  async findDue(): Promise<readonly string[]> {
    const due = await rows<{ id: string }>(
      this.transactions.reader,
      `select id from archive_intake where state = 'waiting' order by created_at, id`,
    );
    return due.map(({ id }) => id);
  }

  async attend(id: string, isHeld: () => boolean): Promise<void> {
    const [attempt] = await rows<Attempt>(
      this.transactions.reader,
      `update archive_intake set attempts = attempts + 1, files_total = null, files_done = 0 where id = $1 and state = 'waiting'
       returning account_id as "accountId", sent_as as role, request_id as "requestId", attempts`,
      [id],
    );
    if (!attempt) return;
    // Also one that has ended the whole process each time.
    if (attempt.attempts > ARCHIVE_LIMITS.attempts) return this.end(id, 'failed', INTERNAL);
    try {
      await this.takeIn(id, attempt, isHeld);
    } catch (error) {
      if (error instanceof Problem && error.kind.status < 500) return this.end(id, 'refused', problemOf(error));
      this.log.error(`intake ${id}: ${faultTrace(error)}`);
      if (attempt.attempts >= ARCHIVE_LIMITS.attempts) await this.end(id, 'failed', INTERNAL);
    }
  }

  /** Files of which no row tells: those of writes that came to nothing. */
  async tidy(): Promise<void> {
    const names = await fs.readdir(this.intakes.folder).catch(() => []);
    if (names.length === 0) return;
    const waiting = new Set((await this.findDue()).map((id) => path.basename(this.intakes.fileOf(id))));
    for (const name of names.filter((each) => !waiting.has(each))) {
      const file = path.join(this.intakes.folder, name);
      const stat = await fs.stat(file).catch(() => null); // another process may have removed it
      if (stat && stat.mtimeMs < this.clock.now().getTime() - HOUR_MS) await fs.rm(file, { force: true }); // a younger one may be on its way
    }
  }

  private async takeIn(id: string, { accountId, role, requestId }: Attempt, isHeld: () => boolean): Promise<void> {
    await fs.access(this.intakes.fileOf(id)); // that it is gone is no fault of the archive
    const ready = await this.intake.prepare(this.intakes.fileOf(id), async (done, total) => {
      if (done % TELL_EVERY === 0 || done === total)
        await rows(
          this.transactions.reader,
          `update archive_intake set files_total = $2, files_done = $3 where id = $1 and state = 'waiting'`,
          [...[id, total, done]],
        );
    });
    if (!isHeld()) return; // the next process begins anew
    await this.transactions.run(async (tx) => {
      const [ours] = await rows(tx, `select 1 from archive_intake where id = $1 and state = 'waiting' for update`, [id]);
      if (!ours) return;
      const result = await this.intake.takeIn(tx, { accountId, isVouchedFor: role === 'operator' }, ready);
      await rows(tx, `update archive_intake set state = 'taken', result = $2, finished_at = $3 where id = $1`, [
        ...[id, JSON.stringify(result), this.clock.now()],
      ]);
      await writeAct(tx, {
        ...{ at: this.clock.now(), actor: { accountId, role, provinceCode: null }, producerId: result.producerId, requestId },
        ...{ what: 'POST /api/v1/producers/archives', subject: {}, changes: [] },
      });
    });
    await fs.rm(this.intakes.fileOf(id), { force: true });
  }

  private async end(id: string, state: 'refused' | 'failed', problem: IntakeProblemDto): Promise<void> {
    await rows(
      this.transactions.reader,
      `update archive_intake set state = $2, problem = $3, finished_at = $4 where id = $1 and state = 'waiting'`,
      [...[id, state, JSON.stringify(problem), this.clock.now()]],
    );
    await fs.rm(this.intakes.fileOf(id), { force: true });
  }
}

function problemOf({ kind, facts, detail, errors }: Problem): IntakeProblemDto {
  return {
    code: kind.code,
    reason: String(facts.reason ?? kind.code),
    detail: detail ?? kind.title,
    pointer: errors?.[0]?.pointer ?? null,
  };
}
