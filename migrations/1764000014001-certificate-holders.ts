import type { MigrationInterface, QueryRunner } from 'typeorm';

const judgedAgainAfter = (columns: readonly string[]): string => `
  drop trigger producer_makes_products_due on producer;
  create trigger producer_makes_products_due after update of ${columns.join(', ')} on producer for each row
    when (${columns.map((column) => `old.${column} is distinct from new.${column}`).join(' or ')}) execute function producer_makes_products_due();`;

/** Whether a producer may hold an OCOP certificate goes by its registration as well: products are judged again when that changes. */
export class CertificateHolders1764000014001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(judgedAgainAfter(['kind', 'registration_number', 'registered_on']));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(judgedAgainAfter(['kind']));
  }
}
