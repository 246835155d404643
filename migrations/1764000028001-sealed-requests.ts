import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people asked for of their own data lies encrypted, and so does the number that a code was asked for. Sealed at the next start, see sealing_debt. */
export class SealedRequests1764000028001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table person_request add column asked_box bytea, add column answer_box bytea;
      update person_request set
        asked_box = convert_to(json_build_object('requesterName', requester_name, 'requesterContact', requester_contact, 'text', text)::text, 'UTF8'),
        answer_box = case when answer is not null then convert_to(to_json(answer)::text, 'UTF8') end;
      alter table person_request drop constraint person_request_decision_whole;
      alter table person_request drop column requester_name, drop column requester_contact, drop column text, drop column answer;
      -- Without a box: the person is erased.
      alter table person_request add constraint person_request_decision_whole check (
        (state in ('done', 'refused')) = (decided_at is not null) and (answer_box is null or decided_at is not null));
      insert into sealing_debt (sealed_column) values ('person_request.asked_box'), ('person_request.answer_box') on conflict do nothing;

      -- Keyed hash. Codes that are on their way are dead by it: whoever waits asks for another one. The rows stay, because limits count them.
      alter table one_time_code add column subject_hash bytea;
      update one_time_code set subject_hash = convert_to(gen_random_uuid()::text, 'UTF8');
      alter table one_time_code drop column subject;
      alter table one_time_code alter column subject_hash set not null;
      create unique index one_time_code_one_at_a_time on one_time_code (purpose, subject_hash) where used_at is null and replaced_at is null;
    `);
  }

  /** What is sealed by then cannot be given back in plain: the conversion fails, and nothing is lost. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table one_time_code add column subject text;
      update one_time_code set subject = encode(subject_hash, 'hex');
      alter table one_time_code drop column subject_hash;
      alter table one_time_code alter column subject set not null;
      create unique index one_time_code_one_at_a_time on one_time_code (purpose, subject) where used_at is null and replaced_at is null;

      delete from sealing_debt where sealed_column in ('person_request.asked_box', 'person_request.answer_box');
      alter table person_request add column requester_name text not null default '', add column requester_contact text not null default '',
        add column text text not null default '', add column answer text;
      alter table person_request alter column requester_name drop default;
      update person_request set requester_name = convert_from(asked_box, 'UTF8')::json ->> 'requesterName',
        requester_contact = convert_from(asked_box, 'UTF8')::json ->> 'requesterContact', text = convert_from(asked_box, 'UTF8')::json ->> 'text' where asked_box is not null;
      update person_request set answer = case when answer_box is null then '' else convert_from(answer_box, 'UTF8')::json #>> '{}' end where decided_at is not null;
      alter table person_request drop constraint person_request_decision_whole;
      alter table person_request drop column asked_box, drop column answer_box;
      alter table person_request add constraint person_request_decision_whole check (
        (state in ('done', 'refused')) = (decided_at is not null and answer is not null));
    `);
  }
}
