import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What platforms demand as data, and the last verdict of each product at each platform. */
export class Verdicts1764000001001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table platform_rule (
        id uuid constraint platform_rule_pkey primary key,
        platform text not null,
        version integer not null constraint platform_rule_version_positive check (version > 0),
        -- adapter: all of it, from the description in the code; operator: what is laid over it for a period
        origin text not null constraint platform_rule_origin_known check (origin in ('adapter', 'operator')),
        content jsonb not null,
        note_vi text not null default '',
        effective_from date not null,
        effective_to date,
        since_revision integer not null constraint platform_rule_since_revision_fkey references rule_revision,
        until_revision integer constraint platform_rule_until_revision_fkey references rule_revision,
        created_by uuid constraint platform_rule_created_by_fkey references account,
        created_at timestamptz not null default now(),
        constraint platform_rule_version_once unique (platform, version),
        constraint platform_rule_period_forward check (effective_to is null or effective_to >= effective_from)
      );
      create unique index platform_rule_one_adapter on platform_rule (platform) where origin = 'adapter' and until_revision is null;
      create trigger platform_rule_is_immutable before update or delete on platform_rule for each row execute function keep_rule_history();

      -- The last verdict of each product at each platform. facts of the calendar: on good_until it may be another one.
      create table product_readiness (
        product_id uuid not null constraint product_readiness_product_fkey references product on delete cascade,
        platform text not null,
        percent integer not null,
        is_ready boolean not null,
        pauses_live boolean not null,
        gaps jsonb not null,
        rule_revision integer not null,
        good_until date,
        -- when its facts were read
        checked_at timestamptz not null,
        constraint product_readiness_pkey primary key (product_id, platform)
      );
      create index product_readiness_good_until_idx on product_readiness (good_until);

      -- Products whose verdict may have changed. Only appended to, so that nobody who changes a product waits for whoever works it off. platform '': all.
      create table readiness_due (
        id bigint generated always as identity constraint readiness_due_pkey primary key,
        product_id uuid not null,
        platform text not null default ''
      );
      create index readiness_due_product_idx on readiness_due (product_id);
      -- Papers that speak for all products of a producer: found without reading those of each product.
      create index document_of_all_idx on document (producer_id) where product_id is null;

      create function product_is_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id) values (new.id);
        return null;
      end $$;
      create trigger product_readiness_is_due after insert or update of name, description, ocop_set, commune_code, shelf_life_days, attributes on product
        for each row execute function product_is_due();

      create function part_makes_product_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id) values (case when tg_op = 'DELETE' then old.product_id else new.product_id end);
        return null;
      end $$;
      create trigger pack_makes_product_due after insert or delete on pack for each row execute function part_makes_product_due();
      create trigger photo_makes_product_due after insert or update or delete on product_photo for each row execute function part_makes_product_due();
      create trigger certificate_makes_product_due after insert or update or delete on certificate for each row execute function part_makes_product_due();

      create function document_makes_products_due() returns trigger language plpgsql as $$
      declare paper document;
      begin
        if tg_op = 'DELETE' then paper := old; else paper := new; end if;
        if paper.product_id is not null then insert into readiness_due (product_id) values (paper.product_id);
        else insert into readiness_due (product_id) select id from product where producer_id = paper.producer_id; end if;
        return null;
      end $$;
      create trigger document_makes_products_due after insert or update or delete on document for each row execute function document_makes_products_due();

      create function producer_makes_products_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id) select id from product where producer_id = new.id;
        return null;
      end $$;
      create trigger producer_makes_products_due after update of kind on producer for each row when (old.kind is distinct from new.kind)
        execute function producer_makes_products_due();

      -- A rule or a definition: the products of its sets, each once for a statement however many rows it has.
      create function sets_make_products_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id) select id from product where ocop_set in (select unnest(sets) from changed);
        return null;
      end $$;
      create trigger rule_makes_products_due after insert on rule referencing new table as changed for each statement execute function sets_make_products_due();
      create trigger rule_end_makes_products_due after update on rule referencing new table as changed for each statement execute function sets_make_products_due();
      create trigger definition_makes_products_due after insert on attribute_definition referencing new table as changed
        for each statement execute function sets_make_products_due();
      create trigger definition_change_makes_products_due after update on attribute_definition referencing new table as changed
        for each statement execute function sets_make_products_due();
      create trigger definition_before_makes_products_due after update on attribute_definition referencing old table as changed
        for each statement execute function sets_make_products_due();
      create trigger definition_end_makes_products_due after delete on attribute_definition referencing old table as changed
        for each statement execute function sets_make_products_due();

      create function platform_makes_products_due() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id, platform) select p.id, c.platform from (select distinct platform from changed) c cross join product p;
        return null;
      end $$;
      create trigger platform_rule_makes_products_due after insert on platform_rule referencing new table as changed
        for each statement execute function platform_makes_products_due();
      create trigger platform_rule_end_makes_products_due after update on platform_rule referencing new table as changed
        for each statement execute function platform_makes_products_due();

      insert into readiness_due (product_id) select id from product;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger product_readiness_is_due on product;
      drop trigger pack_makes_product_due on pack;
      drop trigger photo_makes_product_due on product_photo;
      drop trigger certificate_makes_product_due on certificate;
      drop trigger document_makes_products_due on document;
      drop trigger producer_makes_products_due on producer;
      drop trigger rule_makes_products_due on rule;
      drop trigger rule_end_makes_products_due on rule;
      drop trigger definition_makes_products_due on attribute_definition;
      drop trigger definition_change_makes_products_due on attribute_definition;
      drop trigger definition_before_makes_products_due on attribute_definition;
      drop trigger definition_end_makes_products_due on attribute_definition;
      drop index document_of_all_idx;
      drop table readiness_due, product_readiness, platform_rule;
      drop function product_is_due, part_makes_product_due, document_makes_products_due, producer_makes_products_due, sets_make_products_due,
        platform_makes_products_due;
    `);
  }
}
