import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sentenceOf, type Told } from '../../people';
import { everKnownAs } from '../../people';
import { PlatformRegistry } from '../../platform';
import { rows } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Actor, type PagedRow, type PageQuery } from '../../shared/http';
import { listingState } from './listing.rules';
import { ListingService } from './listing.service';
import { factsOf } from './listing.store';
import type { StoryDto, StoryEventDto, StoryKind } from './story.dto';
import { waitingFor } from './story.rules';

/** Of the calls to a shop so many of the latest are searched for those that name the listing. */
const SEARCHED = 5_000;

interface Event extends PagedRow {
  readonly kind: StoryKind;
  readonly facts: Readonly<Record<string, unknown>>;
}

const STATES_VI: Readonly<Record<string, string>> = {
  ...{ open: 'chờ chủ thể', confirmed: 'đã xác nhận', refused: 'bị từ chối', withdrawn: 'đã rút', superseded: 'đã có đề nghị khác' },
  ...{ expired: 'hết hạn', frozen: 'dừng vì uỷ quyền đã hết' },
};

/** A listing's whole story: who did what, what was sent, what came back, and what waits. */
@Injectable()
export class StoryReader {
  constructor(
    private readonly listings: ListingService,
    private readonly registry: PlatformRegistry,
  ) {}

  /** Throws: Problem not-found, also when the listing is another producer's. An officer is told of the officer's own acts. */
  async read(db: EntityManager, actor: Actor, producerId: string, listingId: string, { limit, cursor }: PageQuery): Promise<StoryDto> {
    const listing = await this.listings.get(db, producerId, listingId);
    const before = cursor === undefined ? null : decodeCursor(cursor);
    const found = await rows<Event>(
      db,
      `select kind, facts, id, ${exactTime('at')} as "cursorAt" from (
         select 'act' as kind, a.at, md5('act' || a.chain_id || a.seq)::uuid as id,
                json_build_object('what', a.what, 'actorName', n.name, 'actorRole', a.actor_role, 'changes', a.changes) as facts
           from act a left join account n on n.id = a.actor_id
          where a.chain_id = any(${everKnownAs('$1')}) and (a.subject->>'listingId' = $2::text or (a.what like 'POST %/listings' and a.subject->>'productId' = $3::text)) and ($4::uuid is null or a.actor_id = $4)
         union all
         select 'version', v.created_at, v.id, json_build_object('number', v.number, 'by', n.name, 'reason', v.reason_vi)
           from listing_version v left join account n on n.id = v.approved_by where v.listing_id = $2::uuid
         union all
         select 'proposal', coalesce(q.decided_at, q.proposed_at), q.id, json_build_object('summary', q.summary_vi, 'state', q.state, 'by', n.name)
           from proposal q left join account n on n.id = q.proposed_by where q.kind = 'publication' and q.subject = $3::uuid
         union all
         select 'exchange', e.at, md5('exchange' || e.id)::uuid, json_build_object('method', e.method, 'path', e.path, 'status', e.status, 'failure', e.failure, 'ms', e.duration_ms)
           from (select * from exchange where connection_id = $5 order by id desc limit ${SEARCHED}) e
          where exists (select from unnest($6::text[]) name where position(name in e.path) > 0 or position(name in coalesce(e.request_body, '')) > 0)) s
        where $7::timestamptz is null or (at, id) < ($7, $8::uuid) order by at desc, id desc limit $9`,
      [
        ...[producerId, listingId, listing.productId, actor.role === 'officer' ? actor.accountId : null, listing.connectionId],
        ...[
          [listing.sku, listing.externalId, listing.caseId].filter((name) => name !== null),
          before?.at ?? null,
          before?.id ?? null,
          limit + 1,
        ],
      ],
    );
    const [wanted] = await rows<{ since: Date }>(db, 'select created_at as since from listing_version where id = $1', [
      listing.wantedVersionId,
    ]);
    const facts = factsOf(listing);
    const platformName = this.registry.get(listing.platform).description.name;
    return {
      state: listingState(facts),
      waiting: waitingFor({ ...listing, ...facts, platformName, wantedSince: wanted?.since ?? null }),
      ...toPage(found, limit, toEvent),
    };
  }
}

function toEvent({ kind, facts, cursorAt }: Event): StoryEventDto {
  const text = (name: string): string =>
    typeof facts[name] === 'string' ? facts[name] : typeof facts[name] === 'number' ? String(facts[name]) : '';
  const by = text('by') === '' ? '' : `, ${text('by')}`;
  switch (kind) {
    case 'act':
      return { kind, at: cursorAt, textVi: sentenceOf(facts as unknown as Told), isFailure: false }; // made of an act by the statement above
    case 'version':
      return {
        kind,
        at: cursorAt,
        textVi: `Duyệt bản ${text('number')}${by}${text('reason') === '' ? '.' : `: ${text('reason')}`}`,
        isFailure: false,
      };
    case 'proposal':
      return { kind, at: cursorAt, textVi: `${text('summary')} (${STATES_VI[text('state')] ?? text('state')}${by})`, isFailure: false };
    case 'exchange': {
      const failure = text('failure');
      const answer = text('status') === '' ? 'không có trả lời' : text('status');
      return {
        kind,
        at: cursorAt,
        textVi: `Gọi sàn ${text('method')} ${text('path')}: ${answer}${failure === '' ? '' : `, ${failure}`}`.slice(0, 2_000),
        isFailure: failure !== '',
      };
    }
  }
}
