import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Erasing a person: what was asked for, how far it is, and what the law wants kept for a while. */
export class Erasure1764000023002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Papers that have to be kept although the person is erased, and how long.
      create table keeping_duty (
        document_type text constraint keeping_duty_pkey primary key,
        years integer not null constraint keeping_duty_years_positive check (years > 0),
        source text not null
      );
      insert into keeping_duty (document_type, years, source) values
        ('label-image', 5, 'Nhãn hàng hoá; NĐ 356/2025/NĐ-CP, Điều 5: nghĩa vụ lưu giữ theo luật được ưu tiên'),
        ('self-declaration', 5, 'Hồ sơ tự công bố; NĐ 356/2025/NĐ-CP, Điều 5: nghĩa vụ lưu giữ theo luật được ưu tiên');

      create table erasure (
        id uuid constraint erasure_pkey primary key,
        request_id uuid not null constraint erasure_request_fkey references person_request constraint erasure_request_once unique,
        state text not null constraint erasure_state_known check (state in ('taking-down', 'kept', 'done')),
        ordered_by uuid not null constraint erasure_ordered_by_fkey references account,
        created_at timestamptz not null,
        erased_at timestamptz,
        -- The day on which what the law wants kept goes as well.
        rest_on date,
        finished_at timestamptz
      );
      create index erasure_open_idx on erasure (state) where state <> 'done';

      -- Its buyer was erased: what the platform says of the buyer later is not taken in again.
      alter table market_order add column erased_at timestamptz;

      -- Rows that are never changed lose the words of an erased person and nothing else: whoever erases says so in the transaction.
      create or replace function refuse_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and current_setting('len_san.erasing', true) = 'on' then return new; end if;
        raise exception '% rows are never changed', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_is_immutable';
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% rows are never changed', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_is_immutable';
      end $$;
      alter table market_order drop column erased_at;
      drop table erasure, keeping_duty;
    `);
  }
}
