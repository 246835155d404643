import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Products that look like one and the same, and who said that they are two. */
export class Duplicates1764000007001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Likeness is worked out when it is asked for; what lasts is that somebody found the two to be different, and what had spoken for one then.
      -- From the side of product_id: a seller cannot silence a hint for the other one.
      create table product_distinct (
        product_id uuid not null constraint product_distinct_product_fkey references product on delete cascade,
        other_id uuid not null constraint product_distinct_other_fkey references product on delete cascade,
        reasons text[] not null,
        decided_by uuid not null constraint product_distinct_decided_by_fkey references account,
        decided_at timestamptz not null,
        constraint product_distinct_pkey primary key (product_id, other_id),
        constraint product_distinct_are_two check (product_id <> other_id)
      );
      create index product_distinct_other_idx on product_distinct (other_id);
      create index certificate_number_idx on certificate (number);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index certificate_number_idx; drop table product_distinct');
  }
}
