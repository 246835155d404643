import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { noteChange, type Actor } from '../../shared/http';
import { Clock, vietnamDay } from '../../shared/kernel';
import { Outbox } from '../message/outbox';
import { ProducerSecrets } from '../producer/producer.secrets';
import type { ReceiptSettingDto } from './receipt.dto';
import { isTimeToTell, LONGEST_WAIT_MS, QUIET_MS, receiptText, type Deed } from './receipt.rules';

/** Acts older than that are told of no more: the household was unreachable, or has a number only now. */
const OLDEST_MS = 3 * 86_400_000;
const AT_ONCE = 200;

interface Told extends Deed {
  readonly officerId: string;
  readonly upTo: number;
}

/** Tells producers by short message what officers did for them: one a day at most, and none to those who want none. */
@Injectable()
export class Receipts {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly secrets: ProducerSecrets,
  ) {}

  /** Writes the receipts that are due. Twice at the same time is once. */
  async makeDue(): Promise<void> {
    const now = this.clock.now();
    if (!isTimeToTell(now)) return;
    for (const { producerId } of await this.due(now)) await this.transactions.run((tx) => this.make(tx, producerId, now));
  }

  async setting(producerId: string): Promise<ReceiptSettingDto> {
    const off = await rows(this.transactions.reader, 'select 1 from receipt_off where producer_id = $1', [producerId]);
    return { isOn: off.length === 0 };
  }

  async set(tx: EntityManager, actor: Actor, producerId: string, isOn: boolean): Promise<ReceiptSettingDto> {
    await tx.query(
      isOn
        ? 'delete from receipt_off where producer_id = $1'
        : 'insert into receipt_off (producer_id, changed_by, since) values ($1, $2, $3) on conflict (producer_id) do nothing',
      isOn ? [producerId] : [producerId, actor.accountId, this.clock.now()],
    );
    noteChange(tx, { of: 'producer', id: producerId, field: 'receipts', after: isOn });
    return { isOn };
  }

  private due(now: Date): Promise<{ producerId: string }[]> {
    const before = (ms: number): Date => new Date(now.getTime() - ms);
    return rows<{ producerId: string }>(
      this.transactions.reader,
      `select a.producer_id as "producerId" from act a
       where ${FRESH} and a.at > $1
         and exists (select from producer_secret s where s.producer_id = a.producer_id and s.kind = 'phone')
         and not exists (select from receipt_off o where o.producer_id = a.producer_id)
         and not exists (select from receipt r where r.producer_id = a.producer_id and r.day = $2)
       group by a.producer_id
       having max(a.at) <= $3 or min(a.at) <= $4
       order by min(a.at) limit ${AT_ONCE}`,
      [before(OLDEST_MS), vietnamDay(now), before(QUIET_MS), before(LONGEST_WAIT_MS)],
    );
  }

  /** Tells at once what was not told yet, for there is no later: unless none are wanted. */
  async tellAll(tx: EntityManager, producerId: string): Promise<void> {
    const off = await rows(tx, 'select 1 from receipt_off where producer_id = $1', [producerId]);
    if (off.length === 0) await this.make(tx, producerId, this.clock.now());
  }

  private async make(tx: EntityManager, producerId: string, now: Date): Promise<void> {
    const told = await rows<Told>(
      tx,
      `select a.actor_id as "officerId", coalesce(c.name, '') as "officerName", a.what, count(*)::integer as count, max(a.seq) as "upTo"
       from act a left join account c on c.id = a.actor_id
       where ${FRESH} and a.chain_id = $1 and a.at > $2 group by a.actor_id, c.name, a.what`,
      [producerId, new Date(now.getTime() - OLDEST_MS)],
    );
    const phone = (await this.secrets.masks(tx, [producerId])).get(producerId)?.phone;
    if (told.length === 0 || !phone) return;
    const messageId = await this.outbox.put(tx, { to: phone, text: receiptText(told), purpose: 'receipt', producerId });
    const made = await rows(
      tx,
      `insert into receipt (producer_id, day, up_to_seq, officer_ids, message_id, made_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (producer_id, day) do nothing returning 1`,
      [
        ...[producerId, vietnamDay(now), Math.max(...told.map(({ upTo }) => upTo)), [...new Set(told.map(({ officerId }) => officerId))]],
        ...[messageId, now],
      ],
    );
    if (made.length === 0) await tx.query('delete from message where id = $1', [messageId]); // another process has just told them
  }
}

/** What an officer did and the producer was not told of yet. */
const FRESH = `a.actor_role = 'officer' and a.producer_id is not null and a.chain_id = a.producer_id
  and a.seq > coalesce((select max(r.up_to_seq) from receipt r where r.producer_id = a.producer_id), 0)`;
