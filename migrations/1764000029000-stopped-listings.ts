import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StoppedListings1764000029000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Why what was asked for last is not sent: who asked for it may not any more. Gone when the producer's people publish it anew.
      alter table listing add column stopped_because text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table listing drop column stopped_because');
  }
}
