import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A transition table belongs to one event, so the three need a trigger each. */
const onEvery = (table: string, run: string, change: string, end: string, insert = run): string => `
      create trigger ${insert} after insert on ${table} referencing new table as changed for each statement execute function ${run}();
      create trigger ${change} after update on ${table} referencing new table as changed for each statement execute function ${run}();
      create trigger ${end} after delete on ${table} referencing old table as changed for each statement execute function ${run}();`;

/**
 * What triggers do for a statement of many rows is done once for the statement. Triggers that name columns (an update of a product) cannot see the rows of
 * the statement and stay as they are.
 */
export class ManyAtOnce1764000012000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger certificate_asks_recheck on certificate;
      create or replace function certificate_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array(select distinct product_id from changed));
        return null;
      end $$;
      ${onEvery('certificate', 'certificate_asks_recheck', 'certificate_change_asks_recheck', 'certificate_end_asks_recheck')}

      -- A paper of the producer speaks for all of its products.
      drop trigger document_makes_products_due on document;
      create or replace function document_makes_products_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id)
          select distinct product_id from changed where product_id is not null
          union all select p.id from product p where p.producer_id in (select producer_id from changed where product_id is null);
        return null;
      end $$;
      drop trigger document_asks_recheck on document;
      create or replace function document_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array(
          select product_id from changed where product_id is not null
          union select p.id from product p where p.producer_id in (select producer_id from changed where product_id is null)));
        return null;
      end $$;
      ${onEvery('document', 'document_makes_products_due', 'document_change_makes_products_due', 'document_end_makes_products_due')}
      ${onEvery('document', 'document_asks_recheck', 'document_change_asks_recheck', 'document_end_asks_recheck')}

      drop trigger product_readiness_is_due on product;
      create function products_are_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id) select id from changed;
        return null;
      end $$;
      create trigger product_readiness_is_due after insert on product referencing new table as changed
        for each statement execute function products_are_due();
      create trigger product_change_is_due after update of name, description, ocop_set, commune_code, shelf_life_days, attributes on product
        for each row execute function product_is_due();

      drop trigger pack_makes_product_due on pack;
      drop trigger certificate_makes_product_due on certificate;
      create function parts_make_products_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id) select distinct product_id from changed;
        return null;
      end $$;
      create trigger pack_makes_product_due after insert on pack referencing new table as changed
        for each statement execute function parts_make_products_due();
      create trigger pack_end_makes_product_due after delete on pack referencing old table as changed
        for each statement execute function parts_make_products_due();
      ${onEvery('certificate', 'parts_make_products_due', 'certificate_change_makes_product_due', 'certificate_end_makes_product_due', 'certificate_makes_product_due')}

      -- For whoever writes many products: called when nothing more of them will change in this transaction. Whoever does not call it loses nothing but time.
      create function keep_product_versions(of_products uuid[]) returns void language sql as $$
        insert into product_version (product_id, version, state, changed_by, changed_at)
          select p.id, p.version, product_state(p.id), p.changed_by, p.updated_at from product p where p.id = any(of_products)
          on conflict (product_id, version) do nothing;
      $$;
      -- A trigger that waits for the commit cannot be one for the statement.
      create or replace function keep_product_version() returns trigger language plpgsql as $$
      begin
        if not exists (select from product_version v where v.product_id = new.id and v.version = new.version) then
          perform keep_product_versions(array[new.id]);
        end if;
        return null;
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function keep_product_version() returns trigger language plpgsql as $$
      begin
        insert into product_version (product_id, version, state, changed_by, changed_at)
          select p.id, p.version, product_state(p.id), p.changed_by, p.updated_at from product p where p.id = new.id
          on conflict (product_id, version) do nothing;
        return null;
      end $$;
      drop function keep_product_versions;

      drop trigger certificate_makes_product_due on certificate;
      drop trigger certificate_change_makes_product_due on certificate;
      drop trigger certificate_end_makes_product_due on certificate;
      drop trigger pack_makes_product_due on pack;
      drop trigger pack_end_makes_product_due on pack;
      drop trigger product_change_is_due on product;
      drop trigger product_readiness_is_due on product;
      drop function parts_make_products_due, products_are_due;
      create trigger product_readiness_is_due after insert or update of name, description, ocop_set, commune_code, shelf_life_days, attributes on product
        for each row execute function product_is_due();
      create trigger pack_makes_product_due after insert or delete on pack for each row execute function part_makes_product_due();
      create trigger certificate_makes_product_due after insert or update or delete on certificate for each row execute function part_makes_product_due();

      drop trigger certificate_asks_recheck on certificate;
      drop trigger certificate_change_asks_recheck on certificate;
      drop trigger certificate_end_asks_recheck on certificate;
      create or replace function certificate_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array[coalesce(new.product_id, old.product_id)]);
        return null;
      end $$;
      create trigger certificate_asks_recheck after insert or update or delete on certificate for each row execute function certificate_asks_recheck();

      drop trigger document_makes_products_due on document;
      drop trigger document_change_makes_products_due on document;
      drop trigger document_end_makes_products_due on document;
      create or replace function document_makes_products_due() returns trigger language plpgsql as $$
      declare paper document;
      begin
        if tg_op = 'DELETE' then paper := old; else paper := new; end if;
        if paper.product_id is not null then insert into readiness_due (product_id) values (paper.product_id);
        else insert into readiness_due (product_id) select id from product where producer_id = paper.producer_id; end if;
        return null;
      end $$;
      create trigger document_makes_products_due after insert or update or delete on document for each row execute function document_makes_products_due();
      drop trigger document_asks_recheck on document;
      drop trigger document_change_asks_recheck on document;
      drop trigger document_end_asks_recheck on document;
      create or replace function document_asks_recheck() returns trigger language plpgsql as $$
      declare paper document = coalesce(new, old);
      begin
        if paper.product_id is not null then perform ask_product_recheck(array[paper.product_id]);
        else perform ask_product_recheck(array(select id from product where producer_id = paper.producer_id));
        end if;
        return null;
      end $$;
      create trigger document_asks_recheck after insert or update or delete on document for each row execute function document_asks_recheck();
    `);
  }
}
