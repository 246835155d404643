import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What platforms showed of a product, day by day: the books know only what they show now. */
export class ShownStock1764000031002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table shown_stock (
        product_id uuid not null constraint shown_stock_product_fkey references product on delete cascade,
        platform text not null,
        -- in Vietnam
        day date not null,
        -- units of the pool, over all packs and shops there, as last seen on that day
        units integer not null,
        constraint shown_stock_pkey primary key (product_id, platform, day)
      );
      create index shown_stock_day_idx on shown_stock (day);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table shown_stock');
  }
}
