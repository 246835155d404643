import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bindings, rows, Transactions } from '../../shared/db';
import { exactTime, openCursor, sealCursor, type Actor, type Page } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { everKnownAs } from '../merge/merged.sql';
import type { ActDto, ActQuery } from './act.dto';
import { arePlaces, newestOf, readPlaces, sentenceOf, showPlaces, undoableOf } from './act.rules';

type Row = Omit<ActDto, 'sentenceVi' | 'canUndo'> & { readonly chainId: string };

/** Tells the people of a producer what was done in its name. */
@Injectable()
export class ActBook {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Newest first, of the producer and of those that were merged into it: each has its own chain, and each is read on from its own place. An officer reads what the
   * officer did.
   */
  async list(actor: Actor, producerId: string, { limit, cursor, actorId, officersOnly, day }: ActQuery): Promise<Page<ActDto>> {
    const { bind, values } = new Bindings();
    const places = cursor === undefined ? new Map<string, number>() : readPlaces(openCursor(cursor, arePlaces));
    const [chains, seqs] = [bind([...places.keys()]), bind([...places.values()])];
    const conditions = ['a.chain_id = known.id', 'a.seq < coalesce(read.seq, 9223372036854775807)'];
    if (actor.role === 'officer') conditions.push(`a.actor_id = ${bind(actor.accountId)}`);
    if (actorId !== undefined) conditions.push(`a.actor_id = ${bind(actorId)}`);
    if (officersOnly) conditions.push(`a.actor_role = 'officer'`);
    if (day !== undefined) {
      const start = `(${bind(day)}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'`;
      conditions.push(`a.at >= ${start} and a.at < ${start} + interval '1 day'`);
    }
    const found = await rows<Row>(
      this.transactions.reader,
      `select a.chain_id as "chainId", a.seq, a.what, a.actor_id as "actorId", n.name as "actorName", a.actor_role as "actorRole", a.mandate_id as "mandateId",
              a.device_id as "deviceId", ${exactTime('a.captured_at')} as "capturedAt", ${exactTime('a.at')} as at, a.subject, a.changes,
              u.seq is not null as "isUndone", p.id as "fromProducerId", p.name as "fromProducerName"
         from unnest(${everKnownAs(bind(producerId))}) as known (id)
         left join unnest(${chains}::uuid[], ${seqs}::bigint[]) as read (id, seq) on read.id = known.id
        cross join lateral (select * from act a where ${conditions.join(' and ')} order by a.seq desc limit ${bind(limit + 1)}) a
         left join account n on n.id = a.actor_id left join act_undo u on u.producer_id = a.chain_id and u.seq = a.seq
         left join producer p on p.id = a.chain_id and p.id <> ${bind(producerId)}
        order by a.chain_id, a.seq desc`,
      values,
    );
    const page = newestOf(found, limit);
    const items = page.map(toActDto);
    return found.length > page.length ? { items, next: sealCursor(showPlaces(places, page)) } : { items };
  }

  /** Throws: Problem not-found. */
  async get(db: EntityManager, producerId: string, seq: number): Promise<Pick<ActDto, 'what' | 'subject' | 'changes'>> {
    const [act] = await rows<Pick<ActDto, 'what' | 'subject' | 'changes'>>(
      db,
      'select what, subject, changes from act where chain_id = $1 and seq = $2',
      [producerId, seq],
    );
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

function toActDto({ chainId: _chainId, ...row }: Row): ActDto {
  const canUndo = !row.isUndone && row.fromProducerId === null && undoableOf(row.what, row.changes).length > 0;
  return { ...row, sentenceVi: sentenceOf(row), canUndo };
}
