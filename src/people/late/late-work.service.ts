import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Actor, type Page, type PagedRow, type WriteRequest } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { SecretBoxes, type SealedColumn } from '../../shared/secret';
import { sentenceOf } from '../act/act.rules';
import type { LateQuery, LateReceipt, LateState, LateWorkDto } from './late-work.dto';
import { MOST_WAITING } from './late-work.rules';

/** What is kept of a request. */
export interface Late {
  readonly write: WriteRequest;
  readonly producerId: string;
  readonly mandateId: string;
  readonly capturedAt: Date;
  readonly method: string;
  readonly url: string;
  readonly body: Buffer | null;
}

/** One piece as it is done. */
export interface LateRow {
  readonly id: string;
  readonly officerId: string;
  readonly mandateId: string;
  readonly key: string;
  readonly method: string;
  readonly url: string;
  readonly body: Buffer | null;
  readonly deviceId: string | null;
  readonly capturedAt: Date;
  readonly state: LateState;
}

type Row = Omit<LateWorkDto, 'sentenceVi' | 'body' | 'what'> & PagedRow & { readonly route: string; readonly bodyBox: Buffer | null };
type Begun = Omit<LateRow, 'body'> & { readonly bodyBox: Buffer | null };

/** What the keyed hash is of. */
const REQUEST = 'late-request';
const placeOf = (id: string): string => `late_work.body:${id}`;

export const sealedLateWork: SealedColumn = {
  table: 'late_work',
  column: 'body_box',
  key: { id: 'uuid' },
  place: ({ id = '' }) => placeOf(id),
};

const DETAIL: Readonly<Record<LateState, string>> = {
  waiting: 'Uỷ quyền đã hết khi việc này đến nơi. Việc được giữ lại, chờ chủ thể hoặc văn phòng tỉnh quyết định.',
  accepting: 'Uỷ quyền đã hết khi việc này đến nơi. Việc đang được nhận.',
  accepted: 'Việc này đã được nhận.',
  refused: 'Việc này đã bị từ chối.',
};

/** Work of officers that arrived after their mandate had ended. It waits for somebody who may decide. */
@Injectable()
export class LateWork {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Keeps it; a repeat with the same key is the same piece. Throws: Problem idempotency-key-reused, too-many-requests. */
  keep({ write, producerId, mandateId, capturedAt, method, url, body }: Late): Promise<LateReceipt> {
    const { actor, key, fingerprint, what } = write;
    return this.transactions.run(async (tx) => {
      await rows(tx, 'select 1 from account where id = $1 for no key update', [actor.accountId]); // counts one after the other
      const [known] = await rows<{ id: string; fingerprint: Buffer; state: LateState }>(
        tx,
        'select id, fingerprint, state from late_work where officer_id = $1 and key = $2',
        [actor.accountId, key],
      );
      const same = this.boxes.keyedHashes(REQUEST, fingerprint.toString('hex'));
      if (known && !same.some((hash) => hash.equals(known.fingerprint))) throw new Problem(problems.idempotencyKeyReused);
      if (known) return { lateWorkId: known.id, state: known.state, detail: DETAIL[known.state] };
      const [waiting] = await rows<{ n: number }>(
        tx,
        `select count(*)::int as n from late_work where officer_id = $1 and producer_id = $2 and state = 'waiting'`,
        [actor.accountId, producerId],
      );
      if ((waiting?.n ?? 0) >= MOST_WAITING)
        throw new Problem(problems.tooManyRequests, `Đã có ${MOST_WAITING} việc chờ chủ thể này quyết định.`);
      const id = newId();
      await tx.query(
        `insert into late_work (id, producer_id, officer_id, mandate_id, key, fingerprint, method, route, url, body_box, device_id, captured_at, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          ...[
            id,
            producerId,
            actor.accountId,
            mandateId,
            key,
            this.boxes.keyedHash(REQUEST, fingerprint.toString('hex')),
            method,
            what,
            url,
            this.seal(id, body),
          ],
          ...[actor.deviceId ?? null, capturedAt, this.clock.now()],
        ],
      );
      return { lateWorkId: id, state: 'waiting' as const, detail: DETAIL.waiting };
    });
  }

  /** Oldest first. */
  async list(producerId: string, { limit, cursor, state }: LateQuery): Promise<Page<LateWorkDto>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await this.find(
      this.transactions.reader,
      `l.producer_id = $1 and ($2::text is null or l.state = $2) and ($3::timestamptz is null or (l.received_at, l.id) > ($3, $4::uuid))
       order by l.received_at, l.id limit $5`,
      [producerId, state ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
    );
    return toPage(found, limit, (row) => this.toDto(row));
  }

  /** Throws: Problem not-found. */
  async get(db: EntityManager, producerId: string, id: string): Promise<LateWorkDto> {
    const [found] = await this.find(db, 'l.producer_id = $1 and l.id = $2', [producerId, id]);
    if (!found) throw new Problem(problems.notFound, 'Không có việc này.');
    return this.toDto(found);
  }

  /** From now on it can only be accepted. Throws: Problem not-found; illegal-move when it was refused. */
  async begin(producerId: string, id: string): Promise<LateRow> {
    const db = this.transactions.reader;
    await db.query(`update late_work set state = 'accepting' where producer_id = $1 and id = $2 and state = 'waiting'`, [producerId, id]);
    const [begun] = await rows<Begun>(
      db,
      `select id, officer_id as "officerId", mandate_id as "mandateId", key, method, url, body_box as "bodyBox", device_id as "deviceId", captured_at as "capturedAt", state
         from late_work where producer_id = $1 and id = $2`,
      [producerId, id],
    );
    if (!begun) throw new Problem(problems.notFound, 'Không có việc này.');
    if (begun.state === 'refused') throw new Problem(problems.illegalMove, 'Việc này đã bị từ chối.', { state: begun.state });
    const { bodyBox, ...work } = begun;
    return { ...work, body: this.open(id, bodyBox) };
  }

  /** It could not be done: somebody looks at it again. */
  async putBack(id: string): Promise<void> {
    await this.transactions.reader.query(`update late_work set state = 'waiting' where id = $1 and state = 'accepting'`, [id]);
  }

  /** Throws: Problem not-found; illegal-move when it was decided otherwise. */
  async decide(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    id: string,
    { to, reason }: { readonly to: 'accepted' | 'refused'; readonly reason?: string },
  ): Promise<LateWorkDto> {
    const from: LateState = to === 'accepted' ? 'accepting' : 'waiting';
    await tx.query(
      `update late_work set state = $4, decided_by = $5, decided_at = $6, reason = $7, body_box = null where producer_id = $1 and id = $2 and state = $3`,
      [producerId, id, from, to, actor.accountId, this.clock.now(), reason ?? null],
    );
    const now = await this.get(tx, producerId, id);
    if (now.state !== to) throw new Problem(problems.illegalMove, DETAIL[now.state], { state: now.state });
    return now;
  }

  private find(db: EntityManager, condition: string, values: readonly unknown[]): Promise<Row[]> {
    return rows<Row>(
      db,
      `select l.id, l.officer_id as "officerId", o.name as "officerName", l.mandate_id as "mandateId", l.device_id as "deviceId", l.route, l.url, l.body_box as "bodyBox",
              l.state, l.reason, d.name as "decidedByName", ${exactTime('l.captured_at')} as "capturedAt", ${exactTime('l.received_at')} as "receivedAt",
              ${exactTime('l.decided_at')} as "decidedAt", ${exactTime('l.received_at')} as "cursorAt"
         from late_work l join account o on o.id = l.officer_id left join account d on d.id = l.decided_by where ${condition}`,
      values,
    );
  }

  private seal(id: string, body: Buffer | null): Buffer | null {
    return body && this.boxes.seal(placeOf(id), body.toString('base64'));
  }

  private open(id: string, box: Buffer | null): Buffer | null {
    return box && Buffer.from(this.boxes.open(placeOf(id), box) as string, 'base64'); // sealed above
  }

  private toDto({ cursorAt: _cursorAt, route, bodyBox, ...row }: Row): LateWorkDto {
    const body = this.open(row.id, bodyBox);
    const sentenceVi = sentenceOf({ actorRole: 'officer', actorName: row.officerName, what: route, changes: [] });
    return {
      ...row,
      what: route,
      sentenceVi,
      body: body === null || body.length === 0 ? null : (JSON.parse(body.toString('utf8')) as unknown),
    }; // it was parsed when it came
  }
}
