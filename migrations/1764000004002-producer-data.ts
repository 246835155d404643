import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a producer is known by, what of it only lies encrypted, who read that, and which producers may be one and the same. */
export class ProducerData1764000004002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table producer
        add column version integer not null default 1,
        add column updated_at timestamptz not null default now(),
        add column tax_code text,
        add column legacy_tax_code text,
        add column registration_number text,
        add column registered_on date,
        -- a contact: families and officers share phones, so it is not unique
        add column phone text,
        add column representative text not null default '',
        -- which list of places the codes of province and commune belong to
        add column place_scheme text not null default '2025-07' constraint producer_place_scheme_known check (place_scheme = '2025-07'),
        add column hamlet text not null default '',
        -- the address of before July 2025 as an old paper has it
        add column legacy_address jsonb constraint producer_legacy_address_is_an_object check (jsonb_typeof(legacy_address) = 'object'),
        -- the name as it is compared: 'Hợp tác xã Nông nghiệp Xuân Phước' and 'HTX nông nghiệp Xuân Phước' are one
        add column name_key text not null generated always as (
          btrim(regexp_replace(
            replace(replace(replace(replace(fold_vi(name), 'hop tac xa', 'htx'), 'to hop tac', 'tht'), 'cong ty', 'cty'), 'trach nhiem huu han', 'tnhh'),
            '[^a-z0-9]+', ' ', 'g'))
        ) stored;
      update producer set updated_at = created_at;
      create index producer_tax_code_idx on producer (tax_code) where tax_code is not null;
      create index producer_legacy_tax_code_idx on producer (legacy_tax_code) where legacy_tax_code is not null;
      create index producer_registration_number_idx on producer (registration_number) where registration_number is not null;
      create index producer_phone_idx on producer (phone) where phone is not null;
      create index producer_commune_idx on producer (commune_code) where commune_code is not null;

      -- Sealed with the program's key. The fingerprint (keyed as well) finds the same number at another producer without opening anything.
      create table producer_secret (
        producer_id uuid not null constraint producer_secret_producer_fkey references producer on delete cascade,
        kind text not null constraint producer_secret_kind_known check (kind in ('personal-number', 'bank-account')),
        box bytea not null,
        fingerprint text,
        changed_by uuid constraint producer_secret_changed_by_fkey references account,
        changed_at timestamptz not null,
        constraint producer_secret_pkey primary key (producer_id, kind)
      );
      create index producer_secret_fingerprint_idx on producer_secret (fingerprint) where fingerprint is not null;

      -- Who was shown what is sealed, and when. Never removed with the account.
      create table sensitive_read (
        id uuid constraint sensitive_read_pkey primary key,
        producer_id uuid not null constraint sensitive_read_producer_fkey references producer on delete cascade,
        account_id uuid not null constraint sensitive_read_account_fkey references account,
        kinds text[] not null,
        read_at timestamptz not null
      );
      create index sensitive_read_producer_idx on sensitive_read (producer_id, read_at, id);

      -- Two producers that may be one. Each pair once, the smaller id first.
      create table producer_duplicate_hint (
        id uuid constraint producer_duplicate_hint_pkey primary key,
        producer_a uuid not null constraint producer_duplicate_hint_a_fkey references producer on delete cascade,
        producer_b uuid not null constraint producer_duplicate_hint_b_fkey references producer on delete cascade,
        certainty text not null constraint producer_duplicate_hint_certainty_known check (certainty in ('certain', 'likely')),
        reasons text[] not null,
        score integer not null constraint producer_duplicate_hint_score_range check (score between 0 and 100),
        state text not null default 'open' constraint producer_duplicate_hint_state_known check (state in ('open', 'dismissed', 'same')),
        decided_by uuid constraint producer_duplicate_hint_decided_by_fkey references account,
        decided_at timestamptz,
        created_at timestamptz not null,
        constraint producer_duplicate_hint_pair_once unique (producer_a, producer_b),
        constraint producer_duplicate_hint_pair_ordered check (producer_a < producer_b)
      );
      create index producer_duplicate_hint_b_idx on producer_duplicate_hint (producer_b);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table producer_duplicate_hint, sensitive_read, producer_secret;
      alter table producer drop column name_key, drop column legacy_address, drop column hamlet, drop column place_scheme, drop column representative,
        drop column phone, drop column registered_on, drop column registration_number, drop column legacy_tax_code, drop column tax_code,
        drop column updated_at, drop column version;
    `);
  }
}
