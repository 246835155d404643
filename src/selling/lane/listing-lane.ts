import { Injectable, type OnModuleInit } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { PlatformGateway, type PlatformAccount } from '../../platform';
import { LaneRunner, type Hold, type LaneWork } from '../../sync';
import { ContentStepper, dueListings } from './content-step';
import { ErasureKeeper } from '../erasure/erasure-keeper';
import { HoldKeeper } from './hold-keeper';
import { LISTING_LANE } from '../listing-lane.name';
import { SharePlanner } from '../stock/share-planner';
import { StockStepper } from './stock-step';

/** Content steps that are under way at once at one account, each for another listing. */
const AT_ONCE = 4;
const ROUND = 8;
/** What is due later than this is left to the sweep. */
const COME_BACK_WITHIN_MS = 5_000;

/** Brings each platform to show what we want: stock first, because it is what buyers act on, then content, a little at a time. */
@Injectable()
export class ListingLane implements LaneWork, OnModuleInit {
  readonly name = LISTING_LANE;

  constructor(
    private readonly transactions: Transactions,
    private readonly gateway: PlatformGateway,
    private readonly lanes: LaneRunner,
    private readonly holds: HoldKeeper,
    private readonly erasures: ErasureKeeper,
    private readonly planner: SharePlanner,
    private readonly stock: StockStepper,
    private readonly content: ContentStepper,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  async findDue(): Promise<readonly string[]> {
    await this.holds.keep();
    await this.erasures.keep();
    await this.planner.plan();
    const due = await rows<{ id: string }>(
      this.transactions.reader,
      `select c.id from connection c where not c.is_paused and (
         exists (select 1 from listing l where l.connection_id = c.id and l.stock_dirty and l.stock_due_at <= now())
         or exists (select 1 from listing l where l.connection_id = c.id and l.due_at <= now() and l.wanted_version_id is not null))`,
    );
    return due.map((row) => row.id);
  }

  async attend(hold: Hold): Promise<void> {
    const account = await this.gateway.account(hold.connectionId);
    while (hold.isHeld() && !account.isPaused) {
      await this.planner.plan();
      const told = await this.stock.step(account, hold);
      const stepped = await this.stepContent(account, hold);
      if (told === 0 && stepped === 0) break;
    }
    await this.comeBack(hold.connectionId);
  }

  /** Retries and looks at reviews fall due sooner than the sweep comes by. */
  private async comeBack(connectionId: string): Promise<void> {
    const [next] = await rows<{ ms: number | null }>(
      this.transactions.reader,
      `select ceil(extract(epoch from least(
          (select min(stock_due_at) from listing where connection_id = $1 and stock_dirty and stock_due_at > now()),
          (select min(due_at) from listing where connection_id = $1 and due_at > now() and due_at < 'infinity' and wanted_version_id is not null)) - now()) * 1000)::int as ms`,
      [connectionId],
    );
    if (next?.ms !== null && next?.ms !== undefined && next.ms < COME_BACK_WITHIN_MS)
      this.lanes.wakeIn(LISTING_LANE, connectionId, next.ms);
  }

  private async stepContent(account: PlatformAccount, hold: Hold): Promise<number> {
    const due = await dueListings(this.transactions.reader, account.connectionId, ROUND);
    for (let from = 0; from < due.length && hold.isHeld(); from += AT_ONCE) {
      await Promise.all(due.slice(from, from + AT_ONCE).map((listing) => this.content.step(account, listing, hold)));
    }
    return due.length;
  }
}
