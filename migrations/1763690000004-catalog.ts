import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Catalog1763690000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table province (
        code text constraint province_pkey primary key,
        name text not null,
        kind text not null
      );
      create table commune (
        code text constraint commune_pkey primary key,
        province_code text not null constraint commune_province_fkey references province,
        name text not null,
        kind text not null
      );
      create index commune_province_idx on commune (province_code, name);
      create table place_load (
        source text constraint place_load_pkey primary key,
        loaded_at timestamptz not null default now()
      );

      create table product (
        id uuid constraint product_pkey primary key,
        producer_id uuid not null constraint product_producer_fkey references producer,
        name text not null,
        description text not null default '',
        ocop_set integer not null constraint product_ocop_set_known check (ocop_set between 1 and 26),
        commune_code text,
        shelf_life_days integer constraint product_shelf_life_positive check (shelf_life_days > 0),
        version integer not null default 1,
        is_demonstration boolean not null default false,
        created_by uuid constraint product_created_by_fkey references account,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index product_producer_idx on product (producer_id, created_at, id);

      -- A sellable pack of a product. Packs of one product draw on one pool by whole factors.
      create table pack (
        id uuid constraint pack_pkey primary key,
        product_id uuid not null constraint pack_product_fkey references product on delete cascade,
        sku text not null constraint pack_sku_unique unique,
        unit text not null,
        factor integer not null default 1 constraint pack_factor_positive check (factor between 1 and 100000),
        weight_grams integer not null constraint pack_weight_positive check (weight_grams > 0),
        length_cm integer not null constraint pack_length_positive check (length_cm > 0),
        width_cm integer not null constraint pack_width_positive check (width_cm > 0),
        height_cm integer not null constraint pack_height_positive check (height_cm > 0),
        price_vnd bigint not null constraint pack_price_positive check (price_vnd >= 0),
        created_at timestamptz not null default now()
      );
      create index pack_product_idx on pack (product_id, created_at, id);

      create table certificate (
        id uuid constraint certificate_pkey primary key,
        product_id uuid not null constraint certificate_product_fkey references product on delete cascade,
        stars integer not null constraint certificate_stars_known check (stars between 3 and 5),
        number text not null,
        issued_by text not null,
        issued_on date not null,
        expires_on date not null,
        state text not null default 'submitted' constraint certificate_state_known check (state in ('submitted', 'verified', 'refused')),
        verified_by uuid constraint certificate_verified_by_fkey references account,
        verified_at timestamptz,
        is_demonstration boolean not null default false,
        created_at timestamptz not null default now(),
        constraint certificate_period_forward check (expires_on > issued_on),
        constraint certificate_number_once unique (product_id, number)
      );
      create index certificate_product_idx on certificate (product_id, expires_on);

      -- One photo per producer and original bytes. The original stays private; what the world sees are renditions.
      create table photo (
        id uuid constraint photo_pkey primary key,
        producer_id uuid not null constraint photo_producer_fkey references producer,
        sha256 text not null,
        format text not null,
        bytes integer not null,
        width integer not null,
        height integer not null,
        created_by uuid constraint photo_created_by_fkey references account,
        created_at timestamptz not null default now(),
        constraint photo_once unique (producer_id, sha256)
      );
      create table product_photo (
        product_id uuid not null constraint product_photo_product_fkey references product on delete cascade,
        photo_id uuid not null constraint product_photo_photo_fkey references photo,
        position integer not null,
        constraint product_photo_pkey primary key (product_id, photo_id)
      );
      create index product_photo_photo_idx on product_photo (photo_id);

      create table rendition (
        photo_id uuid not null constraint rendition_photo_fkey references photo on delete cascade,
        rule text not null,
        sha256 text not null,
        format text not null,
        bytes integer not null,
        width integer not null,
        height integer not null,
        created_at timestamptz not null default now(),
        constraint rendition_pkey primary key (photo_id, rule)
      );
      create index rendition_sha256_idx on rendition (sha256);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table rendition, product_photo, photo, certificate, pack, product, place_load, commune, province');
  }
}
