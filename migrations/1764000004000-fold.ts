import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comparing Vietnamese text as people type it: with or without marks, in any Unicode form, with either tone placement. */
export class Fold1764000004000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Trusted since PostgreSQL 13: the owner of a database may create it.
      create extension if not exists pg_trgm;

      -- 'Hoà  Bình', 'hòa bình' and 'HOA BINH' are one. Collation C keeps it the same on every server, so it may stand in indexes and generated columns.
      -- Marks off (U+0300 to U+036F), invisible characters out, curly apostrophes straight, spaces single.
      create function fold_vi(value text) returns text language sql immutable strict parallel safe as $$
        select btrim(regexp_replace(lower(translate(
          regexp_replace(normalize(value, nfkd) collate "C", '[\\u0300-\\u036f\\u00ad\\u200b-\\u200d\\u2060\\ufeff]', '', 'g'),
          'đĐ‘’ʼ', 'dd''''''')), '\\s+', ' ', 'g'))
      $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop function fold_vi(text); drop extension pg_trgm');
  }
}
