import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people see of a listing, so that only those are read again of which something else is to be seen. Each look at the platform writes the row. */
const SEEN = [
  ...[
    'wanted',
    'wanted_version_id',
    'sent_version_id',
    'held_because',
    'stopped_because',
    'external_id',
    'case_id',
    'public_url',
    'seen_state',
  ],
  ...['issues', 'granted', 'shown', 'stock_trouble'],
];

export class ListingChanges1764000031001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    const row = (name: string): string => `(${SEEN.map((column) => `${name}.${column}`).join(', ')})`;
    await db.query(`
      alter table listing add column changed_at timestamptz not null default now();
      update listing set changed_at = updated_at;
      create function note_listing_change() returns trigger language plpgsql as $$
      begin
        new.changed_at := now();
        return new;
      end $$;
      create trigger listing_notes_change before update on listing for each row when (${row('old')} is distinct from ${row('new')}) execute function note_listing_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'drop trigger listing_notes_change on listing; drop function note_listing_change; alter table listing drop column changed_at',
    );
  }
}
