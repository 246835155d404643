import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LateWork1764000021002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What an officer did without a signal while the mandate counted, and what arrived when it counted no longer: neither done nor lost.
      create table late_work (
        id uuid constraint late_work_pkey primary key,
        producer_id uuid not null constraint late_work_producer_fkey references producer,
        officer_id uuid not null constraint late_work_officer_fkey references account,
        mandate_id uuid not null constraint late_work_mandate_fkey references mandate,
        key text not null,
        fingerprint bytea not null,
        method text not null,
        -- The pattern of the route, and the path with its query as it was called.
        route text not null,
        url text not null,
        -- As it came; emptied when it is decided.
        body bytea,
        device_id text,
        captured_at timestamptz not null,
        received_at timestamptz not null,
        -- accepting: it is being done, or the program was ended while it was.
        state text not null default 'waiting' constraint late_work_state_known check (state in ('waiting', 'accepting', 'accepted', 'refused')),
        decided_by uuid constraint late_work_decided_by_fkey references account,
        decided_at timestamptz,
        reason text,
        constraint late_work_once unique (officer_id, key),
        constraint late_work_decided check ((state in ('accepted', 'refused')) = (decided_at is not null)),
        constraint late_work_keeps_nothing_decided check (body is null or decided_at is null)
      );
      create index late_work_producer_idx on late_work (producer_id, received_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table late_work');
  }
}
