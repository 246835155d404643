import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person may ask for, and until when it has to be answered: NĐ 356/2025/NĐ-CP, Điều 5. */
export class Requests1764000023001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Days after the day on which it came; through somebody else it may take longer.
      create table request_limit (
        kind text constraint request_limit_pkey primary key,
        days integer not null,
        days_through_others integer not null,
        source text not null
      );
      insert into request_limit (kind, days, days_through_others, source) values
        ('see', 10, 15, 'NĐ 356/2025/NĐ-CP, Điều 5'), ('correct', 10, 15, 'NĐ 356/2025/NĐ-CP, Điều 5'), ('copy', 10, 15, 'NĐ 356/2025/NĐ-CP, Điều 5'),
        ('restrict', 15, 20, 'NĐ 356/2025/NĐ-CP, Điều 5'), ('object', 15, 20, 'NĐ 356/2025/NĐ-CP, Điều 5'), ('withdraw', 15, 20, 'NĐ 356/2025/NĐ-CP, Điều 5'),
        ('delete', 20, 30, 'NĐ 356/2025/NĐ-CP, Điều 5');

      -- Days that are no working days beside Saturdays and Sundays: Bộ luật Lao động 2019, Điều 112. A day that is missing here makes an answer due earlier, never later.
      create table public_holiday (
        day date constraint public_holiday_pkey primary key,
        name_vi text not null
      );
      insert into public_holiday (day, name_vi) values
        ('2026-01-01', 'Tết Dương lịch'), ('2026-02-16', 'Tết Nguyên đán'), ('2026-02-17', 'Tết Nguyên đán'), ('2026-02-18', 'Tết Nguyên đán'),
        ('2026-02-19', 'Tết Nguyên đán'), ('2026-02-20', 'Tết Nguyên đán'), ('2026-04-27', 'Giỗ Tổ Hùng Vương (nghỉ bù)'), ('2026-04-30', 'Ngày Chiến thắng'),
        ('2026-05-01', 'Ngày Quốc tế lao động'), ('2026-09-01', 'Quốc khánh'), ('2026-09-02', 'Quốc khánh'),
        ('2027-01-01', 'Tết Dương lịch'), ('2027-04-30', 'Ngày Chiến thắng'), ('2027-09-02', 'Quốc khánh');

      create table person_request (
        id uuid constraint person_request_pkey primary key,
        kind text not null constraint person_request_kind_fkey references request_limit,
        -- Whose data: a producer, a buyer (by an order), or somebody with an account.
        producer_id uuid constraint person_request_producer_fkey references producer,
        order_id uuid,
        account_id uuid constraint person_request_account_fkey references account,
        requester_name text not null,
        requester_contact text not null default '',
        -- Somebody else brought it: the longer limit counts.
        is_through_others boolean not null,
        text text not null default '',
        received_on date not null,
        acknowledge_by date not null,
        due_by date not null,
        state text not null default 'open' constraint person_request_state_known check (state in ('open', 'acknowledged', 'done', 'refused')),
        acknowledged_at timestamptz,
        acknowledged_by uuid constraint person_request_acknowledged_by_fkey references account,
        decided_at timestamptz,
        decided_by uuid constraint person_request_decided_by_fkey references account,
        -- What the person was told.
        answer text,
        created_by uuid not null constraint person_request_created_by_fkey references account,
        created_at timestamptz not null,
        constraint person_request_of_one check (num_nonnulls(producer_id, order_id, account_id) = 1),
        constraint person_request_decision_whole check ((state in ('done', 'refused')) = (decided_at is not null and answer is not null))
      );
      create index person_request_producer_idx on person_request (producer_id, created_at) where producer_id is not null;
      create index person_request_due_idx on person_request (due_by, id) where state in ('open', 'acknowledged');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table person_request, public_holiday, request_limit');
  }
}
