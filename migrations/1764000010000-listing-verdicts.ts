import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The verdict under which each version of a listing was accepted, with all that it was given on. */
export class ListingVerdicts1764000010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table listing_verdict (
        listing_version_id uuid constraint listing_verdict_pkey primary key constraint listing_verdict_version_fkey references listing_version,
        rule_revision integer not null constraint listing_verdict_revision_fkey references rule_revision,
        -- number of the version of the platform's demands
        demands integer not null,
        day date not null,
        -- the product and the definitions of its set as they were: neither has a history that goes by revisions
        facts jsonb not null,
        percent integer not null constraint listing_verdict_percent_range check (percent between 0 and 100),
        gaps jsonb not null,
        created_at timestamptz not null default now()
      );
      create trigger listing_verdict_is_immutable before update or delete on listing_verdict for each row execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table listing_verdict');
  }
}
