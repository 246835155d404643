import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers and certificates as the province works on them: their files, who sent and who decided them, and what becomes of a certificate after that. */
export class Papers1764000002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table document
        add column version integer not null default 1,
        add column file_pages integer constraint document_file_pages_positive check (file_pages > 0),
        -- whoever changed it last before it was decided: that person cannot verify it
        add column submitted_by uuid constraint document_submitted_by_fkey references account;
      create index document_waiting_idx on document (created_at, id) where state = 'submitted';
      create index document_end_idx on document (expires_on) where state = 'verified' and expires_on is not null;

      alter table certificate
        drop constraint certificate_state_known,
        add constraint certificate_state_known check (state in ('submitted', 'verified', 'refused', 'revoked')),
        add column version integer not null default 1,
        -- number stays that of the decision, issued_on its day
        add column certificate_number text,
        add column authority text constraint certificate_authority_known check (authority in ('district', 'province', 'ministry-mard', 'ministry-mae')),
        add column ocop_sheet_code text,
        -- hundredths of a point
        add column points integer constraint certificate_points_known check (points between 0 and 10000),
        add column file_sha256 text,
        add column file_type text constraint certificate_file_type_known check (file_type in ('pdf', 'jpeg', 'png', 'webp', 'heic')),
        add column file_bytes integer,
        add column file_pages integer constraint certificate_file_pages_positive check (file_pages > 0),
        -- why it was refused or revoked, for the screen
        add column reason_vi text not null default '',
        add column revocation_ground text constraint certificate_revocation_ground_known
          check (revocation_ground in ('false-dossier', 'criteria-no-longer-met', 'law-violation', 'mark-misuse', 'production-stopped', 'other')),
        add column revoked_on date,
        -- day on which the dossier of the renewal was complete: the certificate then runs on until the decision
        add column renewal_filed_on date,
        add column created_by uuid constraint certificate_created_by_fkey references account,
        add column submitted_by uuid constraint certificate_submitted_by_fkey references account,
        add constraint certificate_revoked_has_day check ((state = 'revoked') = (revoked_on is not null));
      create index certificate_waiting_idx on certificate (created_at, id) where state = 'submitted';
      create index certificate_end_idx on certificate (expires_on) where state = 'verified';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index certificate_end_idx, certificate_waiting_idx, document_end_idx, document_waiting_idx;
      update certificate set state = 'refused', revoked_on = null where state = 'revoked';
      alter table certificate
        drop column submitted_by, drop column created_by, drop column renewal_filed_on, drop column revoked_on, drop column revocation_ground, drop column reason_vi,
        drop column file_pages, drop column file_bytes, drop column file_type, drop column file_sha256, drop column points, drop column ocop_sheet_code,
        drop column authority, drop column certificate_number, drop column version,
        drop constraint certificate_state_known,
        add constraint certificate_state_known check (state in ('submitted', 'verified', 'refused'));
      alter table document drop column submitted_by, drop column file_pages, drop column version;
    `);
  }
}
