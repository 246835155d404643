import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bindings, rows } from '../../shared/db';
import { actsFor, invalid, noteChange, openCursor, sealCursor, type Actor, type Page } from '../../shared/http';
import { Clock, newId, Problem, problems, vietnamDay } from '../../shared/kernel';
import { visibleProducers } from '../access/visible-producers';
import { SecretBoxes } from '../../shared/secret';
import { AccountPhones } from '../account/account-phones';
import { ConsentService } from '../consent/consent.service';
import { Restrictions } from './restriction';
import type { CreateRequest, GrantRequest, PersonDataDto, RequestDto, RequestQuery } from './request.dto';
import { openAnswer, openAsked, sealRequestAnswer, sealAsked, type Asked } from './request-words';
import { everKnownAs } from '../merge/merged.sql';
import { deadlines, type RequestState } from './request.rules';

const CURSOR = /^\d{4}-\d{2}-\d{2} [0-9a-f-]{36}$/;

type Row = Omit<RequestDto, keyof Asked | 'answer'> & { readonly askedBox: Buffer | null; readonly answerBox: Buffer | null };

/** As the copy for the person takes it from the table; boxes in base64. */
interface StoredRequest {
  readonly id: string;
  readonly decided_at: string | null;
  readonly asked_box: string | null;
  readonly answer_box: string | null;
}

const bytesOf = (base64: string | null): Buffer | null => (base64 === null ? null : Buffer.from(base64, 'base64'));

/** What people ask for of their own data: taken down with its deadlines, and kept with its answer. */
@Injectable()
export class PersonRequests {
  constructor(
    private readonly clock: Clock,
    private readonly phones: AccountPhones,
    private readonly consents: ConsentService,
    private readonly restrictions: Restrictions,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Throws: Problem validation. */
  async take(tx: EntityManager, actor: Actor, wanted: CreateRequest): Promise<RequestDto> {
    const { producerId = null, orderId = null, accountId = null } = wanted;
    if ([producerId, orderId, accountId].filter((id) => id !== null).length !== 1)
      throw invalid([{ pointer: '/producerId', message: 'Cần đúng một trong ba: chủ thể, đơn hàng (người mua) hoặc tài khoản.' }]);
    const now = this.clock.now();
    const today = vietnamDay(now);
    const receivedOn = wanted.receivedOn ?? today;
    if (receivedOn > today) throw invalid([{ pointer: '/receivedOn', message: 'Ngày nhận không thể ở sau hôm nay.' }]);
    const isThroughOthers = wanted.isThroughOthers ?? actor.role === 'officer';
    const [limit] = await rows<{ days: number; daysThroughOthers: number }>(
      tx,
      'select days, days_through_others as "daysThroughOthers" from request_limit where kind = $1',
      [wanted.kind],
    );
    if (!limit) throw new Error(`no limit for ${wanted.kind}`);
    const free = await rows<{ day: string }>(tx, 'select day::text from public_holiday where day >= $1', [receivedOn]);
    const { acknowledgeBy, dueBy } = deadlines(
      receivedOn,
      isThroughOthers ? limit.daysThroughOthers : limit.days,
      new Set(free.map(({ day }) => day)),
    );
    const id = wanted.id ?? newId();
    const asked = { requesterName: wanted.requesterName, requesterContact: wanted.requesterContact ?? '', text: wanted.text ?? '' };
    await rows(
      tx,
      `insert into person_request (id, kind, producer_id, order_id, account_id, asked_box, is_through_others, received_on, acknowledge_by,
         due_by, created_by, created_at, purpose, platform) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[id, wanted.kind, producerId, orderId, accountId, sealAsked(this.boxes, id, asked), isThroughOthers],
        ...[receivedOn, acknowledgeBy, dueBy, actor.accountId, now],
        ...[wanted.purpose ?? null, wanted.platform ?? null],
      ],
    );
    if (producerId !== null) actsFor(tx, producerId);
    noteChange(tx, { of: 'request', id, field: wanted.kind, after: 'open' });
    const taken = await this.get(tx, actor, id); // before an officer who brings it is out
    if (producerId !== null) await this.restrictions.settle(tx, producerId);
    return taken;
  }

  /** Says that it was received. Throws: Problem not-found, illegal-move. */
  acknowledge(tx: EntityManager, actor: Actor, id: string): Promise<RequestDto> {
    return this.move(tx, actor, id, ['open'], 'acknowledged', null);
  }

  /** What the person asked for is done. Throws: Problem not-found, illegal-move, validation. */
  async grant(tx: EntityManager, actor: Actor, id: string, { answer, purpose }: GrantRequest): Promise<RequestDto> {
    const request = await this.get(tx, actor, id);
    if (request.kind === 'delete')
      throw new Problem(problems.illegalMove, 'Yêu cầu xoá được coi là xong khi việc xoá đã chạy xong; hãy cho xoá.');
    const granted = await this.move(tx, actor, id, ['open', 'acknowledged'], 'done', answer);
    if (request.producerId !== null && (request.kind === 'object' || request.kind === 'withdraw')) {
      const meant = request.purpose ?? purpose;
      if (meant === undefined) throw invalid([{ pointer: '/purpose', message: 'Cần nói rõ chủ thể phản đối mục đích nào.' }]);
      await this.consents.withdrawPurpose(tx, actor, request.producerId, meant, request.platform);
    }
    return granted;
  }

  /** Throws: Problem not-found, illegal-move. */
  async refuse(tx: EntityManager, actor: Actor, id: string, reason: string): Promise<RequestDto> {
    const refused = await this.move(tx, actor, id, ['open', 'acknowledged'], 'refused', reason);
    if (refused.producerId !== null) await this.restrictions.settle(tx, refused.producerId);
    return refused;
  }

  /** Throws: Problem not-found, illegal-move. */
  async lift(tx: EntityManager, actor: Actor, producerId: string, id: string): Promise<RequestDto> {
    const request = await this.get(tx, actor, id);
    if (request.producerId !== producerId) throw new Problem(problems.notFound, 'Không có yêu cầu này.');
    await this.restrictions.lift(tx, actor, producerId, id);
    noteChange(tx, { of: 'request', id, field: request.kind, before: request.state, after: 'lifted' });
    return this.get(tx, actor, id);
  }

  private async move(
    tx: EntityManager,
    actor: Actor,
    id: string,
    from: readonly RequestState[],
    to: RequestState,
    answer: string | null,
  ): Promise<RequestDto> {
    const request = await this.get(tx, actor, id);
    const moved = await rows(
      tx,
      `update person_request set state = $2, acknowledged_at = coalesce(acknowledged_at, $3), acknowledged_by = coalesce(acknowledged_by, $4),
         decided_at = case when $5::bytea is null then null else $3::timestamptz end, decided_by = case when $5::bytea is null then null else $4::uuid end, answer_box = $5
       where id = $1 and state = any($6) returning 1`,
      [id, to, this.clock.now(), actor.accountId, answer === null ? null : sealRequestAnswer(this.boxes, id, answer), from],
    );
    if (moved.length === 0) throw new Problem(problems.illegalMove, 'Yêu cầu này đã được xử lý.', { state: request.state });
    if (request.producerId !== null) actsFor(tx, request.producerId);
    noteChange(tx, { of: 'request', id, field: request.kind, before: request.state, after: to });
    return this.get(tx, actor, id);
  }

  /** Throws: Problem not-found, also for one of a producer that the actor may not see. */
  async get(db: EntityManager, actor: Actor, id: string): Promise<RequestDto> {
    const [request] = await this.find(db, actor, (bind) => [`r.id = ${bind(id)}`], 1);
    if (!request) throw new Problem(problems.notFound, 'Không có yêu cầu này.');
    return request;
  }

  /** What is open by deadline, the earliest first: a work list. */
  async list(db: EntityManager, actor: Actor, { limit, cursor, overdue, all }: RequestQuery): Promise<Page<RequestDto>> {
    const today = vietnamDay(this.clock.now());
    const found = await this.find(
      db,
      actor,
      (bind) => {
        const conditions = all ? [] : [`r.state in ('open', 'acknowledged')`];
        if (overdue) conditions.push(isOverdue(bind(today)));
        if (cursor !== undefined) {
          const [day = '', id = ''] = openCursor(cursor, (text) => CURSOR.test(text)).split(' ');
          conditions.push(`(r.due_by, r.id) > (${bind(day)}::date, ${bind(id)}::uuid)`);
        }
        return conditions;
      },
      limit + 1,
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last ? { items, next: sealCursor(`${last.dueBy} ${last.id}`) } : { items };
  }

  ofProducer(db: EntityManager, actor: Actor, producerId: string): Promise<RequestDto[]> {
    return this.find(db, actor, (bind) => [`r.producer_id = ${bind(producerId)}`], 200);
  }

  private async find(
    db: EntityManager,
    actor: Actor,
    conditionsOf: (bind: Bindings['bind']) => readonly string[],
    limit: number,
  ): Promise<RequestDto[]> {
    const { bind, values } = new Bindings();
    const now = this.clock.now();
    const seen =
      actor.role === 'operator' ? 'true' : `r.producer_id is not null and ${visibleProducers(actor, 'r.producer_id', bind, now)}`;
    const conditions = [seen, ...conditionsOf(bind)];
    const found = await rows<Row>(
      db,
      `select r.id, r.kind, r.producer_id as "producerId", p.name as "producerName", r.order_id as "orderId", r.account_id as "accountId",
              r.asked_box as "askedBox", r.answer_box as "answerBox", r.is_through_others as "isThroughOthers",
              r.received_on::text as "receivedOn", r.acknowledge_by::text as "acknowledgeBy", r.due_by::text as "dueBy", r.state,
              ${isOverdue(bind(vietnamDay(now)))} as "isOverdue", r.acknowledged_at as "acknowledgedAt", r.decided_at as "decidedAt", r.purpose, r.platform,
              r.lifted_at as "liftedAt",
              r.created_by as "createdBy", r.created_at as "createdAt"
         from person_request r left join producer p on p.id = r.producer_id
        where ${conditions.map((one) => `(${one})`).join(' and ')} order by r.due_by, r.id limit ${bind(limit)}`,
      values,
    );
    return found.map((row) => this.toDto(row));
  }

  private toDto({ askedBox, answerBox, ...request }: Row): RequestDto {
    return { ...request, ...this.words(request.id, askedBox, answerBox, request.decidedAt !== null) };
  }

  private words(
    id: string,
    askedBox: Buffer | null,
    answerBox: Buffer | null,
    isDecided: boolean,
  ): Asked & { readonly answer: string | null } {
    return { ...openAsked(this.boxes, id, askedBox), answer: isDecided ? openAnswer(this.boxes, id, answerBox) : null };
  }

  /** Everything that is kept of the producer's people, as it is stored, without what is sealed. */
  async dataOf(db: EntityManager, producerId: string): Promise<PersonDataDto> {
    const known = everKnownAs('$1');
    const [found] = await rows<{ data: Record<string, unknown> }>(
      db,
      `select jsonb_build_object(
         'producer', (select to_jsonb(p) - '{search_words,phone_box,phone_index}'::text[] from producer p where p.id = $1),
         'mergedProducers', (select coalesce(jsonb_agg(to_jsonb(p) - '{search_words,phone_box,phone_index}'::text[] || jsonb_build_object('mergedAt', g.merged_at) order by g.merged_at), '[]')
                               from producer_merge g join producer p on p.id = g.from_id where g.now_id = $1),
         'people', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'phoneBox', encode(a.phone_box, 'base64'), 'since', m.created_at)), '[]')
                      from membership m join account a on a.id = m.account_id where m.producer_id = $1),
         'consents', (select coalesce(jsonb_agg(to_jsonb(c) order by c.given_at), '[]') from consent c where c.producer_id = any(${known})),
         'mandates', (select coalesce(jsonb_agg(to_jsonb(d) || jsonb_build_object('officer', a.name) order by d.valid_from), '[]')
                        from mandate d join account a on a.id = d.officer_id where d.producer_id = any(${known})),
         'requests', (select coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object('asked_box', encode(r.asked_box, 'base64'), 'answer_box', encode(r.answer_box, 'base64')) order by r.created_at), '[]') from person_request r where r.producer_id = $1),
         'sealed', (select coalesce(jsonb_agg(s.kind), '[]') from producer_secret s where s.producer_id = $1),
         'looks', (select coalesce(jsonb_agg(jsonb_build_object('by', a.name, 'at', l.read_at, 'kinds', l.kinds) order by l.read_at), '[]')
                     from sensitive_read l join account a on a.id = l.account_id where l.producer_id = $1)) as data`,
      [producerId],
    );
    const people = (found?.data.people ?? []) as { id: string; phoneBox: string }[]; // as the statement makes them
    const opened = people.map(({ phoneBox, ...person }) => ({
      ...person,
      phone: this.phones.open({ id: person.id, phoneBox: Buffer.from(phoneBox, 'base64') }),
    }));
    const requests = (found?.data.requests ?? []) as StoredRequest[]; // as the statement makes them
    const readable = requests.map(({ asked_box: asked, answer_box: answer, ...request }) => ({
      ...request,
      ...this.words(request.id, bytesOf(asked), bytesOf(answer), request.decided_at !== null),
    }));
    return { data: { ...found?.data, people: opened, requests: readable }, archivePath: `/api/v1/producers/${producerId}/archives` };
  }
}

/** SQL over `r`. `today`: a parameter. */
function isOverdue(today: string): string {
  return `(r.state in ('open', 'acknowledged') and r.due_by < ${today}::date or r.state = 'open' and r.acknowledge_by < ${today}::date)`;
}
