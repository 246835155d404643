import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Clock, faultText, faultTrace, storable } from '../../shared/kernel';
import { CallCancelled, type PlatformAccount, type RemoteOrder } from '../../platform';
import { NOT_ENOUGH_STOCK } from '../stock/owed.sql';
import { OrderImport } from './order-import.service';
import { isUnfinished } from './order.sql';

/** Two clocks never agree: so much further back than "all is known until here" is asked again. */
const OVERLAP_MS = 10 * 60_000;
/** Orders older than this are not followed any more. */
const FARTHEST_BACK_MS = 60 * 86_400_000;
/** The platform's clock may run ahead of ours. */
const AHEAD_MS = 86_400_000;
const LONGEST_WAIT_MS = 10 * 60_000;

interface FeedRow {
  readonly completeUntil: Date | null;
  readonly dueAt: string | null;
  readonly since: Date | null;
  readonly openSince: Date | null;
}

/** The platform has orders that our books refuse. A person reads why at the account. */
export class OrdersLeftOut extends Error {
  constructor(failures: readonly unknown[]) {
    const [first] = failures;
    super(`${failures.length} orders cannot be taken in: ${faultText(first)}`, { cause: first });
  }
}

/** How far the orders of each account are known. Polling is the truth; webhooks only make it come sooner. */
@Injectable()
export class OrderFeed {
  private readonly log = new Logger(OrderFeed.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly orders: OrderImport,
    private readonly clock: Clock,
  ) {}

  async connectionsWithDue(): Promise<string[]> {
    const due = await rows<{ id: string }>(
      this.transactions.reader,
      `select c.id from connection c left join order_feed f on f.connection_id = c.id where not c.is_paused and coalesce(f.due_at, '-infinity') <= now()`,
    );
    return due.map((row) => row.id);
  }

  async isDue(connectionId: string): Promise<boolean> {
    const due = await rows(
      this.transactions.reader,
      `select 1 from connection c left join order_feed f on f.connection_id = c.id where c.id = $1 and not c.is_paused and coalesce(f.due_at, '-infinity') <= now()`,
      [connectionId],
    );
    return due.length > 0;
  }

  /**
   * Brings in every order that the platform knows now. `open-orders` also asks again for all orders that are not finished, so that their changes are seen;
   * `new-orders` is the quick look that is taken before a share is raised. Answers when all of them are in our books.
   */
  async pull(account: PlatformAccount, depth: 'new-orders' | 'open-orders', nextInMs: number | null): Promise<void> {
    const startedAt = this.clock.now();
    const { since, dueAt } = await this.startOf(account.connectionId, depth, startedAt);
    try {
      const failures: unknown[] = [];
      for await (const page of account.listOrders({ since, until: new Date(startedAt.getTime() + AHEAD_MS) }))
        failures.push(...(await this.takeAll(account.connectionId, page)));
      if (depth === 'open-orders') failures.push(...(await this.settleWaiting(account.connectionId)));
      // All that can be taken in is in the books, and still the list does not count as read: shares may only be raised when nothing is left out.
      if (failures.length > 0) throw new OrdersLeftOut(failures);
    } catch (error) {
      if (!(error instanceof CallCancelled)) await this.noteFailure(account.connectionId, faultText(error));
      throw error;
    }
    // Who asked for a look while this one was under way gets another one.
    await rows(
      this.transactions.reader,
      `insert into order_feed (connection_id, complete_until, polled_at, due_at) values ($1, $2, $2, now() + coalesce($3, 0) * interval '1 millisecond')
       on conflict (connection_id) do update set complete_until = greatest(order_feed.complete_until, $2), polled_at = $2, failures = 0, trouble = null,
         due_at = case when $3::int is null or order_feed.due_at is distinct from $4::timestamptz then order_feed.due_at else excluded.due_at end`,
      [account.connectionId, startedAt, nextInMs, dueAt],
    );
  }

  /** Has the orders of the account read again soon. */
  async soon(connectionId: string): Promise<void> {
    await rows(this.transactions.reader, `update order_feed set due_at = now() where connection_id = $1`, [connectionId]);
  }

  private async startOf(
    connectionId: string,
    depth: 'new-orders' | 'open-orders',
    now: Date,
  ): Promise<{ since: Date; dueAt: string | null }> {
    const [feed] = await rows<FeedRow>(
      this.transactions.reader,
      `select f.complete_until as "completeUntil", f.due_at::text as "dueAt", c.created_at as since,
              case when $2 then (select min(placed_at) from market_order o where o.connection_id = c.id and ${isUnfinished('o')}) end as "openSince"
         from connection c left join order_feed f on f.connection_id = c.id where c.id = $1`,
      [connectionId, depth === 'open-orders'],
    );
    const known = feed?.completeUntil ?? new Date((feed?.since ?? now).getTime() - 86_400_000);
    const from = feed?.openSince && feed.openSince < known ? feed.openSince : known;
    return { since: new Date(Math.max(from.getTime() - OVERLAP_MS, now.getTime() - FARTHEST_BACK_MS)), dueAt: feed?.dueAt ?? null };
  }

  /**
   * Only orders that say something new are opened, each in a transaction of its own: one that cannot be taken in does not hold up the others. Answers what went wrong.
   */
  private async takeAll(connectionId: string, page: readonly RemoteOrder[]): Promise<unknown[]> {
    const known = await rows<{ orderId: string; platformState: string; changedAt: Date | null }>(
      this.transactions.reader,
      `select platform_order_id as "orderId", platform_state as "platformState", changed_at as "changedAt" from market_order
        where connection_id = $1 and platform_order_id = any($2)`,
      [connectionId, page.map((order) => order.orderId)],
    );
    const settled = new Map(known.map((order) => [order.orderId, order]));
    const failures: unknown[] = [];
    for (const order of page) {
      const ours = settled.get(order.orderId);
      const isChanged = order.changedAt !== undefined && (!ours?.changedAt || order.changedAt > ours.changedAt);
      if (ours?.platformState === order.platformState && !isChanged) continue;
      await this.alone(order.orderId, failures, (tx) => this.orders.take(tx, connectionId, order, 'poll'));
    }
    return failures;
  }

  /** Orders in trouble, once what they lack is there. Nothing is asked of the platform for it. */
  private async settleWaiting(connectionId: string): Promise<unknown[]> {
    const waiting = await rows<{ id: string }>(
      this.transactions.reader,
      `select o.id from market_order o where o.connection_id = $1 and o.trouble is not null and (o.trouble = $2 or exists (
         select 1 from order_line w join listing l on l.connection_id = o.connection_id and l.sku = w.sku where w.order_id = o.id and w.listing_id is null))
        order by o.placed_at, o.id`,
      [connectionId, NOT_ENOUGH_STOCK],
    );
    const failures: unknown[] = [];
    for (const { id } of waiting) await this.alone(id, failures, (tx) => this.orders.settleAgain(tx, id));
    return failures;
  }

  private async alone(orderId: string, failures: unknown[], work: (tx: EntityManager) => Promise<unknown>): Promise<void> {
    try {
      await this.transactions.run(work);
    } catch (error) {
      this.log.error(`order ${orderId}: ${faultTrace(error)}`);
      failures.push(error);
    }
  }

  private async noteFailure(connectionId: string, trouble: string): Promise<void> {
    await rows(
      this.transactions.reader,
      `insert into order_feed (connection_id, failures, trouble, due_at) values ($1, 1, $2, now() + interval '1 second')
       on conflict (connection_id) do update set failures = order_feed.failures + 1, trouble = $2,
         due_at = now() + least($3, 1000 * 2 ^ least(order_feed.failures, 20)) * interval '1 millisecond'`,
      [connectionId, storable(trouble).slice(0, 500), LONGEST_WAIT_MS],
    );
  }
}
