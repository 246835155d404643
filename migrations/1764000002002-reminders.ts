import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a producer should do before a paper ends, said once each time. */
export class Reminders1764000002002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table reminder (
        id uuid constraint reminder_pkey primary key,
        producer_id uuid not null constraint reminder_producer_fkey references producer,
        product_id uuid constraint reminder_product_fkey references product on delete cascade,
        certificate_id uuid constraint reminder_certificate_fkey references certificate on delete cascade,
        document_id uuid constraint reminder_document_fkey references document on delete cascade,
        -- end: the paper ends; renewal: the time to file the renewal of a certificate
        kind text not null constraint reminder_kind_known check (kind in ('end', 'renewal')),
        days_before integer not null constraint reminder_days_not_negative check (days_before >= 0),
        -- last day of the paper as it was then: another one is another reminder
        ends_on date not null,
        created_at timestamptz not null,
        -- a later one of the same paper took its place, or the paper was renewed, changed or taken away
        closed_at timestamptz,
        dismissed_at timestamptz,
        dismissed_by uuid constraint reminder_dismissed_by_fkey references account,
        constraint reminder_of_one_paper check ((certificate_id is null) <> (document_id is null)),
        constraint reminder_once unique nulls not distinct (certificate_id, document_id, kind, days_before, ends_on)
      );
      create index reminder_product_idx on reminder (product_id) where product_id is not null;
      create index reminder_document_idx on reminder (document_id) where document_id is not null;
      create index reminder_open_idx on reminder (producer_id, ends_on, id) where closed_at is null and dismissed_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table reminder');
  }
}
