import { Injectable, Logger } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { PlatformError, type PlatformAccount, type StockItem, type StockResult } from '../../platform';
import type { Hold } from '../../sync';
import { findListings, refOf, type ListingRow } from '../listing/listing.store';
import { retryInMs } from '../listing/listing.rules';
import { OrderFeed } from '../order/order-feed.service';

/** Listings that are brought up to date in one round. Small, so that one account's long list does not make its newest change wait. */
const ROUND = 20;

interface Grant {
  readonly listing: ListingRow;
  /** Packs that the platform may sell from now on. */
  readonly packs: number;
  /** What the account of the share was set to before the call: what is in doubt until the answer. */
  readonly held: number;
  /** Packs in orders that have not left yet: a platform that counts stock on hand subtracts them. */
  readonly open: number;
}

/**
 * Tells a platform its share. The number that is shown there may only grow after the orders it has taken are in our books, and no moment may come in which all
 * shares together exceed what is free:
 *
 * - A platform whose number means "sellable" forgets orders that came between our computing and its writing. So: set 0, pull its orders, grant, set.
 * - A platform whose number means "on hand" subtracts its own open orders: pull its orders, grant, set share + open orders.
 *
 * What was granted is committed before the call; what is in doubt stays counted as granted.
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
      if (!(error instanceof PlatformError)) throw error;
      const ids = due.map((listing) => listing.id);
      const told = error.failure.kind === 'rate-limited' ? (error.failure.retryAfterMs ?? 300) : null;
      await this.later(ids, error.platformText, told, due[0]?.attempts ?? 0);
    }
    return due.length;
  }

  private async bringUp(account: PlatformAccount, due: readonly ListingRow[], hold: Hold): Promise<void> {
    const { stockMeaning } = account.description.capabilities;
    const removed = due.filter((listing) => listing.seen === 'deleted');
    const reachable = due.filter((listing) => !removed.includes(listing) && (listing.seen === 'live' || listing.granted > 0));
    await this.letGo(due.filter((listing) => !removed.includes(listing) && !reachable.includes(listing)));
    const worth = await this.worthTelling(reachable);
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
    const results = await this.tell(
      account,
      hold,
      grants.map(({ listing, packs, open }): StockItem => ({
        ref: refOf(listing),
        quantity: stockMeaning === 'sellable' ? packs : packs + open,
      })),
    );
    for (const [i, result] of results.entries()) {
      const grant = grants[i];
      if (!grant) continue;
      if (result.ok) await this.noteTold(grant, result.reserved);
      else await this.noteRefusal(grant.listing, result);
    }
  }

  private async tell(account: PlatformAccount, hold: Hold, items: readonly StockItem[]): Promise<readonly StockResult[]> {
    if (!hold.isHeld()) return items.map(() => ({ ok: false, code: 'transient', platformText: 'stopping' }));
    return account.setStock(items);
  }

  /** Leaves out listings whose number would not change: interrupting buyers for nothing is worse than waiting for others to give units back. */
  private async worthTelling(listings: readonly ListingRow[]): Promise<ListingRow[]> {
    if (listings.length === 0) return [];
    const rooms = await rows<{ id: string; room: number | null }>(
      this.transactions.reader,
      `select l.id, ${ROOM} as room from listing l join pool p on p.id = l.pool_id where l.id = any($1)`,
      [listings.map((listing) => listing.id)],
    );
    const room = new Map(rooms.map((row) => [row.id, row.room]));
    const worth: ListingRow[] = [];
    const idle: string[] = [];
    for (const listing of listings) {
      const free = room.get(listing.id) ?? null;
      const reach = free === null ? listing.granted : Math.min(listing.target, Math.max(0, free));
      const isSame = free === null || (reach === listing.granted && listing.shown === listing.granted && listing.stockTrouble === null);
      if (isSame) idle.push(listing.id);
      else worth.push(listing);
    }
    // Somebody who gives units back marks the pool, and the plan marks these again.
    if (idle.length > 0) await rows(this.transactions.reader, 'update listing set stock_dirty = false where id = any($1)', [idle]);
    return worth;
  }

  /** Decides and writes down what each platform may sell, under the locks of listing and pool. */
  private async grant(listings: readonly ListingRow[], meaning: 'sellable' | 'on-hand', hold: Hold): Promise<Grant[]> {
    return this.transactions.run(async (tx) => {
      await hold.fence(tx);
      const ids = listings.map((listing) => listing.id).sort();
      const now = await rows<{ id: string; granted: number; target: number; open: number }>(
        tx,
        `select l.id, l.granted, l.target,
                coalesce((select sum(coalesce(o.confirmed_quantity, o.quantity)) from order_line o join market_order m on m.id = o.order_id
                           where o.listing_id = l.id and m.stage in ('awaiting-seller', 'confirmed', 'ready-to-ship')), 0)::int as open
           from listing l where l.id = any($1) order by l.id for update of l`,
        [ids],
      );
      await rows(tx, 'select 1 from pool where id = any($1) order by id for update', [
        [...new Set(listings.map((listing) => listing.poolId))],
      ]);
      const grants: Grant[] = [];
      for (const row of now) {
        const listing = listings.find((candidate) => candidate.id === row.id);
        // Asked one after the other: two packs of one product share the pool that the first of them has just drawn on.
        const [free] = await rows<{ room: number | null }>(
          tx,
          `select ${ROOM} as room from listing l join pool p on p.id = l.pool_id where l.id = $1`,
          [row.id],
        );
        if (!listing || free?.room === null || free?.room === undefined) continue; // never counted: nothing is shown
        const packs = Math.max(0, Math.min(row.target, free.room));
        const held = meaning === 'sellable' ? packs : Math.max(packs, row.granted);
        await rows(tx, 'update listing set granted = $2, shown = null where id = $1', [row.id, held]);
        grants.push({ listing, packs, held, open: row.open });
      }
      return grants;
    });
  }

  /** The platform shows it. Orders that came in meanwhile have lowered the account of the share by themselves, and still count. */
  private async noteTold({ listing, packs, held, open }: Grant, reserved: number | undefined): Promise<void> {
    const lessReserved = reserved !== undefined && reserved < open;
    await this.transactions.run(async (tx) => {
      await rows(
        tx,
        `update listing set granted = greatest(0, granted - $2), shown = greatest(0, granted - $2), shown_at = now(), stock_attempts = 0, stock_trouble = null,
           stock_dirty = (target <> $3) or $4, stock_due_at = now(), seen_at = now()
         where id = $1`,
        [listing.id, held - packs, packs, lessReserved],
      );
      if (packs < listing.granted) await rows(tx, 'update pool set dirty = true where id = $1', [listing.poolId]);
    });
    // The platform counts fewer open orders than we do: one of them was cancelled or has left, and we do not know it yet.
    if (lessReserved) await this.feed.soon(listing.connectionId);
  }

  private async noteShown(ids: readonly string[], shown: number): Promise<void> {
    if (ids.length > 0)
      await rows(this.transactions.reader, 'update listing set shown = $2, shown_at = now() where id = any($1)', [ids, shown]);
  }

  private async noteRefusal(listing: ListingRow, result: Extract<StockResult, { ok: false }>): Promise<void> {
    const reread = result.code === 'not-found' || result.code === 'not-approved' || result.code === 'locked';
    if (reread) await rows(this.transactions.reader, 'update listing set due_at = now(), attempts = 0 where id = $1', [listing.id]);
    if (result.code === 'below-reserved') await this.feed.soon(listing.connectionId);
    await this.later([listing.id], `${result.code}: ${result.platformText}`, null, listing.attempts);
  }

  private async later(ids: readonly string[], trouble: string, afterMs: number | null, attempts: number): Promise<void> {
    this.log.debug(`stock of ${ids.length} listings waits: ${trouble}`);
    await rows(
      this.transactions.reader,
      `update listing set stock_attempts = stock_attempts + 1, stock_trouble = $2, shown = null,
         stock_due_at = now() + coalesce($3, least(30000, 250 * 2 ^ least(stock_attempts, 12))) * interval '1 millisecond' where id = any($1)`,
      [ids, trouble.slice(0, 500), afterMs === null ? null : Math.min(afterMs, retryInMs(attempts + 12))],
    );
  }

  /** Not there yet: it will be told when it is. */
  private async letGo(listings: readonly ListingRow[]): Promise<void> {
    if (listings.length > 0)
      await rows(this.transactions.reader, 'update listing set stock_dirty = false where id = any($1)', [
        listings.map((listing) => listing.id),
      ]);
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

/** Packs of listing l that its pool p has room for, beside what is promised and what all other listings were granted; null while the pool is uncounted. */
const ROOM = `floor((p.on_hand - p.promised - coalesce((select sum(o.granted * o.factor) from listing o where o.pool_id = l.pool_id and o.id <> l.id), 0))::numeric / l.factor)::int`;
