import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { actsFor, decodeCursor, exactTime, noteChange, toPage, type Page, type PagedRow, type PageQuery } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { BoxUnreadable, SecretBoxes } from '../../shared/secret';
import { masked } from '../producer/producer.rules';
import { messagePlace, Outbox } from './outbox';
import type { QueuedDto, UndeliveredDto, UndeliveredState } from './undelivered.dto';

type Row = Omit<UndeliveredDto, 'recipientMasked' | 'createdAt' | 'endedAt'> &
  PagedRow & { readonly box: Buffer | null; readonly createdAt: Date; readonly endedAt: Date };

/** SQL over `m`: whether there is something to send, and sense in sending it. `now`: a parameter. */
const canSendAgain = (now: string): string =>
  `(m.box is not null and not m.is_secret and coalesce(m.not_after, 'infinity') > ${now}::timestamptz)`;

/** Short messages that reached nobody: for the operator, who asks the gateway what is wrong and has them sent again. */
@Injectable()
export class Undelivered {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
    private readonly outbox: Outbox,
  ) {}

  /** Those that ended last first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<UndeliveredDto>> {
    const from = cursor === undefined ? null : decodeCursor(cursor);
    const found = await rows<Row>(
      this.transactions.reader,
      `select m.id, m.purpose, m.producer_id as "producerId", p.name as "producerName", m.box, m.state, m.reason, m.tries, m.created_at as "createdAt",
              m.ended_at as "endedAt", ${canSendAgain('$4')} as "canSendAgain", ${exactTime('m.ended_at')} as "cursorAt"
         from message m left join producer p on p.id = m.producer_id
        where m.state in ('failed', 'unknown') and ($1::timestamptz is null or (m.ended_at, m.id) < ($1, $2::uuid))
        order by m.ended_at desc, m.id desc limit $3`,
      [from?.at ?? null, from?.id ?? null, limit + 1, this.clock.now()],
    );
    return toPage(found, limit, ({ box, cursorAt: _, createdAt, endedAt, ...row }) => ({
      ...row,
      ...{ recipientMasked: this.recipient(row.id, box), createdAt: createdAt.toISOString(), endedAt: endedAt.toISOString() },
    }));
  }

  /** Puts it in line again, with as many tries as a new one; whoever asks knows that one of unknown fate may come twice. Throws: Problem not-found, illegal-move. */
  async sendAgain(tx: EntityManager, id: string): Promise<QueuedDto> {
    const [message] = await rows<{ state: UndeliveredState; producerId: string | null; can: boolean }>(
      tx,
      `select m.state, m.producer_id as "producerId", m.state in ('failed', 'unknown') and ${canSendAgain('$2')} as can from message m where m.id = $1 for update`,
      [id, this.clock.now()],
    );
    if (!message) throw new Problem(problems.notFound, 'Không có tin nhắn này.');
    if (!message.can)
      throw new Problem(problems.illegalMove, 'Tin này đã gửi hoặc đang gửi, đã hết hạn, hoặc là mã đã xoá; xin gửi tin mới.', {
        state: message.state,
      });
    await this.outbox.queueAgain(tx, id);
    if (message.producerId !== null) actsFor(tx, message.producerId);
    noteChange(tx, { of: 'message', id, field: 'state', before: message.state, after: 'queued' });
    return { id, state: 'queued' };
  }

  private recipient(id: string, box: Buffer | null): string | null {
    if (box === null) return null;
    try {
      return masked((this.boxes.open(messagePlace(id), box) as { to: string }).to); // sealed by the outbox
    } catch (error) {
      if (error instanceof BoxUnreadable) return null;
      throw error;
    }
  }
}
