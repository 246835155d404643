import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What others sent us and what we answered lies encrypted: webhooks, buyers, answers to writes, work that waits. Sealed at the next start, see sealing_debt. */
export class SealedBodies1764000028000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table idempotent_request add column answer_box bytea;
      update idempotent_request set answer_box = convert_to(json_build_object('fingerprint', encode(fingerprint, 'hex'), 'answer', answer)::text, 'UTF8');
      alter table idempotent_request drop column fingerprint, drop column answer;

      alter table delivery add column content_box bytea;
      update delivery set content_box = convert_to(json_build_object('body', encode(body, 'base64'), 'events', events)::text, 'UTF8');
      alter table delivery alter column content_box set not null, drop column body, drop column events;

      alter table market_order add column buyer_box bytea, add column buyer_phone_index bytea, add column buyer_name_index bytea;
      create index market_order_buyer_phone_idx on market_order (buyer_phone_index) where buyer_phone_index is not null;
      create index market_order_buyer_name_idx on market_order (buyer_name_index) where buyer_name_index is not null;
      update market_order set buyer_box = convert_to(json_build_object('receiver', receiver, 'note', note)::text, 'UTF8');
      alter table market_order alter column buyer_box set not null, drop column receiver, drop column note;

      alter table late_work drop constraint late_work_keeps_nothing_decided;
      alter table late_work add column body_box bytea;
      update late_work set body_box = convert_to(to_json(encode(body, 'base64'))::text, 'UTF8') where body is not null;
      alter table late_work drop column body;
      alter table late_work add constraint late_work_keeps_nothing_decided check (body_box is null or decided_at is null);

      insert into sealing_debt (sealed_column)
        values ('idempotent_request.answer_box'), ('delivery.content_box'), ('market_order.buyer_box'), ('late_work.body_box') on conflict do nothing;
    `);
  }

  /** What is sealed by then cannot be given back in plain: the conversion fails, and nothing is lost. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from sealing_debt where sealed_column in ('idempotent_request.answer_box', 'delivery.content_box', 'market_order.buyer_box', 'late_work.body_box');

      alter table late_work drop constraint late_work_keeps_nothing_decided;
      alter table late_work add column body bytea;
      update late_work set body = decode(convert_from(body_box, 'UTF8')::json #>> '{}', 'base64') where body_box is not null;
      alter table late_work drop column body_box;
      alter table late_work add constraint late_work_keeps_nothing_decided check (body is null or decided_at is null);

      alter table market_order add column receiver jsonb, add column note text;
      update market_order set receiver = convert_from(buyer_box, 'UTF8')::jsonb -> 'receiver', note = convert_from(buyer_box, 'UTF8')::jsonb ->> 'note';
      alter table market_order alter column receiver set not null, drop column buyer_box, drop column buyer_phone_index, drop column buyer_name_index;

      alter table delivery add column body bytea, add column events jsonb;
      update delivery set body = decode(convert_from(content_box, 'UTF8')::jsonb ->> 'body', 'base64'), events = convert_from(content_box, 'UTF8')::jsonb -> 'events';
      alter table delivery alter column body set not null, alter column events set not null, drop column content_box;

      alter table idempotent_request add column fingerprint bytea, add column answer json;
      update idempotent_request set fingerprint = decode(convert_from(answer_box, 'UTF8')::json ->> 'fingerprint', 'hex'), answer = convert_from(answer_box, 'UTF8')::json -> 'answer';
      alter table idempotent_request alter column fingerprint set not null, drop column answer_box;
    `);
  }
}
