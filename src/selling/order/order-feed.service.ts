import { Injectable } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import type { PlatformAccount, RemoteOrder } from '../../platform';
import { OrderImport } from './order-import.service';

/** Two clocks never agree: so much further back than "all is known until here" is asked again. */
const OVERLAP_MS = 10 * 60_000;
/** Orders older than this are not followed any more. */
const FARTHEST_BACK_MS = 60 * 86_400_000;
/** The platform's clock may run ahead of ours. */
const AHEAD_MS = 86_400_000;
const LONGEST_WAIT_MS = 10 * 60_000;

interface FeedRow {
  readonly completeUntil: Date | null;
  readonly failures: number;
  readonly since: Date | null;
  readonly openSince: Date | null;
}

/** How far the orders of each account are known. Polling is the truth; webhooks only make it come sooner. */
@Injectable()
export class OrderFeed {
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
    const since = await this.startOf(account.connectionId, depth, startedAt);
    try {
      for await (const page of account.listOrders({ since, until: new Date(startedAt.getTime() + AHEAD_MS) }))
        await this.takeAll(account.connectionId, page);
    } catch (error) {
      await this.noteFailure(account.connectionId, error instanceof Error ? error.message : String(error));
      throw error;
    }
    await rows(
      this.transactions.reader,
      `insert into order_feed (connection_id, complete_until, polled_at, due_at) values ($1, $2, $2, coalesce($3::timestamptz, now()))
       on conflict (connection_id) do update set complete_until = greatest(order_feed.complete_until, $2), polled_at = $2, failures = 0, trouble = null,
         due_at = coalesce($3, order_feed.due_at)`,
      [account.connectionId, startedAt, nextInMs === null ? null : new Date(startedAt.getTime() + nextInMs)],
    );
  }

  /** Has the orders of the account read again soon. */
  async soon(connectionId: string): Promise<void> {
    await rows(this.transactions.reader, `update order_feed set due_at = now() where connection_id = $1`, [connectionId]);
  }

  private async startOf(connectionId: string, depth: 'new-orders' | 'open-orders', now: Date): Promise<Date> {
    const [feed] = await rows<FeedRow>(
      this.transactions.reader,
      `select f.complete_until as "completeUntil", c.created_at as since,
              (select min(placed_at) from market_order o where o.connection_id = c.id
                 and (o.trouble is not null or o.stage not in ('cancelled', 'completed', 'returned', 'partly-returned', 'lost'))) as "openSince"
         from connection c left join order_feed f on f.connection_id = c.id where c.id = $1`,
      [connectionId],
    );
    const known = feed?.completeUntil ?? new Date((feed?.since ?? now).getTime() - 86_400_000);
    const from = depth === 'open-orders' && feed?.openSince && feed.openSince < known ? feed.openSince : known;
    return new Date(Math.max(from.getTime() - OVERLAP_MS, now.getTime() - FARTHEST_BACK_MS));
  }

  /** Only orders that say something new are opened, each in a transaction of its own: one that cannot be taken in does not hold up the others. */
  private async takeAll(connectionId: string, page: readonly RemoteOrder[]): Promise<void> {
    const known = await rows<{ orderId: string; platformState: string; trouble: string | null }>(
      this.transactions.reader,
      `select platform_order_id as "orderId", platform_state as "platformState", trouble from market_order where connection_id = $1 and platform_order_id = any($2)`,
      [connectionId, page.map((order) => order.orderId)],
    );
    const settled = new Map(known.filter((order) => order.trouble === null).map((order) => [order.orderId, order.platformState]));
    for (const order of page) {
      if (settled.get(order.orderId) === order.platformState) continue;
      await this.transactions.run((tx) => this.orders.take(tx, connectionId, order, 'poll'));
    }
  }

  private async noteFailure(connectionId: string, trouble: string): Promise<void> {
    await rows(
      this.transactions.reader,
      `insert into order_feed (connection_id, failures, trouble, due_at) values ($1, 1, $2, now() + interval '1 second')
       on conflict (connection_id) do update set failures = order_feed.failures + 1, trouble = $2,
         due_at = now() + least($3, 1000 * 2 ^ least(order_feed.failures, 20)) * interval '1 millisecond'`,
      [connectionId, trouble.slice(0, 500), LONGEST_WAIT_MS],
    );
  }
}
