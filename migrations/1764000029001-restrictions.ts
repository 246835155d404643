import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a request to restrict or an objection does: Luật 91/2025/QH15, Điều 4; NĐ 356/2025/NĐ-CP, Điều 5. */
export class Restrictions1764000029001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table person_request
        -- What an objection or a withdrawal is about: its consent ends with it. No platform: all of them.
        add column purpose text,
        add column platform text,
        -- Whoever wanted the restriction wants it no more.
        add column lifted_at timestamptz,
        add column lifted_by uuid constraint person_request_lifted_by_fkey references account,
        add constraint person_request_lift_whole check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null or kind = 'restrict'));
      -- What was answered before it had an effect has none.
      update person_request set lifted_at = decided_at, lifted_by = decided_by where kind = 'restrict' and state = 'done' and decided_by is not null;

      -- Since when the data are only kept: nothing is published, and officers do not come in. null: they are not restricted.
      alter table producer add column restricted_since timestamptz;
      update producer p set restricted_since = r.since
        from (select producer_id, min(created_at) as since from person_request
               where kind = 'restrict' and state in ('open', 'acknowledged') and producer_id is not null group by producer_id) r where r.producer_id = p.id;

      alter table consent drop constraint consent_withdrawal_method_known;
      alter table consent add constraint consent_withdrawal_method_known check (withdrawal_method in ('app-tap', 'paper', 'phone', 'in-person', 'sms', 'request'));

      -- Listings are looked at again and verdicts given anew.
      create function restriction_asks_recheck() returns trigger language plpgsql as $$
      begin
        insert into readiness_due (product_id) select id from product where producer_id = new.id;
        perform ask_product_recheck(array(select id from product where producer_id = new.id));
        return null;
      end $$;
      create trigger restriction_asks_recheck after update of restricted_since on producer
        for each row when (old.restricted_since is distinct from new.restricted_since) execute function restriction_asks_recheck();
      insert into readiness_due (product_id) select p.id from product p join producer o on o.id = p.producer_id where o.restricted_since is not null;
      select ask_product_recheck(array(select p.id from product p join producer o on o.id = p.producer_id where o.restricted_since is not null));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger restriction_asks_recheck on producer;
      drop function restriction_asks_recheck;
      update consent set withdrawal_method = 'in-person' where withdrawal_method = 'request';
      alter table consent drop constraint consent_withdrawal_method_known;
      alter table consent add constraint consent_withdrawal_method_known check (withdrawal_method in ('app-tap', 'paper', 'phone', 'in-person', 'sms'));
      alter table producer drop column restricted_since;
      alter table person_request drop constraint person_request_lift_whole, drop column purpose, drop column platform, drop column lifted_at, drop column lifted_by;
    `);
  }
}
