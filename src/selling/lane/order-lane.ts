import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { PlatformGateway, type DeliveredEvent, type PlatformAccount, type RemoteOrder } from '../../platform';
import { Inbox, LaneRunner, ORDER_LANE, type Hold, type LaneWork, type WaitingDelivery } from '../../sync';
import { givesStockBack } from '../order/order.rules';
import { OrderActs } from '../order/order-act.service';
import { OrderFeed } from '../order/order-feed.service';
import { OrderImport } from '../order/order-import.service';
import { OrderLaw } from '../order/order-law.service';
import { LISTING_LANE } from '../listing-lane.name';
import { PollInterval } from './poll-interval';
import { SharePlanner } from '../stock/share-planner';
import { faultText } from '../../shared/kernel';

const DELIVERIES_AT_ONCE = 100;
/** So many orders that are new to us are asked for one by one; more of them come cheaper with the list. */
const FEW = 5;
/** What is due later than this is left to the sweep. */
const COME_BACK_WITHIN_MS = 5_000;

/** What platforms tell us becomes our truth: deliveries, polled orders, and what people want done with them. */
@Injectable()
export class OrderLane implements LaneWork, OnModuleInit {
  readonly name = ORDER_LANE;
  private readonly log = new Logger(OrderLane.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly gateway: PlatformGateway,
    private readonly inbox: Inbox,
    private readonly lanes: LaneRunner,
    private readonly feed: OrderFeed,
    private readonly acts: OrderActs,
    private readonly orders: OrderImport,
    private readonly law: OrderLaw,
    private readonly planner: SharePlanner,
    private readonly interval: PollInterval,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  async findDue(): Promise<readonly string[]> {
    const due = await Promise.all([
      this.inbox.connectionsWithDue(this.transactions.reader),
      this.feed.connectionsWithDue(),
      this.acts.connectionsWithDue(),
    ]);
    return [...new Set(due.flat())];
  }

  async attend(hold: Hold): Promise<void> {
    const account = await this.gateway.account(hold.connectionId);
    while (hold.isHeld()) {
      const delivered = await this.takeDeliveries(account, hold);
      if (delivered > 0) await this.planner.plan();
      await this.law.judgeNew(hold.connectionId);
      const acted = account.isPaused ? 0 : await this.acts.carryOut(account, hold);
      if (acted > 0) await this.planner.plan();
      const hasPolled = await this.pollWhenDue(account, hold);
      if (delivered === 0 && acted === 0 && !hasPolled) break;
    }
    await this.comeBack(account);
  }

  private async pollWhenDue(account: PlatformAccount, hold: Hold): Promise<boolean> {
    if (!hold.isHeld() || !(await this.feed.isDue(hold.connectionId))) return false;
    // A failed poll is noted with its reason and comes again by itself.
    await this.feed
      .pull(account, 'open-orders', this.interval.ms)
      .catch((error: unknown) => this.log.warn(`orders of ${account.connectionId}: ${faultText(error)}`));
    await this.planner.plan();
    return true;
  }

  /** Retries and undecided acts fall due sooner than the sweep comes by. */
  private async comeBack({ connectionId, isPaused }: PlatformAccount): Promise<void> {
    const [next] = await rows<{ ms: number | null }>(
      this.transactions.reader,
      `select ceil(extract(epoch from least(
          (select min(due_at) from delivery where connection_id = $1 and state = 'waiting'),
          (select min(due_at) from order_act where connection_id = $1 and state in ('wanted', 'pending') and not $2),
          (select due_at from order_feed where connection_id = $1 and not $2)) - now()) * 1000)::int as ms`,
      [connectionId, isPaused],
    );
    if (next?.ms !== null && next?.ms !== undefined && next.ms < COME_BACK_WITHIN_MS)
      this.lanes.wakeIn(ORDER_LANE, connectionId, Math.max(20, next.ms));
  }

  private async takeDeliveries(account: PlatformAccount, hold: Hold): Promise<number> {
    const waiting = await this.inbox.due(this.transactions.reader, account.connectionId, DELIVERIES_AT_ONCE);
    await this.pullMany(account, waiting);
    for (const delivery of waiting) {
      if (!hold.isHeld()) return 0;
      try {
        await this.takeDelivery(account, delivery);
      } catch (error) {
        if (!hold.isHeld()) return 0; // cut off by our own stop: no failed attempt
        await this.inbox.markFailed(this.transactions.reader, delivery, faultText(error));
      }
    }
    return waiting.length;
  }

  private async takeDelivery(account: PlatformAccount, delivery: WaitingDelivery): Promise<void> {
    if (!delivery.events) throw new Error('sealed with another key');
    const looked = await Promise.all(delivery.events.map((event) => this.lookUp(account, event)));
    await this.transactions.run(async (tx) => {
      for (const order of looked) if (order) await this.orders.take(tx, account.connectionId, order, 'webhook');
      await this.inbox.markDone(tx, [delivery.id]);
    });
  }

  /** A rush of new orders: one look at the list, instead of a question for each. */
  private async pullMany(account: PlatformAccount, waiting: readonly WaitingDelivery[]): Promise<void> {
    if (!account.description.capabilities.webhookCarriesFullOrder) return; // its orders are read one by one anyway
    const ids = new Set(
      waiting.flatMap(({ events }) => (events ?? []).flatMap((event) => (event.kind === 'order' ? [event.orderId] : []))),
    );
    if (ids.size <= FEW || ids.size - (await this.known(account.connectionId, [...ids])).size <= FEW) return;
    await this.feed
      .pull(account, 'new-orders', null)
      .catch((error: unknown) => this.log.warn(`orders of ${account.connectionId}: ${faultText(error)}`));
  }

  private async known(connectionId: string, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await rows<{ id: string }>(
      this.transactions.reader,
      'select platform_order_id as id from market_order where connection_id = $1 and platform_order_id = any($2)',
      [connectionId, orderIds],
    );
    return new Set(found.map(({ id }) => id));
  }

  /**
   * What a hint is about, read from the platform unless the hint carries all that is needed. An order that is new to us is always asked for: platforms also
   * tell of orders that are not ours, under our own secret.
   */
  private async lookUp(account: PlatformAccount, event: DeliveredEvent): Promise<RemoteOrder | null> {
    switch (event.kind) {
      case 'order': {
        const carried = account.description.capabilities.webhookCarriesFullOrder ? event.order : undefined;
        if (carried && !givesStockBack(carried.stage) && (await this.known(account.connectionId, [event.orderId])).size > 0) return carried;
        return account.readOrder(event.orderId);
      }
      case 'listing':
        await this.wakeListing(account.connectionId, event.ref);
        return null;
      case 'category':
        return null; // seen when the listings are read; the categories themselves are read anew at every use
    }
  }

  private async wakeListing(connectionId: string, ref: { sku?: string; externalId?: string; caseId?: string }): Promise<void> {
    await rows(
      this.transactions.reader,
      `update listing set due_at = now(), attempts = 0 where connection_id = $1 and wanted_version_id is not null and (sku = $2 or external_id = $3 or case_id = $4)`,
      [connectionId, ref.sku ?? null, ref.externalId ?? null, ref.caseId ?? null],
    );
    this.lanes.wake(LISTING_LANE, connectionId);
  }
}
