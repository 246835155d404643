import { lastDay } from '../document/certificate.rules';
import { fieldAt, overrideAt, wordsAt, type Overrides } from '../override/override.rules';
import { dayAfter, turningDays } from '../rule/rule.rules';
import { contentChecks } from './content.rules';
import type { Checked, Gap, PlatformFacts, ProductFacts, Ruling } from './gap.rules';
import { attributeChecks, definitionsFor, ruleChecks } from './rule-gap.rules';

export interface Readiness {
  /** Share of the checks that pass; 100 only without any gap. */
  readonly percent: number;
  /** Cheapest first. */
  readonly gaps: readonly Gap[];
  /** What would be good to have, and what to keep to when selling: keeps nothing back. */
  readonly advice: readonly Gap[];
  /** First day on which the verdict may change by the calendar alone; null: none is known. */
  readonly goodUntil: string | null;
}

/** What stands between the product and the platform on that day. Every check counts the same, so that the percentage means the same everywhere. */
export function readiness(product: ProductFacts, platform: PlatformFacts, ruling: Ruling, onDay: string): Readiness {
  const law = ruleChecks(product, platform, ruling, onDay);
  const said = attributeChecks(product, ruling, onDay);
  const checks = [
    ...contentChecks(product, platform, definitionsFor(ruling.definitions, product.ocopSet, onDay), onDay),
    ...law.checks,
    ...said.checks,
  ];
  const failed = checks.filter((one) => one !== null);
  return {
    percent: Math.floor((100 * (checks.length - failed.length)) / checks.length),
    gaps: tell(checks),
    advice: [...law.advice, ...said.advice],
    goodUntil: goodUntil(product, platform, ruling, onDay),
  };
}

/** The same, of what this platform would get: with the words that are said to it alone. */
export function readinessAt(
  product: ProductFacts & { readonly overrides: Overrides },
  platformCode: string,
  platform: PlatformFacts,
  ruling: Ruling,
  onDay: string,
): Readiness {
  const override = overrideAt(product.overrides, platformCode);
  const found = readiness(wordsAt(product, override), platform, ruling, onDay);
  return { ...found, gaps: found.gaps.map((gap) => ({ ...gap, field: fieldAt(gap.field, platformCode, override) })) };
}

/** Each thing once, cheapest first. Where the product may not be listed at all, that is all there is to say. */
function tell(checks: readonly Checked[]): Gap[] {
  const gaps = checks.filter((one) => one !== null);
  const blocks = gaps.filter((one) => one.code === 'not-listable');
  if (blocks.length > 0) return blocks;
  const once = new Map(gaps.toReversed().map((one) => [`${one.code} ${one.field}`, one]));
  return [...once.values()].sort((a, b) => a.cost - b.cost || (a.code < b.code ? -1 : a.code > b.code ? 1 : a.field < b.field ? -1 : 1));
}

function goodUntil(
  { ocopSet, certificates, documents }: ProductFacts,
  platform: PlatformFacts,
  { rules, definitions }: Ruling,
  onDay: string,
): string | null {
  const proofs = certificates.flatMap((one) => [one.issuedOn, dayAfter(lastDay(one)), ...(one.revokedOn ? [one.revokedOn] : [])]);
  const papers = documents.flatMap((one) => [one.issuedOn, ...(one.expiresOn === null ? [] : [dayAfter(one.expiresOn)])]);
  const law = [...rules, ...definitions.map((one) => ({ ...one, suspendedFrom: null }))]
    .filter((one) => one.sets.includes(ocopSet))
    .flatMap(turningDays);
  const [next] = [...proofs, ...papers, ...law, ...(platform.goodUntil === null ? [] : [platform.goodUntil])]
    .filter((day) => day > onDay)
    .sort();
  return next ?? null;
}
