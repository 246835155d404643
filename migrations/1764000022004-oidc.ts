import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Oidc1764000022004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Who an official is to the sign-in service of the province; set beforehand, because signing in never makes an account.
      alter table account add column oidc_subject text constraint account_oidc_subject_unique unique;
      alter table account add constraint account_oidc_of_officials check (oidc_subject is null or role <> 'producer');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table account drop column oidc_subject');
  }
}
