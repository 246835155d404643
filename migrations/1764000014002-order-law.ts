import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that may not be carried out as they were paid for, alcohol on cash on delivery first of all. */
export class OrderLaw1764000014002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- forbidden_because: what the law says against it, in Vietnamese. judged_at: when that was asked; only orders that are paid on delivery are asked about.
      alter table market_order add column forbidden_because text, add column judged_at timestamptz;
      -- What is there was carried out, or not, by people.
      update market_order set judged_at = now();
      create index market_order_unjudged_idx on market_order (connection_id, placed_at) where payment = 'cod' and judged_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index market_order_unjudged_idx;
      alter table market_order drop column judged_at, drop column forbidden_because;
    `);
  }
}
