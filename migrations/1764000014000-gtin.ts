import type { MigrationInterface, QueryRunner } from 'typeorm';

const stateWith = (ofProduct: string, ofPack: string): string => `
  create or replace function product_state(of_product uuid) returns jsonb language sql stable as $$
    select jsonb_build_object(
      'name', p.name, 'description', p.description, 'ocopSet', p.ocop_set, 'communeCode', p.commune_code, 'shelfLifeDays', p.shelf_life_days,
      'season', p.season, 'storageClass', p.storage_class, 'minDaysLeftAtDispatch', p.min_days_left_at_dispatch,
      'attributes', p.attributes,${ofProduct}
      'overrides', coalesce((select jsonb_object_agg(o.platform, jsonb_build_object('title', o.title, 'description', o.description, 'shareWeight', o.share_weight,
          'prices', o.prices)) from product_override o where o.product_id = p.id), '{}'),
      'packs', coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'sku', k.sku, 'unit', k.unit, 'factor', k.factor, 'weightGrams', k.weight_grams,
          'lengthCm', k.length_cm, 'widthCm', k.width_cm, 'heightCm', k.height_cm, 'priceVnd', k.price_vnd${ofPack}) order by k.created_at, k.id)
        from pack k where k.product_id = p.id), '[]'),
      'photoIds', coalesce((select jsonb_agg(f.photo_id order by f.position) from product_photo f where f.product_id = p.id), '[]'))
    from product p where p.id = of_product
  $$;`;

/** The bar code of a pack, and where a product's traceability is shown. */
export class Gtin1764000014000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table product add column trace_url text
        constraint product_trace_url_is_https check (trace_url like 'https://%' and char_length(trace_url) <= 500);

      -- gtin_producer_id: whose the pack is, filled only beside a GTIN, so that packs without one cost nothing.
      alter table pack add column gtin text constraint pack_gtin_form check (gtin ~ '^([0-9]{8}|[0-9]{13}|[0-9]{14})$'),
        add column gtin_producer_id uuid,
        add constraint pack_gtin_has_producer check (gtin is null or gtin_producer_id is not null);
      create function pack_gtin_producer() returns trigger language plpgsql as $$
      begin
        new.gtin_producer_id := (select producer_id from product where id = new.product_id);
        return new;
      end $$;
      create trigger pack_gtin_names_producer before insert or update of gtin on pack for each row when (new.gtin is not null)
        execute function pack_gtin_producer();
      -- The number first: it is searched for by itself, and two sellers of one number are told of each other.
      create unique index pack_gtin_once on pack (gtin, gtin_producer_id) where gtin is not null;
      ${stateWith(` 'traceUrl', p.trace_url,`, `, 'gtin', k.gtin`)}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${stateWith('', '')}
      drop index pack_gtin_once;
      drop trigger pack_gtin_names_producer on pack;
      drop function pack_gtin_producer;
      alter table pack drop column gtin_producer_id, drop column gtin;
      alter table product drop column trace_url;
    `);
  }
}
