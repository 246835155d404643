import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A household of an officer's own to try everything with, and the border that nothing invented crosses. */
export class Practice1764000033001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table producer
        -- The officer whose practice household it is.
        add column practice_of uuid constraint producer_practice_of_fkey references account,
        -- Since then another one has been begun.
        add column practice_ended_at timestamptz,
        add constraint producer_practice_is_demonstration check (practice_of is null or is_demonstration),
        add constraint producer_practice_end_of_practice check (practice_ended_at is null or practice_of is not null);
      create unique index producer_one_practice on producer (practice_of) where practice_ended_at is null;
      create index producer_practice_idx on producer (id) where practice_of is not null;

      -- What is invented is shown at practice platforms only, whoever writes.
      create function listing_practice_only() returns trigger language plpgsql as $$
      begin
        if (select p.is_demonstration from product p where p.id = new.product_id) and not (select c.is_practice from connection c where c.id = new.connection_id) then
          raise exception 'demonstration data at a platform that is none' using errcode = 'check_violation', constraint = 'listing_practice_only';
        end if;
        return new;
      end $$;
      create trigger listing_practice_only before insert or update of product_id, connection_id on listing for each row execute function listing_practice_only();

      create function connection_stays_practice() returns trigger language plpgsql as $$
      begin
        if exists (select from listing l join product p on p.id = l.product_id where l.connection_id = new.id and p.is_demonstration) then
          raise exception 'it shows demonstration data' using errcode = 'check_violation', constraint = 'connection_stays_practice';
        end if;
        return new;
      end $$;
      create trigger connection_stays_practice before update of is_practice on connection
        for each row when (old.is_practice and not new.is_practice) execute function connection_stays_practice();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger connection_stays_practice on connection;
      drop trigger listing_practice_only on listing;
      drop function connection_stays_practice, listing_practice_only;
      alter table producer drop column practice_of, drop column practice_ended_at;
    `);
  }
}
