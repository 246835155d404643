import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Receipts1764000022003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What a producer was told of the acts of officers: one short message a day at most.
      create table receipt (
        producer_id uuid not null constraint receipt_producer_fkey references producer,
        day date not null,
        -- The acts of the producer's chain up to here were told of.
        up_to_seq bigint not null,
        officer_ids uuid[] not null,
        message_id uuid not null,
        made_at timestamptz not null,
        constraint receipt_pkey primary key (producer_id, day)
      );
      -- Of those who want none.
      create table receipt_off (
        producer_id uuid constraint receipt_off_pkey primary key constraint receipt_off_producer_fkey references producer on delete cascade,
        changed_by uuid not null constraint receipt_off_changed_by_fkey references account,
        since timestamptz not null
      );
      -- "Not me": a producer said no to what an officer did. Appended only; nobody but the province answers it.
      create table objection (
        id uuid constraint objection_pkey primary key,
        producer_id uuid not null constraint objection_producer_fkey references producer,
        officer_id uuid not null constraint objection_officer_fkey references account,
        incoming_message_id bigint constraint objection_message_fkey references incoming_message on delete set null,
        -- How many mandates of that officer stopped by it.
        revoked integer not null,
        raised_at timestamptz not null,
        constraint objection_once unique (incoming_message_id, producer_id, officer_id)
      );
      create index objection_order_idx on objection (raised_at, id);
      create index objection_producer_idx on objection (producer_id, officer_id, raised_at);
      create index act_officer_idx on act (at) where actor_role = 'officer' and producer_id is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index act_officer_idx; drop table objection, receipt_off, receipt');
  }
}
