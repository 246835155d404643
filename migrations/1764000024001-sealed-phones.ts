import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Phone numbers lie encrypted, found by their blind index. Until the program has started once they lie there as JSON, see sealing_debt. */
export class SealedPhones1764000024001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table account drop constraint account_phone_unique;
      alter table account rename column phone to phone_box;
      alter table account alter column phone_box type bytea using convert_to(to_json(phone_box)::text, 'UTF8');
      alter table account add column phone_index bytea constraint account_phone_unique unique;

      alter table producer_secret drop constraint producer_secret_kind_known;
      alter table producer_secret add constraint producer_secret_kind_known check (kind in ('personal-number', 'bank-account', 'phone'));
      insert into producer_secret (producer_id, kind, box, changed_at)
        select id, 'phone', convert_to(to_json(phone)::text, 'UTF8'), updated_at from producer where phone is not null;
      alter table producer drop column phone;

      insert into sealing_debt (sealed_column) values ('account.phone_box'), ('producer_secret.box') on conflict do nothing;
    `);
  }

  /** What is sealed by then cannot be given back in plain: the conversion fails, and nothing is lost. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from sealing_debt where sealed_column = 'account.phone_box';
      alter table producer add column phone text;
      update producer p set phone = convert_from(s.box, 'UTF8')::json #>> '{}' from producer_secret s where s.producer_id = p.id and s.kind = 'phone';
      create index producer_phone_idx on producer (phone) where phone is not null;
      delete from producer_secret where kind = 'phone';
      alter table producer_secret drop constraint producer_secret_kind_known;
      alter table producer_secret add constraint producer_secret_kind_known check (kind in ('personal-number', 'bank-account'));

      alter table account drop column phone_index;
      alter table account alter column phone_box type text using convert_from(phone_box, 'UTF8')::json #>> '{}';
      alter table account rename column phone_box to phone;
      alter table account add constraint account_phone_unique unique (phone);
    `);
  }
}
