import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { Clock, Problem, problems } from '../../shared/kernel';
import { RENEWAL, vietnamDay } from './certificate.rules';
import { DOCUMENT_TYPES, type DocumentType } from './document.rules';
import { REMINDER_DAYS, REMINDER_GRACE_DAYS, REMINDER_KINDS, reminderVi, type ReminderKind } from './reminder.rules';

/** One thing that a producer should see to. */
export interface OpenReminder {
  readonly id: string;
  readonly kind: ReminderKind;
  readonly daysBefore: number;
  readonly productId: string | null;
  readonly certificateId: string | null;
  readonly documentId: string | null;
  readonly endsOn: string;
  readonly messageVi: string;
}

interface Row extends Omit<OpenReminder, 'messageVi'> {
  readonly type: DocumentType | null;
  readonly number: string;
  readonly productName: string | null;
}

/** Verified papers with an end that no other of the same kind outlives. A certificate whose renewal was filed runs on while it is decided. */
const ENDING = `
  select c.id as paper, c.id as certificate_id, null::uuid as document_id, p.producer_id, c.product_id, c.renewal_filed_on is null as renews,
         case when c.renewal_filed_on is null then c.expires_on else c.expires_on + ${RENEWAL.extendsDays} end as ends_on
    from certificate c join product p on p.id = c.product_id
   where c.state = 'verified'
     and not exists (select from certificate n where n.product_id = c.product_id and n.state = 'verified' and n.expires_on > c.expires_on)
  union all
  select d.id, null, d.id, d.producer_id, d.product_id, false, d.expires_on
    from document d
   where d.state = 'verified' and d.expires_on is not null
     and not exists (select from document n where n.producer_id = d.producer_id and n.type = d.type and n.scope = d.scope and n.scope_name = d.scope_name
       and n.product_id is not distinct from d.product_id and n.state = 'verified' and (n.expires_on is null or n.expires_on > d.expires_on))`;

/** Tells producers in time that a paper ends. Each reminder is made once, by whoever comes first. */
@Injectable()
export class ReminderService {
  constructor(private readonly clock: Clock) {}

  /**
   * Brings the reminders up to date: those that are due are made, also those that fell due while nothing ran; of one paper only the latest stays open, and none once the
   * paper was renewed, changed or taken away. Answers how many were made.
   */
  async bringUp(tx: EntityManager): Promise<number> {
    const now = this.clock.now();
    const steps = REMINDER_KINDS.flatMap((kind) => REMINDER_DAYS[kind].map((days) => ({ kind, days })));
    const made = await rows(
      tx,
      `insert into reminder (id, producer_id, product_id, certificate_id, document_id, kind, days_before, ends_on, created_at)
         select gen_random_uuid(), e.producer_id, e.product_id, e.certificate_id, e.document_id, s.kind, s.days, e.ends_on, $2
           from (${ENDING}) e join json_to_recordset($3) as s (kind text, days integer) on s.kind = 'end' or e.renews
          where e.ends_on - s.days <= $1::date and e.ends_on >= $1::date - $4::integer
         on conflict on constraint reminder_once do nothing returning 1`,
      [vietnamDay(now), now, JSON.stringify(steps), REMINDER_GRACE_DAYS],
    );
    await rows(
      tx,
      // Lists are gone through once each, however long they are.
      `update reminder r set closed_at = $1 where r.closed_at is null and (
         (coalesce(r.certificate_id, r.document_id), r.ends_on) not in (select paper, ends_on from (${ENDING}) e)
         or (coalesce(r.certificate_id, r.document_id), r.ends_on, r.days_before) not in (
              select coalesce(certificate_id, document_id), ends_on, min(days_before) from reminder group by 1, 2))`,
      [now],
    );
    return made.length;
  }

  /** Those that are open, the soonest end first. */
  async open(db: EntityManager, producerId: string): Promise<OpenReminder[]> {
    const found = await rows<Row>(
      db,
      `select r.id, r.kind, r.days_before as "daysBefore", r.product_id as "productId", r.certificate_id as "certificateId", r.document_id as "documentId",
              r.ends_on::text as "endsOn", d.type, coalesce(d.number, c.number) as number, p.name as "productName"
         from reminder r left join certificate c on c.id = r.certificate_id left join document d on d.id = r.document_id left join product p on p.id = r.product_id
        where r.producer_id = $1 and r.closed_at is null and r.dismissed_at is null order by r.ends_on, r.id limit 500`,
      [producerId],
    );
    const today = vietnamDay(this.clock.now());
    return found.map(({ type, number, productName, ...reminder }) => {
      const nameVi = type === null ? 'Giấy chứng nhận OCOP' : DOCUMENT_TYPES[type];
      return { ...reminder, messageVi: reminderVi({ ...reminder, nameVi, number, productName, today }) };
    });
  }

  /** Somebody has seen it; the next one of the same paper comes all the same. Throws: Problem not-found. */
  async dismiss(tx: EntityManager, producerId: string, reminderId: string, accountId: string): Promise<void> {
    const found = await rows(
      tx,
      `update reminder set dismissed_at = coalesce(dismissed_at, $3), dismissed_by = coalesce(dismissed_by, $4) where id = $1 and producer_id = $2 returning 1`,
      [reminderId, producerId, this.clock.now(), accountId],
    );
    if (found.length === 0) throw new Problem(problems.notFound);
  }
}
