import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agreed by word of mouth, and shown by a code that came to the household's phone. */
export class ConsentCodes1764000033000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table consent
        -- The code by which it was confirmed, as its row was called; the row itself is gone after a month.
        add column code_id uuid,
        -- The last digits of the number to which that code went.
        add column code_phone text,
        add column code_confirmed_at timestamptz,
        add constraint consent_code_whole check ((code_id is null) = (code_confirmed_at is null) and (code_phone is null or code_id is not null)),
        add constraint consent_code_of_method check (code_id is null or method = 'otp-sms');
      create index consent_code_awaited_idx on consent (producer_id) where method = 'otp-sms' and code_confirmed_at is null and withdrawn_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table consent drop column code_id, drop column code_phone, drop column code_confirmed_at');
  }
}
