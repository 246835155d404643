import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Evidence1764000021003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The photo of the signed paper, whose hash was announced with the consent and which may come later.
      alter table consent
        add column evidence_file_type text,
        add column evidence_received_at timestamptz,
        add constraint consent_evidence_whole check ((evidence_file_type is null) = (evidence_received_at is null)),
        add constraint consent_evidence_was_announced check (evidence_received_at is null or evidence_sha256 is not null);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table consent drop column evidence_file_type, drop column evidence_received_at');
  }
}
