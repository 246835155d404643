import { lastDay } from '../document/certificate.rules';
import { fieldAt, overrideAt, wordsAt, type Overrides } from '../override/override.rules';
import { dayAfter, turningDays } from '../rule/rule.rules';
import { contentChecks } from './content.rules';
import { gap, type Checked, type Gap, type PlatformFacts, type ProductFacts, type Ruling } from './gap.rules';
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
  return judge(product, platform, ruling, onDay, []);
}

function judge(product: ProductFacts, platform: PlatformFacts, ruling: Ruling, onDay: string, more: readonly Checked[]): Readiness {
  const law = ruleChecks(product, platform, ruling, onDay);
  const said = attributeChecks(product, ruling, onDay);
  const checks = [
    ...more,
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

/** The same, of what this platform would get: with the words that are said to it alone, and with what the producer agreed to. */
export function readinessAt(
  product: ProductFacts & { readonly overrides: Overrides },
  platformCode: string,
  platform: PlatformFacts,
  ruling: Ruling,
  onDay: string,
): Readiness {
  const override = overrideAt(product.overrides, platformCode);
  const found = judge(wordsAt(product, override), platform, ruling, onDay, consentChecks(product, platformCode, platform));
  return { ...found, gaps: found.gaps.map((gap) => ({ ...gap, field: fieldAt(gap.field, platformCode, override) })) };
}

/** Nothing of a producer is sent to a platform unless the producer agreed to it (Luật 91/2025/QH15, Điều 9; NĐ 356/2025/NĐ-CP, Điều 6). */
function consentChecks({ consents, isRestricted }: ProductFacts, platformCode: string, { name }: PlatformFacts): Checked[] {
  if (isRestricted)
    return [
      gap('processing-restricted', 'producer', 'Chủ thể đã yêu cầu hạn chế xử lý dữ liệu; khi chủ thể thôi yêu cầu thì tin được đăng lại.'),
    ];
  if (consents === undefined) return [];
  const field = `consents.${platformCode}`;
  const consent = consents[platformCode];
  if (consent === 'given') return [null];
  return consent === 'ended'
    ? [gap('consent-ended', field, `Đồng ý của chủ thể cho đăng trên ${name} đã rút lại hoặc hết hạn; muốn bán tiếp thì đồng ý lại.`)]
    : [gap('consent-missing', field, `Chủ thể chưa đồng ý cho gửi thông tin sang ${name}; người của chủ thể cần đồng ý trước.`)];
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
