import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Clock, faultText, foldVi, storable } from '../../shared/kernel';
import { SecretBoxes, type SealedColumn } from '../../shared/secret';
import { normalisePhone } from '../account/phone.rules';
import type { ReceivedSms } from './sms-door.rules';
import type { SmsReader } from './sms-reader';

interface Waiting {
  readonly id: number;
  readonly box: Buffer;
  readonly gatewayId: string;
  readonly receivedAt: Date;
}

/** After so many failures a message is left to a person: some 20 minutes. */
const MOST_ATTEMPTS = 10;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

const placeOf = (gatewayId: string): string => `incoming_message.box:${gatewayId}`;

export const sealedIncomingMessages: SealedColumn = {
  table: 'incoming_message',
  column: 'box',
  key: { gateway_id: 'text' },
  place: ({ gateway_id: gatewayId = '' }) => placeOf(gatewayId),
  indexes: [{ column: 'sender_hash', of: (content) => ({ kind: 'phone', value: (content as { from: string }).from }) }], // sealed by store()
};

/** Short messages from people: stored, acknowledged, and then read by whoever understands them. */
@Injectable()
export class IncomingMessages {
  private readonly readers: SmsReader[] = [];
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Readers are asked in the order in which they came. Call it while modules are initialised. */
  register(reader: SmsReader): void {
    this.readers.push(reader);
  }

  /** Calls `listener` whenever this process stored a message. */
  onStored(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Once for ever: a second one with the same id of the gateway changes nothing. */
  async store({ id, from, text }: ReceivedSms): Promise<void> {
    const sender = normalisePhone(from) ?? from;
    await this.transactions.reader.query(
      `insert into incoming_message (gateway_id, sender_hash, box, received_at, due_at) values ($1, $2, $3, $4, $4) on conflict (gateway_id) do nothing`,
      [id, this.boxes.keyedHash('phone', sender), this.boxes.seal(placeOf(id), { from: sender, text }), this.clock.now()],
    );
    for (const listener of this.listeners) listener();
  }

  /** Reads what waits, each message in a transaction of its own together with its effect. */
  async readDue(): Promise<void> {
    for (let isMore = true; isMore;) isMore = await this.readOne();
  }

  /** False when nothing is due. */
  private async readOne(): Promise<boolean> {
    let current: Waiting | undefined;
    try {
      return await this.transactions.run(async (tx) => {
        current = await this.next(tx);
        if (!current) return false;
        const reader = await this.give(tx, current);
        await tx.query(`update incoming_message set state = 'done', reader = $2, done_at = $3, reason = null where id = $1`, [
          ...[current.id, reader, this.clock.now()],
        ]);
        return true;
      });
    } catch (error) {
      if (!current) throw error;
      await this.putBack(current.id, faultText(error));
      return true;
    }
  }

  private async next(tx: EntityManager): Promise<Waiting | undefined> {
    const [waiting] = await rows<Waiting>(
      tx,
      `select id, box, gateway_id as "gatewayId", received_at as "receivedAt" from incoming_message
       where state = 'waiting' and due_at <= $1 order by due_at, id limit 1 for update skip locked`,
      [this.clock.now()],
    );
    return waiting;
  }

  private async give(tx: EntityManager, { id, box, gatewayId, receivedAt }: Waiting): Promise<string | null> {
    const { from, text } = this.boxes.open(placeOf(gatewayId), box) as { from: string; text: string }; // sealed by store()
    for (const reader of this.readers) if (await reader.read(tx, { id, from, text: foldVi(text), receivedAt })) return reader.name;
    return null;
  }

  private async putBack(id: number, reason: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.reader.query(
      `update incoming_message set attempts = attempts + 1, reason = $2, state = case when attempts + 1 >= ${MOST_ATTEMPTS} then 'dead' else 'waiting' end,
         due_at = $3::timestamptz + least(${LONGEST_WAIT_MS}, ${FIRST_WAIT_MS} * 2 ^ attempts) * interval '1 millisecond'
       where id = $1 and state = 'waiting'`,
      [id, storable(reason).slice(0, 500), now],
    );
  }
}
