import type { Provider } from '@nestjs/common';
import { DemonstrationPapers } from '../document/demonstration-papers';
import { ReadinessSweep, SweepSettings } from '../readiness/readiness.sweep';
import { PlatformRuleController } from './platform-rule.controller';
import { PlatformRuleLoader } from './platform-rule.loader';
import { PlatformRules } from './platform-rule.service';
import { RuleController } from './rule.controller';
import { RuleLoader } from './rule.loader';
import { RuleReader } from './rule.reader';
import { RuleService } from './rule.service';

/** What the module is made of, as far as rules and their verdicts go. */
export const RULE_CONTROLLERS = [RuleController, PlatformRuleController];
export const RULE_EXPORTS = [DemonstrationPapers, PlatformRules];

export function ruleProviders(works: boolean, sweepEveryMs: number): Provider[] {
  return [
    ...[RuleLoader, RuleReader, RuleService, PlatformRuleLoader, PlatformRules, DemonstrationPapers, ReadinessSweep],
    { provide: SweepSettings, useValue: new SweepSettings(works, sweepEveryMs) },
  ];
}
