import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which attributes belong to the label, and how those of a day are found. */
export class Attributes1764000003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A platform must publish the whole label but its dates and its lot.
      alter table attribute_definition add column on_label boolean not null default true;
      create index attribute_definition_page_idx on attribute_definition (created_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index attribute_definition_page_idx; alter table attribute_definition drop column on_label');
  }
}
