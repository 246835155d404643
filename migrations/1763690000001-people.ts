import type { MigrationInterface, QueryRunner } from 'typeorm';

export class People1763690000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table account (
        id uuid constraint account_pkey primary key,
        phone text not null constraint account_phone_unique unique,
        name text not null,
        password_hash text not null,
        role text not null constraint account_role_known check (role in ('producer', 'officer', 'province', 'operator')),
        province_code text,
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        constraint account_province_has_area check (role <> 'province' or province_code is not null)
      );

      create table login_session (
        id uuid constraint login_session_pkey primary key,
        account_id uuid not null constraint login_session_account_fkey references account on delete cascade,
        token_hash bytea not null constraint login_session_token_unique unique,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        ended_at timestamptz
      );
      create index login_session_account_idx on login_session (account_id);

      create table api_token (
        id uuid constraint api_token_pkey primary key,
        account_id uuid not null constraint api_token_account_fkey references account on delete cascade,
        name text not null,
        token_hash bytea not null constraint api_token_token_unique unique,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      create index api_token_account_idx on api_token (account_id, created_at);

      create table producer (
        id uuid constraint producer_pkey primary key,
        kind text not null constraint producer_kind_known
          check (kind in ('cooperative', 'cooperative-group', 'household', 'household-business', 'company', 'other')),
        name text not null,
        province_code text not null,
        commune_code text,
        address text not null default '',
        is_demonstration boolean not null default false,
        created_by uuid constraint producer_created_by_fkey references account,
        created_at timestamptz not null default now()
      );
      create index producer_order_idx on producer (created_at, id);
      create index producer_province_idx on producer (province_code, created_at, id);

      create table membership (
        producer_id uuid not null constraint membership_producer_fkey references producer on delete cascade,
        account_id uuid not null constraint membership_account_fkey references account on delete cascade,
        role text not null constraint membership_role_known check (role in ('member', 'officer')),
        created_at timestamptz not null default now(),
        constraint membership_pkey primary key (producer_id, account_id)
      );
      create index membership_account_idx on membership (account_id);

      -- A repeated write has one effect and the same answer: the row is inserted in the transaction of the write itself.
      create table idempotent_request (
        account_id uuid not null constraint idempotent_request_account_fkey references account on delete cascade,
        key text not null,
        fingerprint bytea not null,
        answer json, -- not jsonb: the repeat gets the same text, in the same order
        created_at timestamptz not null default now(),
        constraint idempotent_request_pkey primary key (account_id, key)
      );
      create index idempotent_request_age_idx on idempotent_request (created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table idempotent_request, membership, producer, api_token, login_session, account');
  }
}
