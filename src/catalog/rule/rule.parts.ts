import { DemonstrationPapers } from '../document/demonstration-papers';
import { RuleController } from './rule.controller';
import { RuleLoader } from './rule.loader';
import { RuleReader } from './rule.reader';
import { RuleService } from './rule.service';

/** What the module is made of, as far as rules go. */
export const RULE_CONTROLLERS = [RuleController];
export const RULE_PROVIDERS = [RuleLoader, RuleReader, RuleService, DemonstrationPapers];
export const RULE_EXPORTS = [DemonstrationPapers];
