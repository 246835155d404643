import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person is told before they agree, by purpose: NĐ 356/2025/NĐ-CP, Điều 6 (one consent for each purpose). */
const TEXTS: readonly (readonly [purpose: string, text: string])[] = [
  [
    'register-profile',
    'Tôi đồng ý để Lên Sàn lưu tên, địa chỉ, số điện thoại, giấy tờ và sản phẩm của tôi để lập hồ sơ bán hàng. Tôi được xem, sửa, nhận bản sao, rút lại đồng ý và yêu cầu xoá.',
  ],
  [
    'officer-acts-for-me',
    'Tôi đồng ý để cán bộ hỗ trợ có tên trong giấy uỷ quyền xem hồ sơ và làm thay tôi những việc đã ghi, đến hết ngày đã ghi. Tôi được xem mọi việc cán bộ đã làm và dừng uỷ quyền bất cứ lúc nào.',
  ],
];

export class Help1764000020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table consent_text (
        purpose text not null,
        version integer not null,
        text_vi text not null,
        sha256 bytea not null,
        effective_from date not null,
        constraint consent_text_pkey primary key (purpose, version),
        constraint consent_text_hash_true check (sha256 = sha256(convert_to(text_vi, 'UTF8')))
      );

      create table consent (
        id uuid constraint consent_pkey primary key,
        producer_id uuid not null constraint consent_producer_fkey references producer,
        purpose text not null,
        text_version integer not null,
        -- Only of the purpose to publish: the platform that is meant.
        platform text,
        signer_name text not null,
        signer_relation text not null
          constraint consent_signer_relation_known check (signer_relation in ('self', 'household-member', 'legal-representative')),
        method text not null constraint consent_method_known
          check (method in ('paper-photo', 'otp-sms', 'app-tap', 'call-recording', 'thumbprint-witness', 'demonstration')),
        -- In which language it was read aloud.
        language text not null default 'vi',
        witness text,
        evidence_sha256 bytea,
        given_at timestamptz not null,
        valid_until timestamptz,
        collected_by uuid not null constraint consent_collected_by_fkey references account,
        device_id text,
        withdrawn_at timestamptz,
        withdrawn_by uuid constraint consent_withdrawn_by_fkey references account,
        withdrawal_method text,
        constraint consent_text_fkey foreign key (purpose, text_version) references consent_text,
        constraint consent_thumbprint_has_witness check (method <> 'thumbprint-witness' or witness is not null),
        constraint consent_paper_has_evidence
          check (method not in ('paper-photo', 'call-recording', 'thumbprint-witness') or evidence_sha256 is not null)
      );
      create index consent_producer_idx on consent (producer_id, purpose);

      create table mandate (
        id uuid constraint mandate_pkey primary key,
        producer_id uuid not null constraint mandate_producer_fkey references producer,
        officer_id uuid not null constraint mandate_officer_fkey references account,
        officer_unit text not null
          constraint mandate_unit_known check (officer_unit in ('extension', 'community-team', 'post-office', 'cooperative', 'commune-office')),
        rights text[] not null constraint mandate_rights_known check (cardinality(rights) > 0 and rights <@ array[
          'profile.read', 'profile.edit', 'product.create', 'product.edit', 'listing.publish', 'stock.update', 'price.update', 'order.confirm',
          'order.handover', 'document.upload', 'report.view', 'payout.view']),
        consent_id uuid not null constraint mandate_consent_fkey references consent,
        valid_from timestamptz not null,
        valid_until timestamptz not null,
        granted_by uuid not null constraint mandate_granted_by_fkey references account,
        created_at timestamptz not null,
        revoked_at timestamptz,
        revoked_by uuid constraint mandate_revoked_by_fkey references account,
        revoke_reason text,
        constraint mandate_period_true check (valid_until > valid_from)
      );
      create unique index mandate_one_at_a_time on mandate (producer_id, officer_id) where revoked_at is null;
      create index mandate_officer_idx on mandate (officer_id, valid_until);

      -- Where an officer may help. No commune: the whole province.
      create table officer_area (
        account_id uuid not null constraint officer_area_account_fkey references account on delete cascade,
        province_code text not null,
        commune_code text,
        constraint officer_area_once unique nulls not distinct (account_id, province_code, commune_code)
      );

      -- An officer who was entered as a helper without a period and without consent helps no longer: nobody can agree for the producer afterwards.
      delete from membership where role = 'officer';
      alter table membership drop constraint membership_role_known;
      alter table membership drop column role;

      -- Who did what, for whom. Appended only, chained by hash: one chain for each producer, so that writers of different producers never wait for one another,
      -- and one for each account for what concerns no producer.
      create table act_head (
        chain_id uuid constraint act_head_pkey primary key,
        seq bigint not null,
        hash bytea not null
      );
      create table act (
        chain_id uuid not null,
        seq bigint not null,
        at timestamptz not null,
        actor_id uuid not null,
        actor_role text not null,
        producer_id uuid,
        mandate_id uuid,
        device_id text,
        request_id text,
        captured_at timestamptz,
        what text not null,
        subject jsonb not null,
        changes jsonb not null,
        hash bytea not null,
        constraint act_pkey primary key (chain_id, seq)
      );
      create index act_actor_idx on act (actor_id, at);

      create function act_bytes(one act) returns bytea language sql stable as $$
        select convert_to(json_build_array(one.chain_id, one.seq, extract(epoch from one.at), one.actor_id, one.actor_role, one.producer_id, one.mandate_id,
          one.device_id, one.request_id, extract(epoch from one.captured_at), one.what, one.subject, one.changes)::text, 'UTF8')
      $$;
      create function act_append() returns trigger language plpgsql as $$
      declare head act_head;
      begin
        insert into act_head (chain_id, seq, hash) values (new.chain_id, 0, '') on conflict do nothing;
        select * into head from act_head where chain_id = new.chain_id for update;
        new.seq := head.seq + 1;
        new.hash := sha256(head.hash || act_bytes(new));
        update act_head set seq = new.seq, hash = new.hash where chain_id = new.chain_id;
        return new;
      end $$;
      create trigger act_append before insert on act for each row execute function act_append();
      create function act_never_changes() returns trigger language plpgsql as $$
      begin
        raise exception 'what was done stays written' using errcode = 'raise_exception', constraint = 'act_append_only';
      end $$;
      create trigger act_append_only before update or delete or truncate on act for each statement execute function act_never_changes();
    `);
    for (const [purpose, text] of TEXTS) {
      await db.query(`insert into consent_text (purpose, version, text_vi, sha256, effective_from) values ($1, 1, $2, $3, '2026-01-01')`, [
        purpose,
        text,
        createHash('sha256').update(text).digest(),
      ]);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop function act_bytes(act);
      drop table act, act_head, officer_area, mandate, consent, consent_text;
      drop function act_append(), act_never_changes();
      alter table membership add column role text not null default 'member' constraint membership_role_known check (role in ('member', 'officer'));
      alter table membership alter column role drop default;
    `);
  }
}
