import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Boxes that name their key, and blind indexes whose key can change with them. */
export class KeyChange1764000024000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Columns of boxes that an upgrade left in an older form, or in plain: no statement can seal, so the program does it before it answers anybody.
      create table sealing_debt (
        sealed_column text constraint sealing_debt_pkey primary key
      );
      insert into sealing_debt (sealed_column)
        values ('producer_secret.box'), ('connection.credentials_box'), ('connection.webhook_secrets_box'), ('connection.session_box'), ('message.box'),
               ('incoming_message.box');

      drop index producer_secret_fingerprint_idx;
      alter table producer_secret drop column fingerprint, add column number_index bytea;
      create index producer_secret_number_idx on producer_secret (number_index) where number_index is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index producer_secret_number_idx;
      alter table producer_secret drop column number_index, add column fingerprint text;
      create index producer_secret_fingerprint_idx on producer_secret (fingerprint) where fingerprint is not null;
      drop table sealing_debt;
    `);
  }
}
