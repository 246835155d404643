import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { PlatformError, type PlatformAccount, type StockItem, type StockResult } from '../../platform';
import type { Hold } from '../../sync';
import { findListings, refOf, type ListingRow } from '../listing/listing.store';
import { OrderFeed, OrdersLeftOut } from '../order/order-feed.service';
import { isUnfinished } from '../order/order.sql';
import { OWED } from '../stock/owed.sql';

/** Listings that are brought up to date in one round. Small, so that one account's long list does not make its newest change wait. */
const ROUND = 20;
/** How often a number is corrected at once by what the platform says it has reserved. */
const CORRECTIONS = 3;

interface Grant {
  readonly listing: ListingRow;
  /** Packs that the platform may sell from now on. */
  readonly packs: number;
  /** What the account of the share was set to before the call: what is in doubt until the answer. */
  readonly held: number;
  /** Packs in orders that have not left yet: a platform that counts stock on hand subtracts them. */
  readonly open: number;
  readonly givenBack: number;
  readonly leftStore: number;
}

/**
 * Tells a platform its share. The number that is shown there may only grow after the orders it has taken are in our books, and no moment may come in which all
 * shares together exceed what is free:
 *
 * - A platform whose number means "sellable" forgets orders that came between our computing and its writing. So: set 0, pull its orders, grant, set. A cancellation
 *   thaws it by itself: when one has come in since we looked, nothing is granted and all of it begins anew.
 * - A platform whose number means "on hand" subtracts its own open orders: pull its orders, grant, set share + open orders. An order that has left, and that we still
 *   count as open, would be sold again: it answers what it has reserved, and is told again at once when that is less than we thought.
 *
 * What was granted is committed before the call; what is in doubt stays counted as granted. A cancellation (or a parcel that left) of which we hear only after the call
 * may have happened before it: the import of orders marks the listing, and it is told again.
 */
@Injectable()
export class StockStepper {
  private readonly log = new Logger(StockStepper.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly feed: OrderFeed,
  ) {}

  /** Brings up to ROUND listings nearer to their targets. Answers how many it worked on. */
  async step(account: PlatformAccount, hold: Hold): Promise<number> {
    const due = await findListings(
      this.transactions.reader,
      'l.connection_id = $1 and l.stock_dirty and l.stock_due_at <= now() order by l.stock_due_at limit $2',
      [account.connectionId, ROUND],
    );
    if (due.length === 0) return 0;
    try {
      await this.bringUp(account, due, hold);
    } catch (error) {
      if (!(error instanceof PlatformError) && !(error instanceof OrdersLeftOut)) throw error;
      const ids = due.map((listing) => listing.id);
      const told = error instanceof PlatformError && error.failure.kind === 'rate-limited' ? (error.failure.retryAfterMs ?? 300) : null;
      await this.later(ids, error instanceof PlatformError ? error.platformText : error.message, told);
    }
    return due.length;
  }

  private async bringUp(account: PlatformAccount, due: readonly ListingRow[], hold: Hold): Promise<void> {
    const { stockMeaning } = account.description.capabilities;
    const removed = due.filter((listing) => listing.seen === 'deleted');
    const reachable = due.filter((listing) => !removed.includes(listing) && (listing.seen === 'live' || listing.granted > 0));
    await this.settle(due.filter((listing) => !removed.includes(listing) && !reachable.includes(listing))); // told when they are there
    const worth = await this.worthTelling(reachable, stockMeaning);
    if (worth.length === 0 && removed.length === 0) return;

    // Frozen: the platform is known to sell none of it. Never granted anything and known to show nothing is as good as frozen.
    const toFreeze =
      stockMeaning === 'sellable'
        ? worth.filter((listing) => listing.granted > 0 || (listing.shown ?? 0) > 0 || listing.stockTrouble !== null)
        : [];
    const frozen = new Set(worth.filter((listing) => !toFreeze.includes(listing)).map((listing) => listing.id));
    if (toFreeze.length > 0) {
      const results = await this.tell(
        account,
        hold,
        toFreeze.map((listing) => ({ ref: refOf(listing), quantity: 0 })),
      );
      for (const [i, result] of results.entries()) {
        const listing = toFreeze[i];
        if (!listing) continue;
        if (result.ok) frozen.add(listing.id);
        else await this.noteRefusal(listing, result);
      }
      await this.noteShown(
        [...frozen].filter((id) => toFreeze.some((listing) => listing.id === id)),
        0,
      );
    }
    const neverSold = stockMeaning === 'sellable' && toFreeze.length === 0 && removed.length === 0;
    if (!neverSold) await this.feed.pull(account, 'new-orders', null);
    if (removed.length > 0) await this.release(removed);

    const ready = worth.filter((listing) => frozen.has(listing.id));
    if (ready.length === 0 || !hold.isHeld()) return;
    const granted = await this.grant(ready, stockMeaning, hold);
    // Frozen a moment ago and nothing to sell: it shows that already.
    const shownAlready = granted.filter(({ listing, packs }) => packs === 0 && toFreeze.includes(listing));
    for (const grant of shownAlready) await this.noteTold(grant, undefined);
    const grants = granted.filter((grant) => !shownAlready.includes(grant));
    if (grants.length === 0) return;
    await this.tellGrants(account, hold, grants);
  }

  private async tellGrants(account: PlatformAccount, hold: Hold, grants: readonly Grant[]): Promise<void> {
    const isOnHand = account.description.capabilities.stockMeaning === 'on-hand';
    let left = grants.map((grant) => ({ grant, reserved: isOnHand ? grant.open : 0 }));
    for (let corrections = 0; left.length > 0; corrections++) {
      const results = await this.tell(
        account,
        hold,
        left.map(({ grant, reserved }): StockItem => ({ ref: refOf(grant.listing), quantity: grant.packs + reserved })),
      );
      const again: typeof left = [];
      for (const [i, result] of results.entries()) {
        const item = left[i];
        if (!item) continue;
        if (!result.ok) await this.noteRefusal(item.grant.listing, result);
        // It counts fewer open orders than we do: one was cancelled or has left, and we do not know it yet.
        else if (isOnHand && result.reserved !== undefined && result.reserved < item.reserved && corrections < CORRECTIONS)
          again.push({ grant: item.grant, reserved: result.reserved });
        else await this.noteTold(item.grant, result.reserved);
      }
      left = again;
    }
  }

  private async tell(account: PlatformAccount, hold: Hold, items: readonly StockItem[]): Promise<readonly StockResult[]> {
    if (!hold.isHeld()) return items.map(() => ({ ok: false, code: 'transient', platformText: 'stopping' }));
    return account.setStock(items);
  }

  /** Leaves out listings whose number would not change: interrupting buyers for nothing is worse than waiting for others to give units back. */
  private async worthTelling(listings: readonly ListingRow[], meaning: 'sellable' | 'on-hand'): Promise<ListingRow[]> {
    if (listings.length === 0) return [];
    const rooms = await rows<{ id: string; room: number | null }>(
      this.transactions.reader,
      `select l.id, ${ROOM} as room from listing l join pool p on p.id = l.pool_id where l.id = any($1)`,
      [listings.map((listing) => listing.id)],
    );
    const room = new Map(rooms.map((row) => [row.id, row.room]));
    const worth: ListingRow[] = [];
    const idle: ListingRow[] = [];
    for (const listing of listings) {
      const free = room.get(listing.id) ?? null;
      const reach = free === null ? listing.granted : Math.min(listing.target, Math.max(0, free));
      const isDoubtful = listing.stockTrouble !== null || (meaning === 'on-hand' && listing.hasLeft);
      const isSame = free === null || (reach === listing.granted && listing.shown === listing.granted && !isDoubtful);
      if (isSame) idle.push(listing);
      else worth.push(listing);
    }
    await this.settle(idle); // somebody who gives units back marks the pool, and the plan marks these again
    return worth;
  }

  /** Decides and writes down what each platform may sell, under the locks of listing and pool. */
  private async grant(listings: readonly ListingRow[], meaning: 'sellable' | 'on-hand', hold: Hold): Promise<Grant[]> {
    return this.transactions.run(async (tx) => {
      await hold.fence(tx);
      const now = await rows<NowRow>(
        tx,
        `select id, pool_id as "poolId", factor, granted, target, given_back as "givenBack", left_store as "leftStore"
           from listing where id = any($1) order by id for no key update`,
        [listings.map((listing) => listing.id)],
      );
      const poolIds = [...new Set(listings.map((listing) => listing.poolId))];
      await rows(tx, 'select 1 from pool where id = any($1) order by id for no key update', [poolIds]);
      // Read after the locks, in statements of their own: one that has waited for a lock still sees other tables as they were before.
      const free = await freeIn(tx, poolIds);
      const open = meaning === 'sellable' ? new Map<string, number>() : await openPacks(tx, listings);
      const grants: Grant[] = [];
      for (const row of now) {
        const listing = listings.find((candidate) => candidate.id === row.id);
        const units = free.get(row.poolId) ?? null;
        if (!listing || units === null) continue; // never counted: nothing is shown
        if (meaning === 'sellable' && row.givenBack !== listing.givenBack) continue; // thawed
        const room = Math.floor((units + row.granted * row.factor) / row.factor);
        const packs = Math.max(0, Math.min(row.target, room));
        const held = meaning === 'sellable' ? packs : Math.max(packs, row.granted);
        // One after the other: two packs of one product share the pool that the first of them has just drawn on.
        free.set(row.poolId, units + (row.granted - held) * row.factor);
        grants.push({ listing, packs, held, open: open.get(row.id) ?? 0, givenBack: row.givenBack, leftStore: row.leftStore });
      }
      await rows(
        tx,
        `update listing l set granted = g.held, shown = null from unnest($1::uuid[], $2::int[]) as g(id, held) where l.id = g.id`,
        [grants.map(({ listing }) => listing.id), grants.map(({ held }) => held)],
      );
      // In the same transaction: if we die before the answer, the others still learn of it.
      const freed = grants.filter(({ listing, held }) => held < (now.find((row) => row.id === listing.id)?.granted ?? 0));
      await this.markPools(tx, freed);
      return grants;
    });
  }

  /** Units have come free: they are to be shared out again. */
  private async markPools(tx: EntityManager, grants: readonly Pick<Grant, 'listing'>[]): Promise<void> {
    const ids = [...new Set(grants.map(({ listing }) => listing.poolId))].sort();
    if (ids.length > 0) await rows(tx, 'update pool set dirty = true where id = any($1)', [ids]);
  }

  /** The platform shows it. Orders that came in meanwhile have lowered the account of the share by themselves, and still count. */
  private async noteTold({ listing, packs, held, open, givenBack, leftStore }: Grant, reserved: number | undefined): Promise<void> {
    await this.transactions.run(async (tx) => {
      await rows(
        tx,
        `update listing set granted = greatest(0, granted - $2), shown = case when given_back = $4 then greatest(0, granted - $2) end, shown_at = now(), stock_attempts = 0,
           stock_trouble = null, told_left_store = $5, stock_dirty = (target <> $3 or given_back <> $4 or left_store <> $5), stock_due_at = now(), seen_at = now()
         where id = $1`,
        [listing.id, held - packs, packs, givenBack, leftStore],
      );
      if (packs < held) await this.markPools(tx, [{ listing }]);
    });
    if (reserved !== undefined && reserved < open) await this.feed.soon(listing.connectionId);
  }

  private async noteShown(ids: readonly string[], shown: number): Promise<void> {
    if (ids.length > 0)
      await rows(this.transactions.reader, 'update listing set shown = $2, shown_at = now() where id = any($1)', [ids, shown]);
  }

  private async noteRefusal(listing: ListingRow, result: Extract<StockResult, { ok: false }>): Promise<void> {
    const reread = result.code === 'not-found' || result.code === 'not-approved' || result.code === 'locked';
    if (reread) await rows(this.transactions.reader, 'update listing set due_at = now(), attempts = 0 where id = $1', [listing.id]);
    if (result.code === 'below-reserved') await this.feed.soon(listing.connectionId);
    await this.later([listing.id], `${result.code}: ${result.platformText}`, null);
  }

  private async later(ids: readonly string[], trouble: string, afterMs: number | null): Promise<void> {
    this.log.debug(`stock of ${ids.length} listings waits: ${trouble}`);
    await rows(
      this.transactions.reader,
      `update listing set stock_attempts = stock_attempts + 1, stock_trouble = $2, shown = null,
         stock_due_at = now() + coalesce($3, least(30000, 250 * 2 ^ least(stock_attempts, 12))) * interval '1 millisecond' where id = any($1)`,
      [ids, trouble.slice(0, 500), afterMs],
    );
  }

  /** Nothing to tell them, unless somebody has written to them since they were read: the plan may just have marked one again. */
  private async settle(listings: readonly ListingRow[]): Promise<void> {
    if (listings.length === 0) return;
    await rows(
      this.transactions.reader,
      `update listing l set stock_dirty = false from unnest($1::uuid[], $2::text[]) as r(id, written_by) where l.id = r.id and l.xmin::text = r.written_by`,
      [listings.map((listing) => listing.id), listings.map((listing) => listing.writtenBy)],
    );
  }

  /** Gone from the platform for good, and its last orders are in our books: its units are free. */
  private async release(listings: readonly ListingRow[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      await rows(tx, 'update listing set granted = 0, shown = null, stock_dirty = false where id = any($1)', [
        listings.map((listing) => listing.id).sort(),
      ]);
      await rows(tx, 'update pool set dirty = true where id = any($1)', [[...new Set(listings.map((listing) => listing.poolId))].sort()]);
    });
  }
}

/** Packs of listing l that its pool p has room for, beside what may not be sold today, what is promised, what orders wait for and what all other listings were granted; null while the pool is uncounted. */
const ROOM = `floor((p.on_hand - p.held - p.promised - ${OWED} - coalesce((select sum(o.granted * o.factor) from listing o where o.pool_id = l.pool_id and o.id <> l.id), 0))::numeric / l.factor)::int`;

interface NowRow {
  readonly id: string;
  readonly poolId: string;
  readonly factor: number;
  readonly granted: number;
  readonly target: number;
  readonly givenBack: number;
  readonly leftStore: number;
}

/** Units of each pool that may be sold today and are neither promised, waited for nor granted; null while it is uncounted. */
async function freeIn(tx: EntityManager, poolIds: readonly string[]): Promise<Map<string, number | null>> {
  const found = await rows<{ id: string; units: number | null }>(
    tx,
    `select p.id, (p.on_hand - p.held - p.promised - ${OWED} - coalesce((select sum(o.granted * o.factor) from listing o where o.pool_id = p.id), 0))::int as units
       from pool p where p.id = any($1)`,
    [poolIds],
  );
  return new Map(found.map(({ id, units }) => [id, units]));
}

/** Packs of each listing in orders whose goods are still in the store. Found by the open orders of the account, which are few, not by all orders of the listing. */
async function openPacks(tx: EntityManager, listings: readonly ListingRow[]): Promise<Map<string, number>> {
  const found = await rows<{ id: string; packs: number }>(
    tx,
    `select o.listing_id as id, sum(coalesce(o.confirmed_quantity, o.quantity))::int as packs from market_order m join order_line o on o.order_id = m.id
      where m.connection_id = $1 and ${isUnfinished('m')} and m.stage in ('awaiting-seller', 'confirmed', 'ready-to-ship') and o.listing_id = any($2) group by o.listing_id`,
    [listings[0]?.connectionId, listings.map((listing) => listing.id)],
  );
  return new Map(found.map(({ id, packs }) => [id, packs]));
}
