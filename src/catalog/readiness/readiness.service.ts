import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlatformRegistry } from '../../platform';
import { Clock, Problem, problems } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { PlatformRules } from '../rule/platform-rule.service';
import { RuleReader } from '../rule/rule.reader';
import { findFacts, type FoundFacts } from './readiness.facts';
import { readinessAt, type Readiness } from './readiness.rules';

export type PlatformReadiness = Readiness & { readonly platformCode: string; readonly isReady: boolean; readonly pausesLive: boolean };

/** Says what is missing before a platform would take a product. Computed anew each time from what is true now, so it is never out of date. */
@Injectable()
export class ReadinessService {
  constructor(
    private readonly clock: Clock,
    private readonly platforms: PlatformRegistry,
    private readonly rules: RuleReader,
    private readonly platformRules: PlatformRules,
  ) {}

  /** For one platform. Asked again at the moment of sending. Throws: Problem not-found. */
  async check(db: EntityManager, productId: string, platformCode: string): Promise<PlatformReadiness> {
    this.platforms.get(platformCode);
    return this.judge(db, await this.facts(db, productId), platformCode);
  }

  /** For every platform of this program. Throws: Problem not-found, also when the product is another producer's. */
  async checkAll(db: EntityManager, producerId: string, productId: string): Promise<PlatformReadiness[]> {
    const facts = await this.facts(db, productId, producerId);
    const found: PlatformReadiness[] = [];
    for (const { adapter } of this.platforms.all()) found.push(await this.judge(db, facts, adapter.code));
    return found;
  }

  private async judge(db: EntityManager, facts: FoundFacts, platformCode: string): Promise<PlatformReadiness> {
    const today = vietnamDay(this.clock.now());
    const platform = await this.platformRules.of(db, platformCode, today);
    const result = readinessAt(facts, platformCode, platform, await this.rules.now(db), today);
    return { platformCode, isReady: result.gaps.length === 0, pausesLive: result.gaps.some((gap) => gap.pausesLive), ...result };
  }

  private async facts(db: EntityManager, productId: string, producerId?: string): Promise<FoundFacts> {
    const [facts] = await findFacts(db, [productId]);
    if (!facts || (producerId !== undefined && facts.producerId !== producerId)) throw new Problem(problems.notFound);
    return facts;
  }
}
