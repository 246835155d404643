import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A wish that fails stands aside for a while, so that those behind it get their turn. */
export class WishRetries1764000036000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table publication_wish add column retry_at timestamptz not null default '-infinity'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table publication_wish drop column retry_at');
  }
}
