import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Proposals1764000026000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What an officer asks for and the producer has to confirm. States that come with time (expired, frozen) are judged when it is used and stored when it makes
      -- room for another one.
      create table proposal (
        id uuid constraint proposal_pkey primary key,
        producer_id uuid not null constraint proposal_producer_fkey references producer (id),
        kind text not null,
        -- What it is about: the producer, the pack, the product.
        subject uuid not null,
        -- For everybody who sees the producer: bank accounts are masked in it.
        summary_vi text not null,
        -- The frozen content, sealed, and the SHA-256 of its canonical JSON.
        box bytea not null,
        content_sha256 bytea not null,
        proposed_by uuid not null constraint proposal_officer_fkey references account (id),
        mandate_id uuid not null constraint proposal_mandate_fkey references mandate (id),
        proposed_at timestamptz not null,
        expires_at timestamptz not null,
        state text not null default 'open',
        decided_at timestamptz,
        decided_by uuid constraint proposal_decided_by_fkey references account (id),
        decided_how text,
        -- Of the one-time code, or the proof on paper.
        evidence jsonb,
        constraint proposal_kind_known check (kind in ('bank-account', 'price', 'publication')),
        constraint proposal_state_known check (state in ('open', 'confirmed', 'refused', 'withdrawn', 'superseded', 'expired', 'frozen')),
        constraint proposal_how_known check (decided_how in ('app-tap', 'code', 'paper')),
        constraint proposal_confirmed_how check (state <> 'confirmed' or (decided_how is not null and decided_by is not null and decided_at is not null)),
        constraint proposal_sha256_long check (octet_length(content_sha256) = 32)
      );
      create unique index proposal_one_open on proposal (kind, subject) where state = 'open';
      create index proposal_producer_idx on proposal (producer_id, proposed_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table proposal');
  }
}
