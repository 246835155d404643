import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bindings, rows, Transactions } from '../../shared/db';
import { exactTime, openCursor, sealCursor, type Actor, type Page } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import type { ActDto, ActQuery } from './act.dto';
import { sentenceOf, undoableOf } from './act.rules';

type Row = Omit<ActDto, 'sentenceVi' | 'canUndo'>;

/** Tells the people of a producer what was done in its name. */
@Injectable()
export class ActBook {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Newest first. An officer reads what the officer did. */
  async list(actor: Actor, producerId: string, { limit, cursor, actorId, officersOnly, day }: ActQuery): Promise<Page<ActDto>> {
    const { bind, values } = new Bindings();
    const conditions = [`a.chain_id = ${bind(producerId)}`];
    if (cursor !== undefined) conditions.push(`a.seq < ${bind(openCursor(cursor, (text) => /^\d{1,18}$/.test(text)))}::bigint`);
    if (actor.role === 'officer') conditions.push(`a.actor_id = ${bind(actor.accountId)}`);
    if (actorId !== undefined) conditions.push(`a.actor_id = ${bind(actorId)}`);
    if (officersOnly) conditions.push(`a.actor_role = 'officer'`);
    if (day !== undefined) {
      const start = `(${bind(day)}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'`;
      conditions.push(`a.at >= ${start} and a.at < ${start} + interval '1 day'`);
    }
    const found = await rows<Row>(
      this.transactions.reader,
      `select a.seq, a.what, a.actor_id as "actorId", n.name as "actorName", a.actor_role as "actorRole", a.mandate_id as "mandateId",
              a.device_id as "deviceId", ${exactTime('a.captured_at')} as "capturedAt", ${exactTime('a.at')} as at, a.subject, a.changes,
              u.seq is not null as "isUndone"
         from act a left join account n on n.id = a.actor_id left join act_undo u on u.producer_id = a.chain_id and u.seq = a.seq
        where ${conditions.join(' and ')} order by a.seq desc limit ${bind(limit + 1)}`,
      values,
    );
    const items = found.slice(0, limit).map(toActDto);
    const last = items[items.length - 1];
    return found.length > limit && last ? { items, next: sealCursor(String(last.seq)) } : { items };
  }

  /** Throws: Problem not-found. */
  async get(db: EntityManager, producerId: string, seq: number): Promise<Pick<ActDto, 'what' | 'subject' | 'changes'>> {
    const [act] = await rows<Row>(db, 'select what, subject, changes from act where chain_id = $1 and seq = $2', [producerId, seq]);
    if (!act) throw new Problem(problems.notFound, 'Không có việc này.');
    return act;
  }

  /** Of two who put the same act back, the second is refused. Throws: Problem already-exists. */
  async markUndone(tx: EntityManager, actor: Actor, producerId: string, seq: number): Promise<void> {
    await tx.query('insert into act_undo (producer_id, seq, undone_by, at) values ($1, $2, $3, $4)', [
      ...[producerId, seq, actor.accountId, this.clock.now()],
    ]);
  }
}

function toActDto(row: Row): ActDto {
  const canUndo = !row.isUndone && undoableOf(row.what, row.changes).length > 0;
  return { ...row, sentenceVi: sentenceOf(row), canUndo };
}
