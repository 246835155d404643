import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All kinds of makers that QĐ 26/2026/QĐ-TTg names. */
export class ProducerKinds1764000004001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table producer drop constraint producer_kind_known;
      alter table producer add constraint producer_kind_known check
        (kind in ('cooperative', 'cooperative-group', 'household', 'household-business', 'farm', 'company', 'tourism-organisation', 'other'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      update producer set kind = 'other' where kind in ('farm', 'tourism-organisation');
      alter table producer drop constraint producer_kind_known;
      alter table producer add constraint producer_kind_known
        check (kind in ('cooperative', 'cooperative-group', 'household', 'household-business', 'company', 'other'));
    `);
  }
}
