import type { Overrides } from '../override/override.rules';
import { digestOf } from '../rule/platform-rule.rules';
import type { RuleFacts } from '../rule/rule.rules';
import type { DefinitionFacts, Gap, PlatformFacts, ProductFacts, Ruling } from './gap.rules';
import { readinessAt, type Readiness } from './readiness.rules';

/** With what single platforms are told instead. */
type Product = ProductFacts & { readonly overrides: Overrides };

/**
 * What a verdict was given on. Rules and demands are named by their revision, because they have a history; the product and the definitions of its set are here
 * as they were.
 */
export interface Basis {
  readonly ruleRevision: number;
  /** Number of the version of the platform's demands. */
  readonly demands: number;
  readonly day: string;
  readonly facts: { readonly product: Product; readonly definitions: readonly DefinitionFacts[] };
}

/** What is kept of a verdict. */
export interface Kept {
  readonly demands: number;
  readonly percent: number;
  readonly gaps: readonly Gap[];
}

export function basisOf(product: Product, platform: PlatformFacts, { revision, definitions }: Ruling, day: string): Basis {
  const own = definitions.filter((one) => one.sets.includes(product.ocopSet));
  return { ruleRevision: revision, demands: platform.version, day, facts: { product, definitions: own } };
}

/** The first verdict and every later one come from here, so that they can only differ if something was not frozen. */
export function judgedOn(
  { facts, ruleRevision, day }: Basis,
  platformCode: string,
  platform: PlatformFacts,
  rules: readonly RuleFacts[],
): Readiness {
  return readinessAt(facts.product, platformCode, platform, { revision: ruleRevision, rules, definitions: facts.definitions }, day);
}

export function saysTheSame(one: Kept, other: Kept): boolean {
  const said = ({ demands, percent, gaps }: Kept): string => digestOf({ demands, percent, gaps });
  return said(one) === said(other);
}
