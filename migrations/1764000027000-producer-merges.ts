import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people ask for: whoever still writes for a producer that was merged is told so. */
const REFUSING = [
  ...['consent', 'document', 'late_work', 'listing', 'mandate', 'membership', 'objection', 'person_request', 'photo', 'producer_archive'],
  ...['producer_secret', 'product', 'product_import', 'proposal', 'receipt', 'receipt_off', 'sensitive_read', 'upload'],
];
/** What the program or a platform writes by itself: it goes to the producer that is left. */
const FOLLOWING = ['message', 'order_line', 'reminder'];

export class ProducerMerges1764000027000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A producer that was entered twice: from_id is read as into_id ever after. What was moved says how many rows of what.
      create table producer_merge (
        from_id uuid constraint producer_merge_pkey primary key constraint producer_merge_from_fkey references producer (id),
        into_id uuid not null constraint producer_merge_into_fkey references producer (id),
        -- The one that is left today: another than into_id once that was merged as well.
        now_id uuid not null constraint producer_merge_now_fkey references producer (id),
        merged_at timestamptz not null,
        merged_by uuid not null constraint producer_merge_by_fkey references account (id),
        -- SHA-256 of what was shown before.
        shown_sha256 bytea not null,
        moved jsonb not null,
        -- Keys of files that lie under the new producer as well, until they are removed.
        old_files text[] not null default '{}',
        files_removed_at timestamptz,
        constraint producer_merge_of_two check (from_id <> into_id and from_id <> now_id)
      );
      create index producer_merge_now_idx on producer_merge (now_id);
      create index producer_merge_files_idx on producer_merge (merged_at) where files_removed_at is null;

      -- The lock waits for a merge that is under way; the next statement sees what it has done.
      create function refuse_merged_producer() returns trigger language plpgsql as $$
      begin
        if new.producer_id is null then return new; end if;
        perform from producer where id = new.producer_id for key share;
        if exists (select from producer_merge where from_id = new.producer_id) then
          raise exception 'producer % was merged', new.producer_id using errcode = 'check_violation', constraint = 'producer_is_merged';
        end if;
        return new;
      end $$;
      create function follow_merged_producer() returns trigger language plpgsql as $$
      begin
        if new.producer_id is null then return new; end if;
        perform from producer where id = new.producer_id for key share;
        new.producer_id := coalesce((select now_id from producer_merge where from_id = new.producer_id), new.producer_id);
        return new;
      end $$;
      create function keep_merged_producer() returns trigger language plpgsql as $$
      begin
        if current_setting('len_san.erasing', true) = 'on' then return new; end if;
        if exists (select from producer_merge where from_id = new.id) then
          raise exception 'producer % was merged', new.id using errcode = 'check_violation', constraint = 'producer_is_merged';
        end if;
        return new;
      end $$;
      create trigger producer_merged_is_kept before update on producer for each row execute function keep_merged_producer();
    `);
    for (const [tables, how] of [
      [REFUSING, 'refuse'],
      [FOLLOWING, 'follow'],
    ] as const)
      for (const table of tables)
        await db.query(
          `create trigger ${table}_minds_merge before insert or update of producer_id on ${table} for each row execute function ${how}_merged_producer()`,
        );
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of [...REFUSING, ...FOLLOWING]) await db.query(`drop trigger ${table}_minds_merge on ${table}`);
    await db.query(`
      drop trigger producer_merged_is_kept on producer;
      drop function keep_merged_producer();
      drop function follow_merged_producer();
      drop function refuse_merged_producer();
      drop table producer_merge;
    `);
  }
}
