import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Products that somebody wants on sale as soon as nothing stands in the way. */
export class PublicationWishes1764000034000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table publication_wish (
        product_id uuid constraint publication_wish_pkey primary key constraint publication_wish_product_fkey references product on delete cascade,
        -- null: every shop that there is then
        connection_ids uuid[] constraint publication_wish_shops_named check (connection_ids is null or cardinality(connection_ids) > 0),
        wished_by uuid not null constraint publication_wish_account_fkey references account,
        wished_at timestamptz not null default now(),
        -- Something has changed since it was last looked at.
        is_due boolean not null default true,
        -- Why it is not carried out whatever the product lacks; null: it waits for the product.
        stopped_because text
      );
      create index publication_wish_due_idx on publication_wish (wished_at) where is_due;

      -- What has listings looked at again has wishes looked at again.
      create or replace function ask_product_recheck(wanted uuid[]) returns void language sql as $$
        insert into product_recheck (product_id)
          select p.id from product p where p.id = any(wanted) and exists (select from listing l where l.product_id = p.id) order by p.id
          on conflict (product_id) do update set asked_at = clock_timestamp();
        update publication_wish set is_due = true
         where product_id in (select w.product_id from publication_wish w where w.product_id = any(wanted) and not w.is_due order by w.product_id for no key update);
      $$;
      create or replace function first_verdict_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array(select product_id from after_it where pauses_live or is_ready));
        return null;
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function ask_product_recheck(wanted uuid[]) returns void language sql as $$
        insert into product_recheck (product_id)
          select p.id from product p where p.id = any(wanted) and exists (select from listing l where l.product_id = p.id) order by p.id
          on conflict (product_id) do update set asked_at = clock_timestamp();
      $$;
      create or replace function first_verdict_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array(select product_id from after_it where pauses_live));
        return null;
      end $$;
      drop table publication_wish;
    `);
  }
}
