import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { storable } from '../../shared/kernel';
import type { DeliveredEvent, Delivery, RawDelivery } from '../../platform';
import { DeliveryWriter } from './delivery.writer';

/** After so many failed attempts a delivery becomes a dead letter. With the waits below that is about 40 minutes. */
export const MAX_ATTEMPTS = 12;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Headers that help a person understand a delivery; the others (and every secret) are not kept. */
const KEPT_HEADERS = ['content-type', 'user-agent', 'ems-transaction', 'x-request-id'];

export interface WaitingDelivery {
  readonly id: number;
  readonly attempts: number;
  readonly events: readonly DeliveredEvent[];
}

export function waitBeforeAttempt(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts);
}

/** What platforms told us. A delivery is a row before it is acknowledged; its effect follows, once. */
@Injectable()
export class Inbox {
  constructor(private readonly writer: DeliveryWriter) {}

  /** Stores an authentic delivery, once for ever: a second one with the same key changes nothing. */
  async store(connectionId: string, raw: RawDelivery, delivery: Delivery): Promise<void> {
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => (raw.headers[name] === undefined ? [] : [[name, raw.headers[name]]])),
    );
    await this.writer.store({
      connectionId,
      key: delivery.key,
      headers: JSON.stringify(headers),
      body: raw.body,
      events: JSON.stringify(delivery.events),
    });
  }

  async connectionsWithDue(db: EntityManager): Promise<string[]> {
    const due = await rows<{ id: string }>(
      db,
      `select id from connection c where exists (select 1 from delivery d where d.connection_id = c.id and d.state = 'waiting' and d.due_at <= now())`,
    );
    return due.map((row) => row.id);
  }

  async due(db: EntityManager, connectionId: string, limit: number): Promise<WaitingDelivery[]> {
    const found = await rows<{ id: number; attempts: number; events: unknown }>(
      db,
      `select id, attempts, events from delivery where connection_id = $1 and state = 'waiting' and due_at <= now() order by id limit $2`,
      [connectionId, limit],
    );
    return found.map((row) => ({ id: row.id, attempts: row.attempts, events: reviveEvents(row.events) }));
  }

  async markDone(db: EntityManager, ids: readonly number[]): Promise<void> {
    await rows(db, `update delivery set state = 'done', done_at = now(), reason = null where id = any($1)`, [ids]);
  }

  /** Puts a delivery back for later, or into the dead letters when it has failed often enough. */
  async markFailed(db: EntityManager, delivery: WaitingDelivery, reason: string): Promise<void> {
    const attempts = delivery.attempts + 1;
    await rows(
      db,
      `update delivery set attempts = $2::int, reason = $3, state = case when $2::int >= $4::int then 'dead' else 'waiting' end,
         due_at = now() + $5 * interval '1 millisecond' where id = $1`,
      [delivery.id, attempts, storable(reason).slice(0, 500), MAX_ATTEMPTS, waitBeforeAttempt(attempts)],
    );
  }

  /** Lets deliveries have their effect again: those named, whatever became of them, or all dead ones of a period. Answers how many. */
  async replay(db: EntityManager, connectionId: string, which: { ids?: readonly number[]; from?: Date; until?: Date }): Promise<number> {
    const again = await rows(
      db,
      `update delivery set state = 'waiting', attempts = 0, due_at = now(), reason = null
       where connection_id = $1
         and (case when $2::bigint[] is not null then id = any($2)
              else state = 'dead' and received_at >= coalesce($3::timestamptz, '-infinity') and received_at < coalesce($4::timestamptz, 'infinity') end)
       returning id`,
      [connectionId, which.ids ?? null, which.from ?? null, which.until ?? null],
    );
    return again.length;
  }
}

const DATES = new Set(['occurredAt', 'createdAt', 'changedAt', 'confirmBy']);

/** Events come back from jsonb with dates as text. */
function reviveEvents(stored: unknown): DeliveredEvent[] {
  const text = JSON.stringify(stored);
  return JSON.parse(text, (key, value: unknown) =>
    DATES.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as DeliveredEvent[];
}
