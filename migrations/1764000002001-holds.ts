import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the rules do to a listing by themselves: keep it off the shelves while a paper is missing, and take a claim of stars out of it that is proven no more. */
export class Holds1764000002001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Why the rules keep it off the shelves, for the screen; what people want stays in "wanted".
      alter table listing add column held_because text;
      -- Why it was approved by nobody: what the program itself changed and on what ground.
      alter table listing_version add column reason_vi text not null default '';

      -- Listed products whose papers have changed: to be looked at again. Filled by triggers, so that no path forgets it.
      create table product_recheck (
        product_id uuid constraint product_recheck_pkey primary key constraint product_recheck_product_fkey references product on delete cascade,
        asked_at timestamptz not null default clock_timestamp()
      );
      create index product_recheck_age_idx on product_recheck (asked_at);
      -- The last day in Vietnam for which all of them were asked for: periods begin and end with the day.
      create table product_recheck_day (
        id boolean constraint product_recheck_day_pkey primary key default true constraint product_recheck_day_is_one check (id),
        day date not null
      );

      create function ask_product_recheck(wanted uuid[]) returns void language sql as $$
        insert into product_recheck (product_id)
          select p.id from product p where p.id = any(wanted) and exists (select from listing l where l.product_id = p.id) order by p.id
          on conflict (product_id) do update set asked_at = clock_timestamp();
      $$;
      create function certificate_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array[coalesce(new.product_id, old.product_id)]);
        return null;
      end $$;
      create trigger certificate_asks_recheck after insert or update or delete on certificate for each row execute function certificate_asks_recheck();
      -- A paper of the producer speaks for all of its products.
      create function document_asks_recheck() returns trigger language plpgsql as $$
      declare paper document = coalesce(new, old);
      begin
        if paper.product_id is not null then perform ask_product_recheck(array[paper.product_id]);
        else perform ask_product_recheck(array(select id from product where producer_id = paper.producer_id));
        end if;
        return null;
      end $$;
      create trigger document_asks_recheck after insert or update or delete on document for each row execute function document_asks_recheck();
      -- Other content may claim other things, and what is on sale again must be allowed to.
      create function listing_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array[new.product_id]);
        return null;
      end $$;
      create trigger listing_asks_recheck after update of wanted_version_id on listing for each row
        when (old.wanted_version_id is distinct from new.wanted_version_id) execute function listing_asks_recheck();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger listing_asks_recheck on listing;
      drop trigger document_asks_recheck on document;
      drop trigger certificate_asks_recheck on certificate;
      drop function listing_asks_recheck, document_asks_recheck, certificate_asks_recheck, ask_product_recheck;
      drop table product_recheck_day, product_recheck;
      alter table listing_version drop column reason_vi;
      alter table listing drop column held_because;
    `);
  }
}
