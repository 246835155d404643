import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finding products by readiness, and producers by kind and by the name of their commune. */
export class SearchFilters1764000013000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- For the products of a platform that are ready or not, and for all of them in the order of how far they are.
      create index product_readiness_order_idx on product_readiness (platform, is_ready, percent, product_id);
      create index producer_kind_idx on producer (kind, created_at, id);
      alter table commune add column search_words tsvector not null generated always as (search_words(name)) stored;
      create index commune_words_idx on commune using gin (search_words);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table commune drop column search_words;
      drop index product_readiness_order_idx, producer_kind_idx;
    `);
  }
}
