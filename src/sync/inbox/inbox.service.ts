import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { storable } from '../../shared/kernel';
import { BoxUnreadable, SecretBoxes, type SealedColumn } from '../../shared/secret';
import type { DeliveredEvent, Delivery, RawDelivery } from '../../platform';
import { DeliveryWriter } from './delivery.writer';

/** After so many failed attempts a delivery becomes a dead letter. With the waits below that is about 40 minutes. */
export const MAX_ATTEMPTS = 12;
const FIRST_WAIT_MS = 1_000;
/** Deliveries that are emptied in one statement. */
const FORGOTTEN_AT_ONCE = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Headers that help a person understand a delivery; the others (and every secret) are not kept. */
const KEPT_HEADERS = ['content-type', 'user-agent', 'ems-transaction', 'x-request-id'];

export interface WaitingDelivery {
  readonly id: number;
  readonly attempts: number;
  /** null: the box does not open any more (another key). */
  readonly events: readonly DeliveredEvent[] | null;
}

/** What was said, word for word and as the adapter understood it. */
interface Content {
  /** The raw bytes, base64. */
  readonly body: string;
  readonly events: readonly DeliveredEvent[];
}

const placeOf = (connectionId: string, key: string): string => `delivery.content:${connectionId}:${key}`;

export const sealedDeliveries: SealedColumn = {
  table: 'delivery',
  column: 'content_box',
  key: { connection_id: 'uuid', delivery_key: 'text' },
  place: ({ connection_id: connectionId = '', delivery_key: key = '' }) => placeOf(connectionId, key),
};

export function waitBeforeAttempt(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts);
}

/** What platforms told us. A delivery is a row before it is acknowledged; its effect follows, once. */
@Injectable()
export class Inbox {
  constructor(
    private readonly writer: DeliveryWriter,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Stores an authentic delivery, once for ever: a second one with the same key changes nothing. */
  async store(connectionId: string, raw: RawDelivery, delivery: Delivery): Promise<void> {
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => (raw.headers[name] === undefined ? [] : [[name, raw.headers[name]]])),
    );
    const content: Content = { body: raw.body.toString('base64'), events: delivery.events };
    await this.writer.store({
      connectionId,
      key: delivery.key,
      headers: JSON.stringify(headers),
      contentBox: this.boxes.seal(placeOf(connectionId, delivery.key), content),
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
    const found = await rows<{ id: number; attempts: number; key: string; box: Buffer }>(
      db,
      `select id, attempts, delivery_key as key, content_box as box from delivery where connection_id = $1 and state = 'waiting' and due_at <= now() order by id limit $2`,
      [connectionId, limit],
    );
    return found.map(({ id, attempts, key, box }) => ({ id, attempts, events: this.eventsOf(connectionId, key, box) }));
  }

  private eventsOf(connectionId: string, key: string, box: Buffer): readonly DeliveredEvent[] | null {
    try {
      const { events } = this.boxes.open(placeOf(connectionId, key), box) as Content; // sealed by store()
      return reviveEvents(events);
    } catch (error) {
      if (error instanceof BoxUnreadable) return null;
      throw error;
    }
  }

  /** What these accounts told us is forgotten, but that it happened, and which order or listing it was about: all that a replay needs. */
  async forget(tx: EntityManager, connectionIds: readonly string[]): Promise<void> {
    for (let after = 0, isMore = true; isMore;) {
      const found = await rows<{ id: number; connectionId: string; key: string; box: Buffer }>(
        tx,
        `select id, connection_id as "connectionId", delivery_key as key, content_box as box from delivery
          where connection_id = any($1) and state <> 'waiting' and id > $2 order by id limit ${FORGOTTEN_AT_ONCE} for no key update`,
        [connectionIds, after],
      );
      await rows(
        tx,
        `update delivery d set content_box = u.box, headers = '{}', reason = null from unnest($1::bigint[], $2::bytea[]) as u (id, box) where d.id = u.id`,
        [found.map(({ id }) => id), found.map((row) => this.emptied(row))],
      );
      after = found.at(-1)?.id ?? 0;
      isMore = found.length === FORGOTTEN_AT_ONCE;
    }
  }

  private emptied({ connectionId, key, box }: { readonly connectionId: string; readonly key: string; readonly box: Buffer }): Buffer {
    const events = this.eventsOf(connectionId, key, box) ?? [];
    const bare = events.map((event) =>
      event.kind === 'order'
        ? { kind: event.kind, orderId: event.orderId }
        : event.kind === 'listing'
          ? { kind: event.kind, ref: event.ref }
          : event,
    );
    return this.boxes.seal(placeOf(connectionId, key), { body: '', events: bare } satisfies Content);
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

/** Events come back with dates as text. */
function reviveEvents(stored: unknown): DeliveredEvent[] {
  const text = JSON.stringify(stored);
  return JSON.parse(text, (key, value: unknown) =>
    DATES.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as DeliveredEvent[];
}
