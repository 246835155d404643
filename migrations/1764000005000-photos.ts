import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is measured of a photo, who still needs it, and uploads that come in parts. */
export class Photos1764000005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table photo
        -- light, sharpness and the like; null: not measured yet
        add column measured jsonb,
        -- 64 bits that are nearly the same for nearly the same picture; null: nothing to be seen in it
        add column look bit(64),
        -- its four quarters, each marked with its place: two looks that differ in 7 bits or fewer have one quarter that differs in 1 or none
        add column look_parts integer[] generated always as (array[
          substring(look from 1 for 16)::bit(16)::integer, 65536 + substring(look from 17 for 16)::bit(16)::integer,
          131072 + substring(look from 33 for 16)::bit(16)::integer, 196608 + substring(look from 49 for 16)::bit(16)::integer]) stored,
        -- since when no product and no listing names it
        add column unused_since timestamptz;
      create index photo_look_idx on photo using gin (look_parts) where look is not null;
      create index photo_unmeasured_idx on photo (id) where measured is null;
      create index photo_unused_idx on photo (unused_since) where unused_since is not null;

      -- Named by what is made, no longer by a platform's numbers: two platforms that get the same picture share it.
      alter table rendition rename column rule to recipe;

      -- Products whose photos were replaced, until their listings have been brought up to them.
      create table photo_change (
        product_id uuid constraint photo_change_pkey primary key constraint photo_change_product_fkey references product on delete cascade,
        changed_by uuid constraint photo_change_changed_by_fkey references account,
        changed_at timestamptz not null default now(),
        due_at timestamptz not null default now()
      );
      create index photo_change_due_idx on photo_change (due_at);
      create index listing_version_photos_idx on listing_version using gin ((content -> 'photos') jsonb_path_ops);

      -- A file that arrives in parts. Its bytes lie in a folder until it is complete.
      create table upload (
        id uuid constraint upload_pkey primary key,
        producer_id uuid not null constraint upload_producer_fkey references producer on delete cascade,
        purpose text not null constraint upload_purpose_known check (purpose in ('photo', 'document')),
        bytes integer not null constraint upload_bytes_positive check (bytes > 0),
        state text not null default 'open' constraint upload_state_known check (state in ('open', 'done', 'refused')),
        photo_id uuid constraint upload_photo_fkey references photo on delete set null,
        -- why it was refused
        reason text,
        created_by uuid constraint upload_created_by_fkey references account,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null
      );
      create index upload_producer_idx on upload (producer_id, created_at, id);
      create index upload_expires_idx on upload (expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table upload, photo_change;
      drop index listing_version_photos_idx;
      alter table rendition rename column recipe to rule;
      drop index photo_look_idx, photo_unmeasured_idx, photo_unused_idx;
      alter table photo drop column look_parts, drop column look, drop column measured, drop column unused_since;
    `);
  }
}
