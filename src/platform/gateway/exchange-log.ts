import type { EntityManager } from 'typeorm';
import { faultText } from '../../shared/kernel';

/** One request and what came back, secrets already removed. */
export interface Exchange {
  readonly connectionId: string;
  readonly at: Date;
  readonly durationMs: number;
  readonly method: string;
  readonly path: string;
  readonly requestBody: string | null;
  /** null: no answer. */
  readonly status: number | null;
  readonly answerBody: string | null;
  /** What went wrong: kind of failure and the platform's words; null when nothing did. */
  readonly failure: string | null;
}

const FLUSH_AFTER_MS = 250;
const BATCH = 100;
/** More than this is not held while the database is away: the log is for looking things up, not worth the memory of the program. */
const HELD = 2_000;

/** Keeps every call without making any call wait: rows are written in batches shortly after. */
export class ExchangeLog {
  private waiting: Exchange[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private lost = 0;

  constructor(
    private readonly db: () => EntityManager,
    private readonly report: (message: string) => void,
  ) {}

  add(exchanges: readonly Exchange[]): void {
    if (exchanges.length === 0) return;
    this.waiting.push(...exchanges);
    if (this.waiting.length > HELD) this.lost += this.waiting.splice(0, this.waiting.length - HELD).length;
    if (this.waiting.length >= BATCH) void this.flush();
    else this.arm();
  }

  /** Writes what is waiting. Resolves when it is written, or when writing failed and is tried again later. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** The last flush; what cannot be written now is lost. */
  async close(): Promise<void> {
    await this.flush();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private arm(): void {
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  private async write(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await insert(this.db(), batch);
      } catch (error) {
        this.waiting = [...batch, ...this.waiting];
        this.report(`the log of platform calls could not be written: ${faultText(error)}`);
        this.arm();
        return;
      }
    }
    if (this.lost > 0) this.report(`${this.lost} entries of the log of platform calls were dropped`);
    this.lost = 0;
  }
}

/** Entries of a connection that is gone are left out, so that they do not spoil the batch. */
async function insert(db: EntityManager, batch: readonly Exchange[]): Promise<void> {
  await db.query(
    `insert into exchange (connection_id, at, duration_ms, method, path, request_body, status, answer_body, failure)
     select (e->>'connectionId')::uuid, (e->>'at')::timestamptz, (e->>'durationMs')::integer, e->>'method', e->>'path', e->>'requestBody',
            (e->>'status')::integer, e->>'answerBody', e->>'failure'
       from jsonb_array_elements($1::jsonb) with ordinality as batch (e, place)
      where exists (select from connection where id = (e->>'connectionId')::uuid)
      order by place`,
    [JSON.stringify(batch)],
  );
}
