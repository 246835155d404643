import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whatever changes a verdict (a rule, a platform's demand, a definition, the calendar) has the listings of the product looked at again. */
export class VerdictHolds1764000011000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function verdict_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array(
          select n.product_id from after_it n join before_it o using (product_id, platform) where n.gaps is distinct from o.gaps));
        return null;
      end $$;
      create function first_verdict_asks_recheck() returns trigger language plpgsql as $$
      begin
        perform ask_product_recheck(array(select product_id from after_it where pauses_live));
        return null;
      end $$;
      create trigger first_verdict_asks_recheck after insert on product_readiness referencing new table as after_it
        for each statement execute function first_verdict_asks_recheck();
      create trigger verdict_asks_recheck after update on product_readiness referencing old table as before_it new table as after_it
        for each statement execute function verdict_asks_recheck();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger verdict_asks_recheck on product_readiness;
      drop trigger first_verdict_asks_recheck on product_readiness;
      drop function verdict_asks_recheck, first_verdict_asks_recheck;
    `);
  }
}
