import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ImportProposals1764000029003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Prices in an officer's table that wait for the producer's word.
      alter table product_import add column proposed integer not null default 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table product_import drop column proposed');
  }
}
