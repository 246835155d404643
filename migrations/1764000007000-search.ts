import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Searching products by words, with and without marks. */
export class Search1764000007000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Trusted since PostgreSQL 13: the owner of a database may create it.
      create extension if not exists btree_gin;

      -- A name as it is searched: folded, and every sign between words is one space. Cut at 500 characters, because a word of a tsvector holds 2,046 bytes at most.
      create function search_name(value text) returns text language sql immutable strict parallel safe
        return btrim(left(regexp_replace(fold_vi(value), '[\\u0001-\\u002f\\u003a-\\u0060\\u007b-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'), 500));
      -- Not strict: PostgreSQL would not inline it then, and a row would cost twice as much.
      create function search_words(value text) returns tsvector language sql immutable parallel safe
        return array_to_tsvector(string_to_array(search_name(value), ' '));

      -- Stored, because an expression index calls the function again for every row it finds.
      alter table product
        add column search_name text not null generated always as (search_name(name)) stored,
        add column search_words tsvector not null generated always as (search_words(name)) stored;
      create index product_words_idx on product using gin (producer_id, search_words);
      -- For typing errors.
      create index product_trigrams_idx on product using gin (producer_id, search_name gin_trgm_ops);
      create index product_search_name_idx on product (search_name text_pattern_ops);
      create index product_newest_idx on product (created_at, id);
      create index product_name_idx on product (name collate "vi-x-icu", id);
      create index product_commune_idx on product (commune_code, ocop_set);
      create index certificate_stars_idx on certificate (stars, product_id) where state = 'verified';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index certificate_stars_idx, product_commune_idx, product_name_idx, product_newest_idx;
      alter table product drop column search_name, drop column search_words;
      drop function search_words(text), search_name(text);
      drop extension btree_gin;
    `);
  }
}
