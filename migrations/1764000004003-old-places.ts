import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places of before July 2025 and what became of them. Their codes were used again for other places: they live apart from `commune` and are never joined on its codes. */
export class OldPlaces1764000004003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table old_province (
        code text constraint old_province_pkey primary key,
        name text not null
      );
      create table old_place (
        -- the official code; 'x' and a hash of the name for places that had ended before and whose code the source does not tell
        code text constraint old_place_pkey primary key,
        province_code text not null constraint old_place_province_fkey references old_province on delete cascade,
        ward text not null,
        district text not null,
        province text not null,
        ward_key text not null,
        district_key text not null,
        province_key text not null,
        -- all three, for finding near names
        full_key text not null
      );
      create index old_place_ward_idx on old_place (ward_key);
      create index old_place_province_idx on old_place (province_code);
      create table old_place_successor (
        old_code text not null constraint old_place_successor_old_fkey references old_place on delete cascade,
        commune_code text not null constraint old_place_successor_commune_fkey references commune,
        -- compared with the official lists; else the source names one and may not know of others
        is_checked boolean not null,
        constraint old_place_successor_pkey primary key (old_code, commune_code)
      );
      create index old_place_successor_commune_idx on old_place_successor (commune_code);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table old_place_successor, old_place, old_province; delete from place_load where source like 'old places of %'`);
  }
}
