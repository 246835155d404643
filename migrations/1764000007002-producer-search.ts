import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Searching producers by words, with and without marks. */
export class ProducerSearch1764000007002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table producer add column search_words tsvector not null generated always as (search_words(name)) stored;
      create index producer_words_idx on producer using gin (search_words);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table producer drop column search_words');
  }
}
