import type { MigrationInterface, QueryRunner } from 'typeorm';

const stateWith = (more: string): string => `
  create or replace function product_state(of_product uuid) returns jsonb language sql stable as $$
    select jsonb_build_object(
      'name', p.name, 'description', p.description, 'ocopSet', p.ocop_set, 'communeCode', p.commune_code, 'shelfLifeDays', p.shelf_life_days,
      'season', p.season, 'storageClass', p.storage_class, 'minDaysLeftAtDispatch', p.min_days_left_at_dispatch,
      'attributes', p.attributes,${more}
      'packs', coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'sku', k.sku, 'unit', k.unit, 'factor', k.factor, 'weightGrams', k.weight_grams,
          'lengthCm', k.length_cm, 'widthCm', k.width_cm, 'heightCm', k.height_cm, 'priceVnd', k.price_vnd) order by k.created_at, k.id)
        from pack k where k.product_id = p.id), '[]'),
      'photoIds', coalesce((select jsonb_agg(f.photo_id order by f.position) from product_photo f where f.product_id = p.id), '[]'))
    from product p where p.id = of_product
  $$;`;

/** What one platform is told instead of what the product says of itself. */
export class Overrides1764000009000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- null: as the product says. prices: đồng by pack. share_weight: the platform's part of the stock beside the other platforms' weights; 0: nothing.
      create table product_override (
        product_id uuid not null constraint product_override_product_fkey references product,
        platform text not null,
        title text,
        description text,
        share_weight integer constraint product_override_weight_in_bounds check (share_weight between 0 and 100),
        prices jsonb not null default '{}' constraint product_override_prices_is_an_object check (jsonb_typeof(prices) = 'object'),
        constraint product_override_pkey primary key (product_id, platform)
      );

      create function share_pool_anew() returns trigger language plpgsql as $$
      begin
        update pool set dirty = true where product_id = coalesce(new.product_id, old.product_id);
        return null;
      end $$;
      create trigger product_override_shares_anew after insert or delete on product_override for each row execute function share_pool_anew();
      create trigger override_makes_product_due after insert or update or delete on product_override for each row execute function part_makes_product_due();
      create trigger product_override_changes_shares after update of share_weight on product_override for each row
        when (old.share_weight is distinct from new.share_weight) execute function share_pool_anew();
      ${stateWith(`
      'overrides', coalesce((select jsonb_object_agg(o.platform, jsonb_build_object('title', o.title, 'description', o.description, 'shareWeight', o.share_weight,
          'prices', o.prices)) from product_override o where o.product_id = p.id), '{}'),`)}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${stateWith('')}
      drop table product_override;
      drop function share_pool_anew;
    `);
  }
}
