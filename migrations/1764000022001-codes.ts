import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Codes1764000022001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One-time codes. Each row is also what the limits count, so the rows of numbers that nobody has are here too.
      create table one_time_code (
        id uuid constraint one_time_code_pkey primary key,
        purpose text not null,
        subject text not null,
        -- Keyed hash over the code, what it is for, and the content that it confirms.
        code_hash bytea not null,
        phone_hash bytea not null,
        -- Where it was asked from: keyed hash of an address, or of an account.
        asked_from_hash bytea not null,
        -- Asked from where the owner of the number has been before: not counted with what strangers ask for.
        is_from_known boolean not null,
        tries integer not null default 0,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        replaced_at timestamptz,
        constraint one_time_code_tries_true check (tries between 0 and 5)
      );
      create unique index one_time_code_one_at_a_time on one_time_code (purpose, subject) where used_at is null and replaced_at is null;
      create index one_time_code_phone_idx on one_time_code (phone_hash, created_at);
      create index one_time_code_asked_from_idx on one_time_code (asked_from_hash, created_at);
      create index one_time_code_age_idx on one_time_code (created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table one_time_code');
  }
}
