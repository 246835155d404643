import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Actor, type Page, type PagedRow, type PageQuery } from '../../shared/http';
import { Clock, newId } from '../../shared/kernel';
import { IncomingMessages } from '../message/incoming';
import { Outbox } from '../message/outbox';
import type { IncomingSms, SmsReader } from '../message/sms-reader';
import { fitSms } from '../message/sms.rules';
import { ProducerSecrets } from '../producer/producer.secrets';
import type { ObjectionDto } from './receipt.dto';
import { saysNo } from './receipt.rules';

/** A no belongs to the receipts of the last day on which there were any, if that is not longer ago. */
const ANSWER_WITHIN_MS = 7 * 86_400_000;

/** A producer's no to one officer. */
export interface Objection {
  readonly producerId: string;
  readonly officerId: string;
}

/** What must stop as well when a producer says no, such as open proposals: called in the same transaction. */
export type OnObjection = (tx: EntityManager, objection: Objection) => Promise<void>;

interface Named extends Objection {
  readonly producerName: string;
  readonly officerName: string;
}

/** "Not me": whoever answers KHÔNG to a receipt is helped by that officer no more, from this instant, until somebody has asked what happened. */
@Injectable()
export class Objections implements SmsReader, OnModuleInit {
  readonly name = 'objection';
  private readonly followers: OnObjection[] = [];

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly incoming: IncomingMessages,
    private readonly outbox: Outbox,
    private readonly secrets: ProducerSecrets,
  ) {}

  onModuleInit(): void {
    this.incoming.register(this);
  }

  /** Call it while modules are initialised. */
  onRaised(follow: OnObjection): void {
    this.followers.push(follow);
  }

  async read(tx: EntityManager, sms: IncomingSms): Promise<boolean> {
    if (!saysNo(sms.text)) return false;
    const meant = await this.meantBy(tx, sms.from);
    if (meant.length === 0) return false;
    const [producers, officers] = [meant.map((one) => one.producerId), meant.map((one) => one.officerId)];
    await tx.query(
      `with meant as (select * from unnest($1::uuid[], $2::uuid[]) m(producer_id, officer_id)),
       stopped as (
         update mandate d set revoked_at = $3, revoke_reason = 'Chủ thể nhắn KHÔNG' from meant m
         where d.producer_id = m.producer_id and d.officer_id = m.officer_id and d.revoked_at is null returning d.producer_id, d.officer_id)
       insert into objection (id, producer_id, officer_id, incoming_message_id, revoked, raised_at)
       select i.id, m.producer_id, m.officer_id, $5, (select count(*) from stopped s where s.producer_id = m.producer_id and s.officer_id = m.officer_id), $3
       from unnest($4::uuid[], $1::uuid[], $2::uuid[]) i(id, producer_id, officer_id)
       join meant m on m.producer_id = i.producer_id and m.officer_id = i.officer_id`,
      [producers, officers, this.clock.now(), meant.map(() => newId()), sms.id],
    );
    for (const objection of meant) for (const follow of this.followers) await follow(tx, objection);
    const who = [...new Set(meant.map(({ officerName }) => officerName))].join(', ');
    const text = fitSms('Len San: da dung moi quyen lam thay cua can bo ', who, '. Van phong tinh se lien he.');
    await this.outbox.put(tx, { to: sms.from, text, purpose: 'objection', producerId: meant[0]?.producerId });
    return true;
  }

  /** Of the province that looks after the producer; of all for the operator. The latest first. */
  async list(actor: Actor, query: PageQuery): Promise<Page<ObjectionDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<Omit<ObjectionDto, 'raisedAt'> & { raisedAt: Date } & PagedRow>(
      this.transactions.reader,
      `select o.id, o.producer_id as "producerId", p.name as "producerName", o.officer_id as "officerId", a.name as "officerName",
              o.revoked as "mandatesStopped", o.raised_at as "raisedAt", ${exactTime('o.raised_at')} as "cursorAt"
       from objection o join producer p on p.id = o.producer_id join account a on a.id = o.officer_id
       where ($1::text is null or p.province_code = $1) and ($2::timestamptz is null or (o.raised_at, o.id) < ($2::timestamptz, $3::uuid))
       order by o.raised_at desc, o.id desc limit $4`,
      [actor.role === 'operator' ? null : actor.provinceCode, after?.at ?? null, after?.id ?? null, query.limit + 1],
    );
    return toPage(found, query.limit, ({ raisedAt, cursorAt: _, ...rest }) => ({ ...rest, raisedAt: raisedAt.toISOString() }));
  }

  /** Those whom the last receipts to this number named. One number may be several producers': then all of them are meant. */
  private meantBy(tx: EntityManager, phone: string): Promise<Named[]> {
    return rows<Named>(
      tx,
      `with own as (select r.* from receipt r join producer_secret s on s.producer_id = r.producer_id and s.kind = 'phone'
                   where s.number_index = any($1) and r.made_at > $2)
       select p.id as "producerId", p.name as "producerName", a.id as "officerId", a.name as "officerName"
       from own r join producer p on p.id = r.producer_id join account a on a.id = any(r.officer_ids)
       where r.day = (select max(day) from own) order by p.id, a.id`,
      [this.secrets.hashesOfPhone(phone), new Date(this.clock.now().getTime() - ANSWER_WITHIN_MS)],
    );
  }
}
