import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlatformRegistry } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { Clock, faultText } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { platformOn } from '../rule/platform-rule.rules';
import { RuleReader } from '../rule/rule.reader';
import { findFacts } from './readiness.facts';
import { readinessAt } from './readiness.rules';

/** Products of one transaction: judging them takes well under a second. */
const BATCH = 500;
/** Marks that are taken at once: a product often has several. */
const MARKS = 2_000;

export class SweepSettings {
  constructor(
    readonly works: boolean,
    readonly everyMs: number,
  ) {}
}

interface Due {
  readonly productId: string;
  /** Empty: all. */
  readonly platforms: readonly string[];
}

/**
 * Keeps the stored verdicts true. Whatever may change one leaves a mark in the database (triggers do), and the calendar is in the verdicts themselves: this works both off, a
 * batch at a time, in as many processes as there are.
 */
@Injectable()
export class ReadinessSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ReadinessSweep.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly registry: PlatformRegistry,
    private readonly rules: RuleReader,
    private readonly settings: SweepSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.works) return;
    this.timer = setInterval(() => this.wake(), this.settings.everyMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Works everything off that is due, unless that is under way. A wake-up may be lost: the next turn finds what is due. */
  wake(): void {
    if (!this.settings.works || this.stopping) return;
    this.running ??= this.workOff()
      .catch((error: unknown) => this.log.warn(`judging products: ${faultText(error)}`))
      .finally(() => (this.running = null));
  }

  /** Answers how many products were judged. */
  async workOff(): Promise<void> {
    while (!this.stopping && (await this.transactions.run((tx) => this.batch(tx))) > 0);
  }

  /** One batch; 0 when nothing is due. */
  async batch(tx: EntityManager): Promise<number> {
    const now = this.clock.now();
    const today = vietnamDay(now);
    const due = await this.take(tx, today);
    if (due.length === 0) return 0;
    // Before the facts are read: of two who judge a product at the same time, the one with the newer facts is kept.
    const [read] = await rows<{ at: string }>(tx, 'select clock_timestamp()::text as at');
    const law = await this.rules.now(tx);
    const platforms = this.registry.all().flatMap(({ adapter }) => {
      const facts = platformOn(law.platforms, adapter.code, today);
      return facts ? [{ code: adapter.code, facts }] : [];
    });
    const wanted = new Map(due.map((one) => [one.productId, one.platforms]));
    const verdicts = (await findFacts(tx, [...wanted.keys()], now)).flatMap((product) =>
      platforms
        .filter(({ code }) => wanted.get(product.productId)?.some((platform) => platform === '' || platform === code))
        .map(({ code, facts }) => {
          const { percent, gaps, goodUntil } = readinessAt(product, code, facts, law, today);
          const pauses = gaps.some((gap) => gap.pausesLive);
          return {
            product_id: product.productId,
            platform: code,
            percent,
            is_ready: gaps.length === 0,
            pauses_live: pauses,
            gaps,
            good_until: goodUntil,
          };
        }),
    );
    await rows(
      tx,
      `insert into product_readiness (product_id, platform, percent, is_ready, pauses_live, gaps, rule_revision, good_until, checked_at)
       select v.product_id, v.platform, v.percent, v.is_ready, v.pauses_live, v.gaps, $2, v.good_until, $3::timestamptz from jsonb_populate_recordset(null::product_readiness, $1) v
        order by v.product_id, v.platform
       on conflict (product_id, platform) do update set percent = excluded.percent, is_ready = excluded.is_ready, pauses_live = excluded.pauses_live, gaps = excluded.gaps,
         rule_revision = excluded.rule_revision, good_until = excluded.good_until, checked_at = excluded.checked_at
       where product_readiness.checked_at <= excluded.checked_at`,
      [JSON.stringify(verdicts), law.revision, read?.at],
    );
    return due.length;
  }

  /** Marks first, then what the calendar has made due. */
  private async take(tx: EntityManager, today: string): Promise<Due[]> {
    const marked = await rows<Due>(
      tx,
      // All marks of a product at once, so that it is judged once however many things have changed.
      `with first as (select product_id from readiness_due order by id limit $1 for update skip locked),
            few as (select distinct product_id from first limit $2),
            mine as (select id from readiness_due where product_id in (select product_id from few) for update skip locked),
            taken as (delete from readiness_due d using mine where d.id = mine.id returning d.product_id, d.platform)
       select product_id as "productId", array_agg(distinct platform) as platforms from taken group by product_id`,
      [MARKS, BATCH],
    );
    if (marked.length > 0) return marked;
    const turned = await rows<{ productId: string; platform: string }>(
      tx,
      `select product_id as "productId", platform from product_readiness where good_until <= $1 order by good_until limit $2 for update skip locked`,
      [today, BATCH],
    );
    const products = [...new Set(turned.map((one) => one.productId))];
    return products.map((productId) => ({
      productId,
      platforms: turned.filter((one) => one.productId === productId).map((one) => one.platform),
    }));
  }
}
