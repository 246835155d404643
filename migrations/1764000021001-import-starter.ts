import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ImportStarter1764000021001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // In whose name rows are taken over: whoever said "run" need not be who sent the file.
    await db.query('alter table product_import add column started_by uuid constraint product_import_started_by_fkey references account');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table product_import drop column started_by');
  }
}
