import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a product may be sold: its season, and lots with their days. */
export class Harvest1764000003002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- season: list of {"from": "10-01", "to": "02-28"}; empty: all year
      alter table product
        add column season jsonb not null default '[]' constraint product_season_is_a_list check (jsonb_typeof(season) = 'array'),
        add column storage_class text not null default 'ambient'
          constraint product_storage_class_known check (storage_class in ('ambient', 'cool', 'frozen', 'live', 'not-shippable')),
        add column min_days_left_at_dispatch integer not null default 0
          constraint product_min_days_left_not_negative check (min_days_left_at_dispatch >= 0);

      -- Units that came, or will come, into the pool together. Its quantity is in the ledger as well: the sum of the moves that name it.
      create table harvest_lot (
        id uuid constraint harvest_lot_pkey primary key,
        product_id uuid not null constraint harvest_lot_product_fkey references product,
        name text not null,
        quantity integer not null constraint harvest_lot_quantity_not_negative check (quantity >= 0),
        available_from date not null,
        expires_on date constraint harvest_lot_expires_after check (expires_on >= available_from),
        preorder_from date,
        preorder_to date,
        created_by uuid constraint harvest_lot_created_by_fkey references account,
        created_at timestamptz not null default now(),
        constraint harvest_lot_preorder_before check (
          (preorder_from is null and preorder_to is null) or (preorder_from <= preorder_to and preorder_to < available_from)),
        constraint harvest_lot_name_once unique (product_id, name)
      );
      create index harvest_lot_product_idx on harvest_lot (product_id, created_at, id);
      alter table stock_move add column lot_id uuid constraint stock_move_lot_fkey references harvest_lot;

      -- held: units that may not be sold today (expired, not harvested, out of season); plan_on: the first day on which that may change by the calendar alone.
      alter table pool add column held integer not null default 0 constraint pool_held_not_negative check (held >= 0), add column plan_on date;
      create index pool_plan_on_idx on pool (plan_on) where plan_on is not null;

      create function plan_pool_anew() returns trigger language plpgsql as $$
      begin
        update pool set dirty = true where product_id = new.id;
        return null;
      end $$;
      create trigger product_calendar_changes_shares after update of season, min_days_left_at_dispatch on product for each row
        when (old.season is distinct from new.season or old.min_days_left_at_dispatch <> new.min_days_left_at_dispatch) execute function plan_pool_anew();

      create or replace function product_state(of_product uuid) returns jsonb language sql stable as $$
        select jsonb_build_object(
          'name', p.name, 'description', p.description, 'ocopSet', p.ocop_set, 'communeCode', p.commune_code, 'shelfLifeDays', p.shelf_life_days,
          'season', p.season, 'storageClass', p.storage_class, 'minDaysLeftAtDispatch', p.min_days_left_at_dispatch,
          'attributes', p.attributes,
          'packs', coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'sku', k.sku, 'unit', k.unit, 'factor', k.factor, 'weightGrams', k.weight_grams,
              'lengthCm', k.length_cm, 'widthCm', k.width_cm, 'heightCm', k.height_cm, 'priceVnd', k.price_vnd) order by k.created_at, k.id)
            from pack k where k.product_id = p.id), '[]'),
          'photoIds', coalesce((select jsonb_agg(f.photo_id order by f.position) from product_photo f where f.product_id = p.id), '[]'))
        from product p where p.id = of_product
      $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function product_state(of_product uuid) returns jsonb language sql stable as $$
        select jsonb_build_object(
          'name', p.name, 'description', p.description, 'ocopSet', p.ocop_set, 'communeCode', p.commune_code, 'shelfLifeDays', p.shelf_life_days,
          'attributes', p.attributes,
          'packs', coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'sku', k.sku, 'unit', k.unit, 'factor', k.factor, 'weightGrams', k.weight_grams,
              'lengthCm', k.length_cm, 'widthCm', k.width_cm, 'heightCm', k.height_cm, 'priceVnd', k.price_vnd) order by k.created_at, k.id)
            from pack k where k.product_id = p.id), '[]'),
          'photoIds', coalesce((select jsonb_agg(f.photo_id order by f.position) from product_photo f where f.product_id = p.id), '[]'))
        from product p where p.id = of_product
      $$;
      drop trigger product_calendar_changes_shares on product;
      drop function plan_pool_anew;
      alter table pool drop column held, drop column plan_on;
      alter table stock_move drop column lot_id;
      drop table harvest_lot;
      alter table product drop column season, drop column storage_class, drop column min_days_left_at_dispatch;
    `);
  }
}
