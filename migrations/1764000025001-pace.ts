import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many calls platforms have had of each connection, for all processes (src/platform/gateway/pace-book.ts). */
export class Pace1764000025001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- calls: how many may go at once, below zero for those who stand in line. share: of the allowed pace that we dare to use since eased_at. Unlogged: a crash may forget a moment.
      create unlogged table pace (
        connection_id uuid not null,
        kind text not null constraint pace_kind_known check (kind in ('calls', 'stock')),
        calls double precision not null,
        at timestamptz not null,
        share double precision not null constraint pace_share_is_part check (share > 0 and share <= 1),
        eased_at timestamptz not null,
        constraint pace_pkey primary key (connection_id, kind)
      ) with (fillfactor = 50)
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table pace');
  }
}
