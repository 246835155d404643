import { adapters } from '../../src/adapters';
import { ReadinessService } from '../../src/catalog';
import { ReadinessSweep, SweepSettings } from '../../src/catalog/readiness/readiness.sweep';
import { PlatformRuleLoader } from '../../src/catalog/rule/platform-rule.loader';
import { PlatformRules } from '../../src/catalog/rule/platform-rule.service';
import { RuleLoader } from '../../src/catalog/rule/rule.loader';
import { RuleReader } from '../../src/catalog/rule/rule.reader';
import { PlatformRegistry } from '../../src/platform';
import type { Clock } from '../../src/shared/kernel';
import type { TestDatabase } from './database';

/** All platforms of the program. */
export const platforms = new PlatformRegistry(adapters);

/** Whoever judges products, with the rules of the law and of the platforms loaded: for tests of the database alone. */
export async function openJudge(database: TestDatabase, clock: Clock) {
  await new RuleLoader(database.transactions).onModuleInit();
  await new PlatformRuleLoader(database.transactions, platforms, clock).onModuleInit();
  const reader = new RuleReader();
  const platformRules = new PlatformRules(clock, platforms, reader);
  return {
    platformRules,
    readiness: new ReadinessService(clock, platforms, reader),
    /** Another process that keeps the stored verdicts. */
    sweep: (at: Clock = clock) => new ReadinessSweep(database.transactions, at, platforms, new RuleReader(), new SweepSettings(true, 50)),
  };
}
