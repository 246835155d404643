import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlatformRegistry } from '../../platform';
import { Clock, Problem, problems } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { platformOn } from '../rule/platform-rule.rules';
import { RuleReader, type Law } from '../rule/rule.reader';
import { findFacts, type FoundFacts } from './readiness.facts';
import type { PlatformFacts } from './gap.rules';
import type { Readiness } from './readiness.rules';
import { orderRules, type OrderRule } from './rule-gap.rules';
import { basisOf, judgedOn, type Basis, type Kept } from './verdict.rules';

export type PlatformReadiness = Readiness & { readonly platformCode: string; readonly isReady: boolean; readonly pausesLive: boolean };

/** A verdict with what it was given on. */
export type Judged = PlatformReadiness & { readonly basis: Basis };

/** Says what is missing before a platform would take a product. Computed anew each time from what is true now, so it is never out of date. */
@Injectable()
export class ReadinessService {
  constructor(
    private readonly clock: Clock,
    private readonly platforms: PlatformRegistry,
    private readonly rules: RuleReader,
  ) {}

  /** For one platform. Asked again at the moment of sending. Throws: Problem not-found. */
  async check(db: EntityManager, productId: string, platformCode: string): Promise<Judged> {
    return (await this.judge(db, [productId]))(productId, platformCode);
  }

  /** Reads what is to be known of these products, once; what it answers gives the verdict of one at a platform. That throws: Problem not-found. */
  async judge(db: EntityManager, productIds: readonly string[]): Promise<(productId: string, platformCode: string) => Judged> {
    const found = new Map((await findFacts(db, productIds, this.clock.now())).map((product) => [product.productId, product]));
    const law = await this.rules.now(db); // once, so that rules and demands are of one revision
    return (productId, platformCode) => {
      const product = found.get(productId);
      this.platforms.get(platformCode);
      if (!product) throw new Problem(problems.notFound);
      return this.verdict(law, product, platformCode);
    };
  }

  /** For every platform of this program. Throws: Problem not-found, also when the product is another producer's. */
  async checkAll(db: EntityManager, producerId: string, productId: string): Promise<PlatformReadiness[]> {
    const [product] = await findFacts(db, [productId], this.clock.now());
    if (product?.producerId !== producerId) throw new Problem(problems.notFound);
    const law = await this.rules.now(db);
    return this.platforms.all().map(({ adapter }) => this.verdict(law, product, adapter.code));
  }

  /** What the law asks today of orders for these products at the platform, by product; those of which it asks nothing are not in it. */
  async orderRules(
    db: EntityManager,
    productIds: readonly string[],
    platformCode: string,
  ): Promise<ReadonlyMap<string, readonly OrderRule[]>> {
    if (productIds.length === 0) return new Map();
    const law = await this.rules.now(db);
    const today = vietnamDay(this.clock.now());
    const platform = this.demandsOf(law, platformCode, today);
    const found = (await findFacts(db, productIds, this.clock.now())).map(
      (product) => [product.productId, orderRules(product, platform, law.rules, today)] as const,
    );
    return new Map(found.filter(([, asked]) => asked.length > 0));
  }

  /** The verdict on what was frozen, by the rules and demands of its revision and day, whatever they are now. */
  async again(db: EntityManager, platformCode: string, basis: Basis): Promise<Kept> {
    const platform = platformOn(await this.rules.platformsAt(db, basis.ruleRevision), platformCode, basis.day);
    if (!platform) throw new Error(`revision ${basis.ruleRevision} has no ${platformCode}`);
    const { percent, gaps } = judgedOn(basis, platformCode, platform, await this.rules.rulesAt(db, basis.ruleRevision));
    return { demands: platform.version, percent, gaps };
  }

  private verdict(law: Law, product: FoundFacts, platformCode: string): Judged {
    const today = vietnamDay(this.clock.now());
    const platform = this.demandsOf(law, platformCode, today);
    const basis = basisOf(product, platform, law, today);
    const result = judgedOn(basis, platformCode, platform, law.rules);
    return { platformCode, isReady: result.gaps.length === 0, pausesLive: result.gaps.some((gap) => gap.pausesLive), ...result, basis };
  }

  private demandsOf(law: Law, platformCode: string, today: string): PlatformFacts {
    const platform = platformOn(law.platforms, platformCode, today);
    if (!platform) throw new Error(`the description of ${platformCode} was never loaded`);
    return platform;
  }
}
