import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the messages that did not reach a producer without reading those that did. */
export class NextSteps1764000031000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`create index message_failed_idx on message (producer_id, ended_at) where state = 'failed' and producer_id is not null`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index message_failed_idx');
  }
}
