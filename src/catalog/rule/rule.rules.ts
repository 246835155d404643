import { addDays } from '../document/day.rules';
import type { DocumentType } from '../document/document.rules';
import type { Condition } from './condition.rules';

/** What a rule is about; the first eight are the columns of the matrix of sets and papers. */
export const RULE_TOPICS = [
  'business-registration',
  'food-safety',
  'self-declaration',
  'product-registration',
  'test-report',
  'label',
  'shelf-life',
  'special-licence',
  'alcohol',
  'certificate',
] as const;
export type RuleTopic = (typeof RULE_TOPICS)[number];

/**
 * What a rule asks. `document`: one of the papers in `asked`. `shelf-life`: how long it keeps. `certificate`: the OCOP certificate. `block`: it is not listed at
 * all. `platform`: the platform can do what `asked` says. `order`: how it may be sold and paid.
 */
export const RULE_ASKS = ['document', 'shelf-life', 'certificate', 'block', 'platform', 'order'] as const;
export type RuleAsks = (typeof RULE_ASKS)[number];

/** `star`: only a condition for stars. Only the first two keep a product from being listed. */
export const RULE_LEVELS = ['required', 'conditional', 'recommended', 'star'] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

export const PLATFORM_ABILITIES = ['age-gate'] as const;
export const ORDER_CONDITIONS = ['cashless', 'no-promotion', 'check-age-at-delivery'] as const;

/** A rule as it is applied. Days are `yyyy-mm-dd`, Vietnam time. */
export interface RuleFacts {
  readonly code: string;
  readonly version: number;
  readonly topic: RuleTopic;
  readonly asks: RuleAsks;
  readonly asked: readonly string[];
  readonly sets: readonly number[];
  readonly level: RuleLevel;
  readonly condition: Condition;
  /** A whole sentence for whoever has to act. */
  readonly textVi: string;
  readonly noteVi: string;
  /** The legal text. */
  readonly source: string;
  readonly effectiveFrom: string;
  /** Last day. */
  readonly effectiveTo: string | null;
  /** First day on which it does not count. */
  readonly suspendedFrom: string | null;
  readonly suspendedBy: string | null;
}

export const RULE_STATES = ['in-force', 'coming', 'ended', 'suspended'] as const;
export type RuleState = (typeof RULE_STATES)[number];

export function ruleState(rule: Pick<RuleFacts, 'effectiveFrom' | 'effectiveTo' | 'suspendedFrom'>, day: string): RuleState {
  if (rule.effectiveTo !== null && rule.effectiveTo < day) return 'ended';
  if (rule.suspendedFrom !== null && rule.suspendedFrom <= day) return 'suspended';
  return day < rule.effectiveFrom ? 'coming' : 'in-force';
}

export function isInForce(rule: Pick<RuleFacts, 'effectiveFrom' | 'effectiveTo' | 'suspendedFrom'>, day: string): boolean {
  return ruleState(rule, day) === 'in-force';
}

/** Days on which the rule begins or stops to count. */
export function turningDays(rule: Pick<RuleFacts, 'effectiveFrom' | 'effectiveTo' | 'suspendedFrom'>): string[] {
  const { effectiveFrom, effectiveTo, suspendedFrom } = rule;
  return [effectiveFrom, ...(effectiveTo === null ? [] : [dayAfter(effectiveTo)]), ...(suspendedFrom === null ? [] : [suspendedFrom])];
}

export const dayAfter = (day: string): string => addDays(day, 1);
export const dayBefore = (day: string): string => addDays(day, -1);

/** Papers that speak for one product: that of another product, or one of the producer as a whole, does not count. */
const OF_ONE_PRODUCT: ReadonlySet<DocumentType> = new Set<DocumentType>([
  'self-declaration',
  'product-registration',
  'test-report',
  'cosmetic-notification',
  'medicine-registration',
  'label-image',
  'conformity',
]);

export function isOfOneProduct(type: DocumentType): boolean {
  return OF_ONE_PRODUCT.has(type);
}
