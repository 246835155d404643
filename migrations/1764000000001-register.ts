import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the register holds beyond the first products: attributes that are defined at run time, and papers. */
export class Register1764000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What a product of a set may or must say of itself, as data. One code may have several rows, one after the other in time.
      create table attribute_definition (
        id uuid constraint attribute_definition_pkey primary key,
        code text not null constraint attribute_definition_code_form check (code ~ '^[a-z][a-zA-Z0-9]{1,39}$'),
        sets integer[] not null,
        kind text not null constraint attribute_definition_kind_known check (kind in ('text', 'number', 'choice', 'flag', 'day')),
        level text not null constraint attribute_definition_level_known check (level in ('required', 'conditional', 'recommended', 'optional')),
        label_vi text not null,
        help_vi text not null default '',
        unit_vi text not null default '',
        choices text[] not null default '{}',
        max_chars integer not null default 500 constraint attribute_definition_max_chars_known check (max_chars between 1 and 5000),
        source text not null,
        effective_from date not null,
        effective_to date,
        created_by uuid constraint attribute_definition_created_by_fkey references account,
        created_at timestamptz not null default now(),
        constraint attribute_definition_period_forward check (effective_to is null or effective_to >= effective_from)
      );
      create index attribute_definition_code_idx on attribute_definition (code, effective_from);

      -- Values by attribute code.
      alter table product add column attributes jsonb not null default '{}' constraint product_attributes_are_an_object check (jsonb_typeof(attributes) = 'object');

      -- A paper: licence, declaration, test report. The OCOP certificate has a table of its own.
      create table document (
        id uuid constraint document_pkey primary key,
        producer_id uuid not null constraint document_producer_fkey references producer,
        product_id uuid constraint document_product_fkey references product on delete cascade,
        type text not null,
        scope text not null constraint document_scope_known check (scope in ('producer', 'facility', 'product', 'batch')),
        -- facility: its name; batch: its number
        scope_name text not null default '',
        number text not null,
        issuer text not null,
        issued_on date not null,
        expires_on date,
        state text not null default 'submitted' constraint document_state_known check (state in ('draft', 'submitted', 'verified', 'rejected', 'revoked')),
        decided_by uuid constraint document_decided_by_fkey references account,
        decided_at timestamptz,
        -- why it was rejected or revoked, for the screen
        reason_vi text not null default '',
        -- of the file's bytes; null while none was sent
        file_sha256 text,
        file_type text constraint document_file_type_known check (file_type in ('pdf', 'jpeg', 'png', 'webp', 'heic')),
        file_bytes integer,
        is_demonstration boolean not null default false,
        created_by uuid constraint document_created_by_fkey references account,
        created_at timestamptz not null default now(),
        constraint document_product_has_one check ((scope in ('product', 'batch')) = (product_id is not null)),
        constraint document_period_forward check (expires_on is null or expires_on >= issued_on)
      );
      create index document_producer_idx on document (producer_id, created_at, id);
      create index document_product_idx on document (product_id) where product_id is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table document, attribute_definition; alter table product drop column attributes');
  }
}
