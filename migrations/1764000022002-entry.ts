import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Entry1764000022002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table login_session add column last_used_at timestamptz;
      update login_session set last_used_at = created_at;
      alter table login_session alter column last_used_at set not null;
      -- As its owner recognises it; the address only in part.
      alter table login_session add column device text not null default '';
      alter table login_session add column address text not null default '';

      -- What a program may do: read, write, or single rights as in mandates.
      alter table api_token add column rights text[] not null default array['read', 'write']
        constraint api_token_rights_some check (cardinality(rights) > 0);
      alter table api_token alter column rights drop default;

      -- Where somebody has signed in before: strangers elsewhere cannot lock them out. Keyed hash of the address.
      create table known_address (
        account_id uuid not null constraint known_address_account_fkey references account on delete cascade,
        address_hash bytea not null,
        last_at timestamptz not null,
        constraint known_address_pkey primary key (account_id, address_hash)
      );

      -- Tries to sign in, counted over all processes. The key is a keyed hash of what is counted.
      create table login_try (
        key_hash bytea constraint login_try_pkey primary key,
        count integer not null,
        until timestamptz not null
      );
      create index login_try_age_idx on login_try (until);

      -- When the owner of the number last showed that it is theirs.
      alter table account add column phone_proven_at timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table account drop column phone_proven_at;
      drop table login_try, known_address;
      alter table api_token drop column rights;
      alter table login_session drop column address, drop column device, drop column last_used_at;
    `);
  }
}
