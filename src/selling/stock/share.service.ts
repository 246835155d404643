import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { vietnamDay } from '../../catalog';
import { PlatformRegistry } from '../../platform';
import { Clock } from '../../shared/kernel';
import { heldUnits, nextTurn } from './lot.rules';
import { calendarsOf } from './lot.store';
import { OWED } from './owed.sql';
import { shareIsDue, splitByWeight, type Sharer } from './share.rules';

interface SharerRow extends Sharer {
  readonly poolId: string;
  readonly connectionId: string;
  readonly platform: string;
  readonly target: number;
}

/** Pools that are planned in one transaction. */
const BATCH = 200;

/** Works out how much of a pool each platform may sell. What comes of it is carried out by the stock part of the listing lane. */
@Injectable()
export class ShareService {
  constructor(
    private readonly registry: PlatformRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets the targets of all listings whose pool has changed, or of which the calendar says today that more or less may be sold. Answers the connections that have something to do now and whether more pools wait.
   * Listings are locked before pools, as everywhere.
   */
  async planDirtyPools(tx: EntityManager): Promise<{ connectionIds: readonly string[]; more: boolean }> {
    const today = vietnamDay(this.clock.now());
    const dirty = await rows<{ id: string }>(
      tx,
      '(select id from pool where dirty union select id from pool where plan_on <= $2) order by id limit $1',
      [BATCH, today],
    );
    if (dirty.length === 0) return { connectionIds: [], more: false };
    const ids = dirty.map((pool) => pool.id);
    const sharers = await rows<SharerRow>(
      tx,
      `select l.id as "listingId", l.pool_id as "poolId", l.connection_id as "connectionId", c.platform, l.factor, l.granted, l.target,
              (l.wanted = 'live' and l.held_because is null and l.wanted_version_id is not null and l.seen_state not in ('rejected', 'locked', 'deleted') and not c.is_paused) as "takesPart",
              coalesce((select v.share_weight from product_override v where v.product_id = l.product_id and v.platform = c.platform), 1) as weight
         from listing l join connection c on c.id = l.connection_id
        where l.pool_id = any($1) order by l.id for no key update of l`,
      [ids],
    );
    // Somebody who planned at the same time may have been quicker: then nothing is written.
    await rows(
      tx,
      `with own as materialized (select id, dirty from pool where id = any($1) order by id for no key update)
       update pool p set dirty = false from own where p.id = own.id and own.dirty`,
      [ids],
    );
    await this.holdBack(tx, ids, today);
    // A statement of its own: one that has waited for a lock still sees other tables as they were before.
    const pools = await rows<{ id: string; free: number | null }>(
      tx,
      `select id, (on_hand - held - promised - ${OWED})::int as free from pool p where id = any($1)`,
      [ids],
    );
    const changes: { id: string; target: number; due: boolean; connectionId: string }[] = [];
    for (const pool of pools) {
      if (pool.free === null) continue; // never counted: nothing may be shown anywhere
      const own = sharers.filter((sharer) => sharer.poolId === pool.id);
      const shares = splitByWeight(pool.free, own);
      for (const { listingId, granted, connectionId, platform } of own) {
        const target = shares.get(listingId) ?? 0;
        const mustFreeze = this.registry.get(platform).description.capabilities.stockMeaning === 'sellable';
        changes.push({ id: listingId, target, connectionId, due: shareIsDue(granted, target, mustFreeze) });
      }
    }
    if (changes.length > 0) {
      await rows(
        tx,
        `update listing l set target = c.target, stock_dirty = l.stock_dirty or c.due
           from (select unnest($1::uuid[]) as id, unnest($2::int[]) as target, unnest($3::boolean[]) as due) c
          where l.id = c.id and (l.target <> c.target or c.due)`,
        [changes.map((change) => change.id), changes.map((change) => change.target), changes.map((change) => change.due)],
      );
    }
    return {
      connectionIds: [...new Set(changes.filter((change) => change.due).map((change) => change.connectionId))],
      more: dirty.length === BATCH,
    };
  }

  /** Notes of each pool how many of its units may not be sold today, and when the calendar next changes that. */
  private async holdBack(tx: EntityManager, poolIds: readonly string[], today: string): Promise<void> {
    const calendars = await calendarsOf(tx, poolIds);
    const held = poolIds.map((id) => {
      const calendar = calendars.get(id);
      return calendar ? heldUnits(calendar, today) : 0;
    });
    const turns = poolIds.map((id) => {
      const calendar = calendars.get(id);
      return calendar ? nextTurn(calendar, today) : null;
    });
    await rows(
      tx,
      `update pool p set held = w.held, plan_on = w.plan_on
         from (select unnest($1::uuid[]) as id, unnest($2::int[]) as held, unnest($3::date[]) as plan_on) w
        where p.id = w.id and (p.held <> w.held or p.plan_on is distinct from w.plan_on)`,
      [poolIds, held, turns],
    );
  }
}
