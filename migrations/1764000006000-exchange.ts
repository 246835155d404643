import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of products that are checked and taken over in the background. */
export class Exchange1764000006000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table product_import (
        id uuid constraint product_import_pkey primary key,
        producer_id uuid not null constraint product_import_producer_fkey references producer,
        file_name text not null,
        file_type text not null constraint product_import_file_type_known check (file_type in ('xlsx', 'csv')),
        state text not null default 'checking' constraint product_import_state_known
          check (state in ('checking', 'checked', 'running', 'done', 'refused', 'cancelled', 'failed')),
        problem jsonb,
        encoding text,
        rows_total integer,
        rows_read integer not null default 0,
        -- the last row of the sheet whose effect is committed: a killed run goes on behind it
        last_row integer not null default 0,
        created integer not null default 0,
        changed integer not null default 0,
        unchanged integer not null default 0,
        refused integer not null default 0,
        errors integer not null default 0,
        warnings integer not null default 0,
        attempts integer not null default 0,
        created_by uuid constraint product_import_created_by_fkey references account,
        created_at timestamptz not null default now(),
        started_at timestamptz not null default now(),
        finished_at timestamptz
      );
      create index product_import_producer_idx on product_import (producer_id, created_at, id);
      create index product_import_due_idx on product_import (created_at) where state in ('checking', 'running');

      -- Any process may do the work, so the file lies where all of them are. At most 10 MB; gone after a week.
      create table product_import_file (
        import_id uuid constraint product_import_file_pkey primary key constraint product_import_file_import_fkey references product_import on delete cascade,
        bytes bytea not null
      );

      -- The first thousand.
      create table product_import_issue (
        import_id uuid not null constraint product_import_issue_import_fkey references product_import on delete cascade,
        position integer not null,
        row_number integer not null,
        cell text not null,
        column_vi text not null,
        severity text not null constraint product_import_issue_severity_known check (severity in ('error', 'warning')),
        message_vi text not null,
        constraint product_import_issue_pkey primary key (import_id, position)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table product_import_issue, product_import_file, product_import');
  }
}
