import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Platform1763690000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A shop of ours at a platform. Secrets are AES-256-GCM boxes; nothing readable lies in the database.
      create table connection (
        id uuid constraint connection_pkey primary key,
        platform text not null,
        name text not null,
        base_url text not null,
        credentials_box bytea not null,
        webhook_secrets_box bytea not null,
        session_box bytea,
        session_expires_at timestamptz,
        session_lease uuid,
        session_lease_until timestamptz,
        is_paused boolean not null default false,
        -- set when a person must act (locked shop, wrong password); cleared when a call succeeds again
        trouble text,
        trouble_since timestamptz,
        is_practice boolean not null default false,
        created_at timestamptz not null default now()
      );
      create index connection_platform_idx on connection (platform);

      -- Every call we made, secrets removed.
      create table exchange (
        id bigint generated always as identity constraint exchange_pkey primary key,
        connection_id uuid not null constraint exchange_connection_fkey references connection on delete cascade,
        at timestamptz not null,
        duration_ms integer not null,
        method text not null,
        path text not null,
        request_body text,
        status integer,
        answer_body text,
        failure text
      );
      create index exchange_connection_idx on exchange (connection_id, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table exchange, connection');
  }
}
