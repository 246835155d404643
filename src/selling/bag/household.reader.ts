import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MANDATE_END, ProducerService, WARNING_DAYS } from '../../people';
import { rows } from '../../shared/db';
import { exactTime, type Actor, type Page } from '../../shared/http';
import { Clock } from '../../shared/kernel';
import { LISTING_STATE_SQL } from '../listing/listing-state.sql';
import { NextStepReader } from '../next/next-step.reader';
import type { HouseholdDto, HouseholdQuery } from './household.dto';

type Extra = Pick<HouseholdDto, 'id' | 'communeName' | 'mandateEndsAt' | 'mandateEndsSoon' | 'products' | 'live'>;

/** The officer's list: whom there is to visit, and what to do there. Four statements for a page, however long it is. */
@Injectable()
export class HouseholdReader {
  constructor(
    private readonly clock: Clock,
    private readonly producers: ProducerService,
    private readonly steps: NextStepReader,
  ) {}

  async list(db: EntityManager, actor: Actor, { step, ...query }: HouseholdQuery): Promise<Page<HouseholdDto>> {
    const among = step === undefined ? undefined : await this.steps.producersWith(db, actor, step);
    const { items, next } = await this.producers.list(actor, query, among);
    const ids = items.map(({ id }) => id);
    const extras = new Map((await this.extras(db, actor, ids)).map((extra) => [extra.id, extra]));
    const steps = await this.steps.firstOf(db, actor, ids);
    const households = items.map(
      ({ id, kind, name, provinceCode, communeCode, hamlet, phoneMasked, isDemonstration, isPractice }): HouseholdDto => {
        const { communeName = null, mandateEndsAt = null, mandateEndsSoon = false, products = 0, live = 0 } = extras.get(id) ?? {};
        const place = { provinceCode, communeCode, communeName, hamlet };
        const known = { mandateEndsAt, mandateEndsSoon, products, live, isDemonstration, isPractice, nextStep: steps.get(id) ?? null };
        return { id, kind, name, ...place, phoneMasked, ...known };
      },
    );
    return next === undefined ? { items: households } : { items: households, next };
  }

  private extras(db: EntityManager, { accountId }: Actor, ids: readonly string[]): Promise<Extra[]> {
    return rows<Extra>(
      db,
      `select p.id, k.name as "communeName", ${exactTime('m.ends_at')} as "mandateEndsAt", coalesce(m.ends_at <= $3::timestamptz + interval '${WARNING_DAYS} days', false) as "mandateEndsSoon",
              (select count(*)::int from product t where t.producer_id = p.id) as products,
              (select count(distinct l.product_id)::int from listing l where l.producer_id = p.id and ${LISTING_STATE_SQL} = 'live') as live
         from producer p left join commune k on k.code = p.commune_code
         left join lateral (select max(${MANDATE_END}) as ends_at from mandate d join consent c on c.id = d.consent_id where d.producer_id = p.id and d.officer_id = $2) m on true
        where p.id = any($1::uuid[])`,
      [ids, accountId, this.clock.now()],
    );
  }
}
