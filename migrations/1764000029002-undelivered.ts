import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which days are off follows from Bộ luật Lao động 2019, Điều 112; which five days of Tết, and the day beside 2 September, is announced each year. What was
 * not announced yet says so, and has only the days that are off however the five are laid (from one or two days before the first of the year).
 */
const LAW = 'Bộ luật Lao động 2019, Điều 112';
const INSTEAD = 'Bộ luật Lao động 2019, Điều 111: nghỉ bù ngày lễ trùng ngày nghỉ hằng tuần';
const PROVISIONAL = `${LAW}; dự kiến, chờ thông báo của Thủ tướng Chính phủ`;
const DAYS: readonly (readonly [day: string, nameVi: string, source: string])[] = [
  ...['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10'].map(
    (day) => [day, 'Tết Nguyên đán Đinh Mùi', PROVISIONAL] as const,
  ),
  ['2027-04-16', 'Giỗ Tổ Hùng Vương (10 tháng 3 âm lịch)', LAW],
  ['2027-05-01', 'Ngày Quốc tế lao động', LAW],
  ['2027-05-03', 'Ngày Quốc tế lao động (nghỉ bù)', INSTEAD],
];

export class Undelivered1764000029002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index message_undelivered_idx on message (ended_at, id) where state in ('failed', 'unknown');
      alter table public_holiday add column source text not null default '';
    `);
    await db.query('update public_holiday set source = $1', [LAW]);
    for (const [day, name, source] of DAYS)
      await db.query('insert into public_holiday (day, name_vi, source) values ($1, $2, $3) on conflict (day) do nothing', [
        day,
        name,
        source,
      ]);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [day, name] of DAYS) await db.query('delete from public_holiday where day = $1 and name_vi = $2', [day, name]);
    await db.query('alter table public_holiday drop column source');
    await db.query('drop index message_undelivered_idx');
  }
}
