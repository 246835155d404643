import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions of a province on many certificates, sent as one table. */
export class CertificateLists1764000033005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table certificate_list (
        id uuid constraint certificate_list_pkey primary key,
        province_code text not null,
        file_name text not null,
        file_type text not null constraint certificate_list_file_type_known check (file_type in ('xlsx', 'csv')),
        -- until it has been read
        bytes bytea,
        state text not null default 'checking' constraint certificate_list_state_known
          check (state in ('checking', 'checked', 'running', 'done', 'refused', 'stopped', 'failed')),
        problem jsonb,
        rows_total integer,
        attempts integer not null default 0,
        created_by uuid constraint certificate_list_created_by_fkey references account,
        started_by uuid constraint certificate_list_started_by_fkey references account,
        created_at timestamptz not null,
        finished_at timestamptz
      );
      create index certificate_list_province_idx on certificate_list (province_code, created_at, id);
      create index certificate_list_due_idx on certificate_list (created_at) where state in ('checking', 'running');

      create table certificate_list_row (
        list_id uuid not null constraint certificate_list_row_list_fkey references certificate_list on delete cascade,
        row_number integer not null,
        -- as they were sent
        cells jsonb not null,
        -- what they say; null when that cannot be known
        paper jsonb,
        -- whom it names, like producer.name_key: to forget the row with the producer
        maker_key text,
        fate text not null constraint certificate_list_row_fate_known
          check (fate in ('matched', 'entered', 'known', 'no-product', 'no-producer', 'doubtful', 'faulty')),
        message_vi text not null,
        product_id uuid constraint certificate_list_row_product_fkey references product on delete set null,
        constraint certificate_list_row_pkey primary key (list_id, row_number)
      );
      create index certificate_list_row_fate_idx on certificate_list_row (list_id, fate, row_number);
      create index certificate_list_row_product_idx on certificate_list_row (product_id) where product_id is not null;
      create index certificate_list_row_maker_idx on certificate_list_row (maker_key) where maker_key is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table certificate_list_row, certificate_list');
  }
}
