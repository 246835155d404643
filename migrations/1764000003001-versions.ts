import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every change of a product is kept. */
export class Versions1764000003001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table product add column changed_by uuid constraint product_changed_by_fkey references account;
      update product set changed_by = created_by;

      create table product_version (
        product_id uuid not null constraint product_version_product_fkey references product,
        version integer not null,
        state jsonb not null,
        changed_by uuid constraint product_version_changed_by_fkey references account,
        changed_at timestamptz not null,
        constraint product_version_pkey primary key (product_id, version)
      );
      create trigger product_version_is_immutable before update or delete on product_version for each row execute function refuse_change();

      -- All that people may change of a product, named as the program names it.
      create function product_state(of_product uuid) returns jsonb language sql stable as $$
        select jsonb_build_object(
          'name', p.name, 'description', p.description, 'ocopSet', p.ocop_set, 'communeCode', p.commune_code, 'shelfLifeDays', p.shelf_life_days,
          'attributes', p.attributes,
          'packs', coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'sku', k.sku, 'unit', k.unit, 'factor', k.factor, 'weightGrams', k.weight_grams,
              'lengthCm', k.length_cm, 'widthCm', k.width_cm, 'heightCm', k.height_cm, 'priceVnd', k.price_vnd) order by k.created_at, k.id)
            from pack k where k.product_id = p.id), '[]'),
          'photoIds', coalesce((select jsonb_agg(f.photo_id order by f.position) from product_photo f where f.product_id = p.id), '[]'))
        from product p where p.id = of_product
      $$;

      -- As it is when the transaction commits, so that one change of several tables is one version, and no writer can forget it.
      create function keep_product_version() returns trigger language plpgsql as $$
      begin
        insert into product_version (product_id, version, state, changed_by, changed_at)
          select p.id, p.version, product_state(p.id), p.changed_by, p.updated_at from product p where p.id = new.id
          on conflict (product_id, version) do nothing;
        return null;
      end $$;
      create constraint trigger product_keeps_versions after insert or update of version on product
        deferrable initially deferred for each row execute function keep_product_version();

      insert into product_version (product_id, version, state, changed_by, changed_at)
        select p.id, p.version, product_state(p.id), p.changed_by, p.updated_at from product p;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger product_keeps_versions on product;
      drop function keep_product_version;
      drop function product_state;
      drop table product_version;
      alter table product drop column changed_by;
    `);
  }
}
