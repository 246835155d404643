import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit, isInTransaction, rows, Transactions } from '../../shared/db';
import { Clock, newId } from '../../shared/kernel';
import { BoxUnreadable, SecretBoxes, type SealedColumn } from '../../shared/secret';
import { isPractice } from '../practice/practice.rules';
import { SMS_GATEWAY, type SmsAnswer, type SmsGateway } from './sms-gateway';
import { foldSms, waitAfter } from './sms.rules';

/** What somebody is to be told. */
export interface Letter {
  /** E.164. */
  readonly to: string;
  /** Goes out folded: without marks. `fitSms` cuts it to one message. */
  readonly text: string;
  /** Why it is sent, such as `code` or `receipt`. */
  readonly purpose: string;
  /** A code or the like: the text is wiped once it has left. */
  readonly isSecret?: boolean;
  readonly producerId?: string;
  /** Of no use afterwards. */
  readonly notAfter?: Date;
}

/** Content of `message.box`. */
interface Sealed {
  readonly to: string;
  readonly text: string;
}

interface Claimed {
  readonly id: string;
  readonly box: Buffer;
  readonly tries: number;
}

/** Messages that are on their way to the gateway at the same time. */
const AT_ONCE = 10;
/** By then the gateway has answered, or whoever asked it is dead. Longer than the gateway's own limit. */
const LEASE_MS = 60_000;

export const messagePlace = (id: string): string => `message.box:${id}`;

export const sealedMessages: SealedColumn = {
  table: 'message',
  column: 'box',
  key: { id: 'uuid' },
  place: ({ id = '' }) => messagePlace(id),
  indexes: [{ column: 'recipient_hash', of: (content) => ({ kind: 'phone', value: (content as Sealed).to }) }], // sealed by put()
};

/**
 * Short messages to people: a row in the transaction of what causes it, sent after the commit. What may have reached a gateway is never sent a second
 * time: it is `unknown`, and whoever waits for a code asks for another one.
 */
@Injectable()
export class Outbox {
  private readonly log = new Logger(Outbox.name);
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
    @Inject(SMS_GATEWAY) private readonly gateway: SmsGateway | null,
  ) {}

  /** Answers the id of the message. A household that somebody practises with is sent none. */
  async put(tx: EntityManager, letter: Letter): Promise<string> {
    const id = newId();
    const now = this.clock.now();
    const sealed: Sealed = { to: letter.to, text: foldSms(letter.text) };
    await tx.query(
      `insert into message (id, purpose, recipient_hash, box, is_secret, producer_id, due_at, not_after, created_at)
       select $1, $2, $3, $4, $5, $6, $7, $8, $7 where not ${isPractice('$6::uuid')}`,
      [
        ...[id, letter.purpose, this.boxes.keyedHash('phone', letter.to), this.boxes.seal(messagePlace(id), sealed)],
        ...[letter.isSecret ?? false, letter.producerId ?? null, now, letter.notAfter ?? null],
      ],
    );
    this.tell(tx);
    return id;
  }

  /** One that came to an end starts anew. Whoever calls holds its row, and it has a box. */
  async queueAgain(tx: EntityManager, id: string): Promise<void> {
    await tx.query(`update message set state = 'queued', tries = 0, due_at = $2, ended_at = null, reason = null where id = $1`, [
      ...[id, this.clock.now()],
    ]);
    this.tell(tx);
  }

  private tell(tx: EntityManager): void {
    afterCommit(tx, () => {
      for (const listener of this.listeners) listener();
    });
  }

  /** Calls `listener` whenever a message of this process was committed. */
  onPut(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Which gateway there is, and how many messages wait (at most a thousand are counted). */
  async state(): Promise<{ readonly gateway: 'none' | SmsGateway['name']; readonly waiting: number }> {
    const [found] = await rows<{ waiting: number }>(
      this.transactions.reader,
      `select count(*)::integer as waiting from (select 1 from message where state in ('queued', 'sending') limit 1000) m`,
    );
    return { gateway: this.gateway?.name ?? 'none', waiting: found?.waiting ?? 0 };
  }

  /** Sends what is due, all of it. Several processes may do so at the same time. */
  async sendDue(): Promise<void> {
    const { gateway } = this;
    if (!gateway) return;
    if (isInTransaction()) throw new Error('no network inside a transaction');
    await this.giveUp();
    for (let claimed = await this.claim(); claimed.length > 0; claimed = await this.claim())
      await Promise.all(claimed.map((message) => this.send(gateway, message)));
  }

  /** What nobody waits for any more, and what somebody took and did not bring to an end. */
  private async giveUp(): Promise<void> {
    await this.transactions.reader.query(
      `update message set state = case state when 'queued' then 'failed' else 'unknown' end, ended_at = $1, box = case when is_secret then null else box end,
         reason = case state when 'queued' then 'too late' else 'the sender ended before the answer came' end
       where (state = 'queued' and not_after <= $1) or (state = 'sending' and due_at <= $1)`,
      [this.clock.now()],
    );
  }

  /** The intention is committed before the call. */
  private claim(): Promise<Claimed[]> {
    const now = this.clock.now();
    return rows<Claimed>(
      this.transactions.reader,
      `update message set state = 'sending', tries = tries + 1, due_at = $2
       where id in (select id from message where state = 'queued' and due_at <= $1 order by due_at, id limit ${AT_ONCE} for update skip locked)
       returning id, box, tries`,
      [now, new Date(now.getTime() + LEASE_MS)],
    );
  }

  private async send(gateway: SmsGateway, message: Claimed): Promise<void> {
    const answer = await this.ask(gateway, message);
    if (answer.is !== 'sent') this.log.warn(`message ${message.id}: ${answer.is}, ${answer.reason}`);
    const now = this.clock.now();
    const wait = answer.is === 'refused' ? waitAfter(message.tries) : null;
    const state = answer.is === 'refused' ? (wait === null ? 'failed' : 'queued') : answer.is;
    await this.transactions.reader.query(
      `update message set state = $2, due_at = $3, ended_at = $4, gateway = $5, gateway_id = $6, reason = $7,
         box = case when is_secret and $2 <> 'queued' then null else box end
       where id = $1 and state = 'sending' and tries = $8`,
      [
        ...[message.id, state, new Date(now.getTime() + (wait ?? 0)), state === 'queued' ? null : now, gateway.name],
        ...[answer.is === 'sent' ? answer.gatewayId : null, answer.is === 'sent' ? null : answer.reason, message.tries],
      ],
    );
  }

  private async ask(gateway: SmsGateway, { id, box }: Claimed): Promise<SmsAnswer> {
    try {
      const { to, text } = this.boxes.open(messagePlace(id), box) as Sealed; // sealed by put()
      return await gateway.send({ id, to, text });
    } catch (error) {
      if (error instanceof BoxUnreadable) return { is: 'refused', reason: 'sealed with another key' };
      throw error;
    }
  }
}
