import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { GapOwner } from '../../catalog';
import { isLeft, PlatformNames, visibleProducers } from '../../people';
import { Bindings, rows } from '../../shared/db';
import { exactTime, openCursor, sealCursor, type Actor, type Page } from '../../shared/http';
import { Clock, vietnamDay } from '../../shared/kernel';
import type { NextStepDto, NextStepQuery, StepQuery } from './next-step.dto';
import { DOERS, linkOf, tell, type StepCode, type StepFacts } from './next-step.rules';
import { stepsSql } from './next-step.sql';

interface Row extends StepFacts {
  readonly id: string;
  readonly producerId: string | null;
  readonly producerName: string | null;
  readonly who: GapOwner;
  readonly since: Date;
  readonly cost: number;
  readonly ids: Readonly<Record<string, string>>;
  readonly position: string;
}

/** Deadline (or `-`), cost, since when, id: the order of the list. */
const POSITION = /^(-|[\d:.TZ-]{27}) \d{1,9} [\d:.TZ-]{27} [0-9a-f-]{36}$/;
const PLATFORM_CODES = /^[\w-]+( [\w-]+)*$/;

/** What is to be done, by deadline, then the cheapest, then what has waited longest. Nothing of it is stored: a step is there as long as the books say so. */
@Injectable()
export class NextStepReader {
  constructor(
    private readonly clock: Clock,
    private readonly platforms: PlatformNames,
  ) {}

  /** Of one producer, whom the guard lets the actor see. */
  ofProducer(db: EntityManager, actor: Actor, producerId: string, query: StepQuery): Promise<Page<NextStepDto>> {
    return this.list(db, actor, producerId, query);
  }

  /** Of all whom the actor may see. */
  ofAll(db: EntityManager, actor: Actor, query: NextStepQuery): Promise<Page<NextStepDto>> {
    return this.list(db, actor, null, query);
  }

  /** The first step of each of these that the actor may see. */
  async firstOf(db: EntityManager, actor: Actor, producerIds: readonly string[]): Promise<ReadonlyMap<string, NextStepDto>> {
    if (producerIds.length === 0) return new Map();
    const { items } = await this.list(db, actor, null, { limit: producerIds.length, oneEach: true, mine: true }, producerIds);
    return new Map(items.flatMap((step) => (step.producerId === null ? [] : [[step.producerId, step] as const])));
  }

  /** Producers of the actor that have such a step before them. */
  async producersWith(db: EntityManager, actor: Actor, code: StepCode): Promise<string[]> {
    const { bind, values } = new Bindings();
    const now = this.clock.now();
    const sql = { now: bind(now), officer: bind(actor.role === 'officer' ? actor.accountId : null) };
    const found = await rows<{ id: string }>(
      db,
      `with asked as (select ${sql.now}::timestamptz, ${sql.officer}::uuid),
            mine as materialized (select p.id, p.name, p.created_at from producer p where ${visibleProducers(actor, 'p.id', bind, now)})
       select distinct s.producer_id as id from (${stepsSql(sql, actor.role)}) s where s.code = ${bind(code)} and s.producer_id is not null`,
      values,
    );
    return found.map(({ id }) => id);
  }

  private async list(
    db: EntityManager,
    actor: Actor,
    producerId: string | null,
    query: StepQuery & { oneEach?: boolean; communeCode?: string },
    among?: readonly string[],
  ): Promise<Page<NextStepDto>> {
    const { values, bind } = new Bindings();
    const now = this.clock.now();
    const { limit, cursor, code, mine: isMine = false, oneEach = false, communeCode } = query;
    const sql = { now: bind(now), officer: bind(actor.role === 'officer' ? actor.accountId : null) };
    const mine = [producerId === null ? visibleProducers(actor, 'p.id', bind, now) : `p.id = ${bind(producerId)}`, isLeft('p.id')];
    if (producerId === null && actor.role === 'operator') mine.push('p.practice_of is null'); // what officers practise with is theirs alone
    if (communeCode !== undefined) mine.push(`p.commune_code = ${bind(communeCode)}`);
    if (among !== undefined) mine.push(`p.id = any(${bind(among)}::uuid[])`);
    const conditions = ['true'];
    if (code !== undefined) conditions.push(`s.code = ${bind(code)}`);
    if (isMine) {
      const { who, also, not } = DOERS[actor.role];
      conditions.push(`(s.who = any(${bind(who)}) or s.code = any(${bind(also)})) and s.code <> all(${bind(not)})`);
    }
    const order = `coalesce(deadline, 'infinity'), cost, since, id`;
    const steps = `select s.*, m.name as producer_name from (${stepsSql(sql, producerId === null ? actor.role : null)}) s
      left join mine m on m.id = s.producer_id where ${conditions.join(' and ')}`;
    const shown = oneEach
      ? `select distinct on (coalesce(producer_id, id)) * from steps order by coalesce(producer_id, id), ${order}`
      : 'select * from steps';
    const after = cursor === undefined ? null : openCursor(cursor, (text) => POSITION.test(text)).split(' ');
    const found = await rows<Row>(
      db,
      `with asked as (select ${sql.now}::timestamptz, ${sql.officer}::uuid), mine as materialized (select p.id, p.name, p.created_at from producer p where ${mine.join(' and ')}), steps as (${steps}), shown as (${shown})
       select id, code, who, producer_id as "producerId", producer_name as "producerName", deadline, since, cost, name, place, count, detail, ends_on as "endsOn", link as ids,
              concat_ws(' ', case when deadline is null then '-' else ${exactTime('deadline')} end, cost, ${exactTime('since')}, id) as position
         from shown ${after ? `where (${order}) > (${after[0] === '-' ? `'infinity'` : bind(after[0])}::timestamptz, ${bind(after[1])}::int, ${bind(after[2])}::timestamptz, ${bind(after[3])}::uuid)` : ''}
        order by ${order} limit ${bind(limit + 1)}`,
      values,
    );
    const items = found.slice(0, limit).map((row) => this.toDto(row, vietnamDay(now)));
    const last = found[limit - 1];
    return found.length > limit && last ? { items, next: sealCursor(last.position) } : { items };
  }

  private toDto(row: Row, today: string): NextStepDto {
    const { id, code, producerId, producerName, who, deadline, since, count, ids } = row;
    const place = code === 'publish' && row.place !== null && PLATFORM_CODES.test(row.place) ? this.namesOf(row.place) : row.place;
    return {
      ...{ id, code, producerId, producerName, who, count },
      ...tell({ ...row, place }, producerName, today),
      deadline: deadline?.toISOString() ?? null,
      since: since.toISOString(),
      link: { kind: linkOf(row), ...ids },
    };
  }

  private namesOf(codes: string): string {
    return codes
      .split(' ')
      .map((code) => this.platforms.nameOf(code) ?? code)
      .join(', ');
  }
}
