import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Archives of other installations that somebody sent: taken in in the background. */
export class ArchiveIntakes1764000014003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table archive_intake (
        id uuid constraint archive_intake_pkey primary key,
        account_id uuid not null constraint archive_intake_account_fkey references account,
        -- the role of the sender at that moment: an operator vouches for what it says
        sent_as text not null,
        request_id text,
        state text not null default 'waiting' constraint archive_intake_state_known check (state in ('waiting', 'taken', 'refused', 'failed')),
        -- null until the archive was looked through
        files_total integer,
        files_done integer not null default 0,
        problem jsonb,
        result jsonb,
        attempts integer not null default 0,
        created_at timestamptz not null,
        finished_at timestamptz
      );
      create index archive_intake_waiting_idx on archive_intake (created_at, id) where state = 'waiting';
      create index archive_intake_account_idx on archive_intake (account_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table archive_intake');
  }
}
