import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messages1764000022000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Short messages to people. Written in the transaction of what causes them, sent after its commit.
      create table message (
        id uuid constraint message_pkey primary key,
        purpose text not null,
        -- Keyed hash of the number: who got how many, without the number.
        recipient_hash bytea not null,
        -- Number and text, sealed. Gone once a text that is secret has left.
        box bytea,
        is_secret boolean not null,
        producer_id uuid constraint message_producer_fkey references producer on delete set null,
        -- sending: a gateway may have it already, so it is never sent a second time.
        state text not null default 'queued' constraint message_state_known check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
        tries integer not null default 0,
        -- queued: not before; sending: by then the gateway has answered, or nobody knows.
        due_at timestamptz not null,
        -- Of no use afterwards.
        not_after timestamptz,
        gateway text,
        gateway_id text,
        reason text,
        created_at timestamptz not null,
        ended_at timestamptz,
        constraint message_box_until_sent check (box is not null or state not in ('queued', 'sending'))
      );
      create index message_due_idx on message (due_at, id) where state in ('queued', 'sending');
      create index message_recipient_idx on message (recipient_hash, created_at);
      create index message_age_idx on message (created_at);

      -- Short messages from people: a row before they are acknowledged, once for each id of the gateway.
      create table incoming_message (
        id bigint generated always as identity constraint incoming_message_pkey primary key,
        gateway_id text not null constraint incoming_message_once unique,
        sender_hash bytea not null,
        -- Number and text, sealed.
        box bytea not null,
        received_at timestamptz not null,
        state text not null default 'waiting' constraint incoming_message_state_known check (state in ('waiting', 'done', 'dead')),
        attempts integer not null default 0,
        due_at timestamptz not null,
        -- Who understood it; null: nobody.
        reader text,
        reason text,
        done_at timestamptz
      );
      create index incoming_message_due_idx on incoming_message (due_at, id) where state = 'waiting';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table incoming_message, message');
  }
}
