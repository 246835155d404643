import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sync1763690000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The inbox: a webhook is stored here, in one statement, before it is acknowledged.
      create table delivery (
        id bigint generated always as identity constraint delivery_pkey primary key,
        connection_id uuid not null constraint delivery_connection_fkey references connection on delete cascade,
        delivery_key text not null,
        headers jsonb not null,
        body bytea not null,
        -- what the adapter read out of the body when it checked it
        events jsonb not null,
        received_at timestamptz not null default now(),
        state text not null default 'waiting' constraint delivery_state_known check (state in ('waiting', 'done', 'dead')),
        attempts integer not null default 0,
        due_at timestamptz not null default now(),
        reason text,
        done_at timestamptz,
        constraint delivery_once unique (connection_id, delivery_key)
      );
      -- In the order in which they came, which is the order in which they are taken in.
      create index delivery_waiting_idx on delivery (connection_id, id) where state = 'waiting';
      create index delivery_dead_idx on delivery (connection_id, id) where state = 'dead';

      -- One lane of work per account. Whoever holds the advisory lock of a lane attends to it; each new holder raises the epoch,
      -- so that one who lost the lock without noticing changes nothing (its statements name the old epoch).
      create table lane (
        connection_id uuid not null constraint lane_connection_fkey references connection on delete cascade,
        name text not null,
        epoch bigint not null default 0,
        constraint lane_pkey primary key (connection_id, name)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table lane, delivery');
  }
}
