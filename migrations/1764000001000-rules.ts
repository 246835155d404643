import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the law asks of a product before it is listed, as data with a source, a period and a history. */
export class Rules1764000001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Numbers every change of rules, definitions and platform rules. A number is seen only when all smaller ones are: whoever raises it waits for the one before.
      create table rule_revision (
        number integer generated always as identity constraint rule_revision_pkey primary key,
        what text not null,
        at timestamptz not null default now()
      );
      create function raise_rule_revision(what text) returns integer language plpgsql as $$
      declare raised integer;
      begin
        perform pg_advisory_xact_lock(1764000001);
        insert into rule_revision (what) values (what) returning number into raised;
        return raised;
      end $$;

      create table rule (
        id uuid constraint rule_pkey primary key,
        code text not null constraint rule_code_form check (code ~ '^[a-z][a-z0-9-]{1,59}$'),
        version integer not null constraint rule_version_positive check (version > 0),
        topic text not null,
        asks text not null constraint rule_asks_known check (asks in ('document', 'shelf-life', 'certificate', 'block', 'platform', 'order')),
        asked text[] not null default '{}',
        sets integer[] not null constraint rule_sets_known check (cardinality(sets) > 0 and 1 <= all (sets) and 26 >= all (sets)),
        level text not null constraint rule_level_known check (level in ('required', 'conditional', 'recommended', 'star')),
        -- tests that must all hold
        condition jsonb not null default '[]' constraint rule_condition_is_a_list check (jsonb_typeof(condition) = 'array'),
        text_vi text not null,
        note_vi text not null default '',
        source text not null,
        effective_from date not null,
        effective_to date,
        suspended_from date,
        suspended_by text,
        since_revision integer not null constraint rule_since_revision_fkey references rule_revision,
        until_revision integer constraint rule_until_revision_fkey references rule_revision,
        created_by uuid constraint rule_created_by_fkey references account,
        created_at timestamptz not null default now(),
        constraint rule_version_once unique (code, version),
        constraint rule_period_forward check (effective_to is null or effective_to >= effective_from),
        constraint rule_suspension_named check ((suspended_from is null) = (suspended_by is null))
      );
      create index rule_now_idx on rule (created_at, id) where until_revision is null;

      -- Append-only: all that may happen to a version is that a later revision no longer has it.
      create function keep_rule_history() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.until_revision is null and new.until_revision is not null
          and to_jsonb(new) - 'until_revision' = to_jsonb(old) - 'until_revision' then return new; end if;
        raise exception '% rows are never changed', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_is_immutable';
      end $$;
      create trigger rule_is_immutable before update or delete on rule for each row execute function keep_rule_history();

      create function note_attribute_change() returns trigger language plpgsql as $$
      begin
        perform raise_rule_revision('attribute_definition');
        return null;
      end $$;
      create trigger attribute_definition_raises_revision after insert or update or delete on attribute_definition
        for each statement execute function note_attribute_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger attribute_definition_raises_revision on attribute_definition;
      drop table rule, rule_revision;
      drop function note_attribute_change, keep_rule_history, raise_rule_revision;
    `);
  }
}
