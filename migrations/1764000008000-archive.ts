import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Archives of producers, and the names that come with one: whoever decided or changed something elsewhere has no account here. */
export class Archive1764000008000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table producer_archive (
        id uuid constraint producer_archive_pkey primary key,
        producer_id uuid not null constraint producer_archive_producer_fkey references producer on delete cascade,
        state text not null default 'making' constraint producer_archive_state_known check (state in ('making', 'ready', 'failed')),
        problem jsonb,
        bytes bigint,
        attempts integer not null default 0,
        created_by uuid constraint producer_archive_created_by_fkey references account,
        created_at timestamptz not null,
        finished_at timestamptz
      );
      create unique index producer_archive_one_at_a_time on producer_archive (producer_id) where state = 'making';
      create index producer_archive_producer_idx on producer_archive (producer_id);

      alter table product_version add column changed_elsewhere_by text;
      alter table certificate add column verified_elsewhere_by text;
      alter table document add column decided_elsewhere_by text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table document drop column decided_elsewhere_by;
      alter table certificate drop column verified_elsewhere_by;
      alter table product_version drop column changed_elsewhere_by;
      drop table producer_archive;
    `);
  }
}
