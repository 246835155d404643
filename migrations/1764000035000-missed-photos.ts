import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether anybody has ever come for a published photo: a platform that refuses a listing for photos nobody came for never saw them. */
export class MissedPhotos1764000035000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table rendition add column fetched_at timestamptz;
      -- Of those that are there, nobody knows; asking the platforms again would be wrong for most.
      update rendition set fetched_at = now();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table rendition drop column fetched_at');
  }
}
