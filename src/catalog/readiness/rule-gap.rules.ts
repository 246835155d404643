import { ocopObstacleVi, PRODUCER_KINDS } from '../../people';
import { lastDay, validCertificate, type CertificateFacts } from '../document/certificate.rules';
import { dayVi } from '../document/day.rules';
import { countsOn, DOCUMENT_TYPES, type DocumentFacts, type DocumentType } from '../document/document.rules';
import { holds, type ConditionFacts } from '../rule/condition.rules';
import { isInForce, isOfOneProduct, type RuleFacts } from '../rule/rule.rules';
import { gap, type Checked, type DefinitionFacts, type Gap, type PlatformFacts, type ProductFacts, type Ruling } from './gap.rules';

/** Getting a paper, beside what any paper costs: for the order of the list. */
const PAPER_COST: Partial<Readonly<Record<DocumentType, number>>> = {
  'label-image': 0,
  'self-declaration': 500,
  'food-safety-commitment': 500,
  'test-report': 2_000,
  'business-registration': 3_000,
};
const ANY_PAPER = 5_000;

/** What the law asks of the product on that day. `checks` keep it from being listed, `advice` does not. */
export function ruleChecks(
  product: ProductFacts,
  platform: PlatformFacts,
  { rules, definitions }: Ruling,
  onDay: string,
): { checks: Checked[]; advice: Gap[] } {
  const facts = conditionFacts(product, platform);
  const known = new Map(definitionsFor(definitions, product.ocopSet, onDay).map((one) => [one.code, one]));
  const advice: Gap[] = [];
  const checks: Checked[] = [];
  for (const rule of rules) {
    if (!rule.sets.includes(product.ocopSet) || !isInForce(rule, onDay)) continue;
    const verdict = holds(rule.condition, facts);
    const keepsBack = rule.level === 'required' || rule.level === 'conditional';
    if ('asks' in verdict) {
      if (keepsBack) checks.push(question(verdict.asks, rule, known.get(verdict.asks)));
      continue;
    }
    if (!verdict.holds) continue;
    const found = ruleGap(rule, product, platform, onDay);
    if (rule.asks === 'certificate' && keepsBack) checks.push(...holderChecks(rule, product));
    if (keepsBack && rule.asks !== 'order') checks.push(found);
    else if (found) advice.push(found);
  }
  return { checks, advice };
}

/** What the law asks of how the product is sold and paid. */
export interface OrderRule {
  readonly code: string;
  /** See ORDER_CONDITIONS. */
  readonly asked: readonly string[];
  readonly textVi: string;
  readonly source: string;
}

/** Rules of which it is not known whether they apply are not in it. */
export function orderRules(product: ProductFacts, platform: PlatformFacts, rules: readonly RuleFacts[], onDay: string): OrderRule[] {
  const facts = conditionFacts(product, platform);
  return rules.filter((rule) => {
    const { asks, level, sets, condition } = rule;
    if (asks !== 'order' || (level !== 'required' && level !== 'conditional')) return false;
    if (!sets.includes(product.ocopSet) || !isInForce(rule, onDay)) return false;
    const verdict = holds(condition, facts);
    return 'holds' in verdict && verdict.holds;
  });
}

/** What the product has to say of itself on that day, and does not. */
export function attributeChecks(product: ProductFacts, { definitions }: Ruling, onDay: string): { checks: Checked[]; advice: Gap[] } {
  const missing = (one: DefinitionFacts): Gap | null => {
    const value = Object.hasOwn(product.attributes, one.code) ? product.attributes[one.code] : undefined;
    if (value !== undefined && value !== '') return null;
    const ground = { code: one.code, version: 1, source: one.source };
    return gap('attribute-missing', `attributes.${one.code}`, `Chưa ghi: ${one.labelVi}.`, 'producer', ground);
  };
  const own = definitionsFor(definitions, product.ocopSet, onDay);
  return {
    checks: own.filter((one) => one.level === 'required').map(missing),
    advice: own.filter((one) => one.level === 'recommended').flatMap((one) => missing(one) ?? []),
  };
}

export function definitionsFor(definitions: readonly DefinitionFacts[], set: number, onDay: string): DefinitionFacts[] {
  return definitions.filter(
    (one) => one.sets.includes(set) && one.effectiveFrom <= onDay && (one.effectiveTo === null || onDay <= one.effectiveTo),
  );
}

function conditionFacts({ attributes, producerKind }: ProductFacts, { ageGate, requires }: PlatformFacts): ConditionFacts {
  return {
    attributes,
    producerKind,
    platform: { 'by-post': true, 'age-gate': ageGate, 'asks-ocop-certificate': requires.ocopCertificate },
  };
}

const groundOf = ({ code, version, source }: RuleFacts): Gap['rule'] => ({ code, version, source });

function question(attribute: string, rule: RuleFacts, definition: DefinitionFacts | undefined): Gap {
  return gap('question-open', `attributes.${attribute}`, `Cần trả lời: ${definition?.labelVi ?? attribute}`, 'producer', groundOf(rule));
}

function ruleGap(rule: RuleFacts, product: ProductFacts, platform: PlatformFacts, onDay: string): Gap | null {
  switch (rule.asks) {
    case 'document':
      return paperGap(rule, product.documents, onDay);
    case 'shelf-life':
      return product.shelfLifeDays === null ? gap('shelf-life-missing', 'shelfLifeDays', rule.textVi, 'producer', groundOf(rule)) : null;
    case 'certificate':
      return certificateGap(rule, product.certificates, platform.name, onDay);
    case 'block':
      return gap('not-listable', 'ocopSet', rule.textVi, 'producer', groundOf(rule));
    case 'platform':
      return platform.ageGate
        ? null
        : gap('platform-cannot', 'ocopSet', `${rule.textVi} ${platform.name} chưa có.`, 'platform', groundOf(rule));
    case 'order':
      return gap('order-condition', 'ocopSet', rule.textVi, 'officer', groundOf(rule));
  }
}

/** One gap for all the papers that would do, about the one that is nearest to being good. */
function paperGap(rule: RuleFacts, documents: readonly DocumentFacts[], onDay: string): Gap | null {
  const asked = rule.asked as readonly DocumentType[]; // whoever adds a rule may name no others
  const ours = documents.filter(
    (one) => asked.includes(one.type) && (!isOfOneProduct(one.type) || one.scope === 'product' || one.scope === 'batch'),
  );
  if (ours.some((one) => countsOn(one, onDay))) return null;
  const cost = Math.min(...asked.map((type) => PAPER_COST[type] ?? ANY_PAPER));
  const [first] = asked;
  const about = (
    code: 'document-missing' | 'document-expired' | 'document-not-verified',
    type: DocumentType | undefined,
    text: string,
  ): Gap =>
    code === 'document-not-verified'
      ? gap(code, `documents.${type}`, text, 'province', groundOf(rule))
      : gap(code, `documents.${type}`, text, 'producer', groundOf(rule), cost);
  const named = (one: DocumentFacts): string => `${DOCUMENT_TYPES[one.type]} số ${one.number}`;
  const waiting = ours.find((one) => one.state === 'submitted' && (one.expiresOn === null || onDay <= one.expiresOn));
  if (waiting) return about('document-not-verified', waiting.type, `${named(waiting)} đang chờ tỉnh xác minh.`);
  const [ended] = ours.filter((one) => one.state === 'verified' && one.expiresOn !== null && one.expiresOn < onDay).sort(lastFirst);
  if (ended) return about('document-expired', ended.type, `${named(ended)} đã hết hạn ngày ${dayVi(ended.expiresOn ?? '')}.`);
  const refused = ours.find((one) => one.state === 'rejected' || one.state === 'revoked');
  if (refused) return about('document-missing', refused.type, `${rule.textVi} ${named(refused)} không được chấp nhận.`);
  return about('document-missing', first, rule.textVi);
}

const lastFirst = (a: { readonly expiresOn: string | null }, b: { readonly expiresOn: string | null }): number =>
  (a.expiresOn ?? '') < (b.expiresOn ?? '') ? 1 : -1;

/** Whether the producer is one that may hold a certificate at all. What was judged before this was asked is not asked it when it is judged again. */
function holderChecks(rule: RuleFacts, { producerKind, isProducerRegistered, ocopSet }: ProductFacts): Checked[] {
  if (isProducerRegistered === undefined) return [];
  const kind = PRODUCER_KINDS.find((each) => each === producerKind) ?? 'other';
  const obstacle = ocopObstacleVi({ kind, isRegistered: isProducerRegistered }, ocopSet);
  return [obstacle === null ? null : gap('certificate-holder-unfit', 'producer.kind', obstacle, 'producer', groundOf(rule))];
}

function certificateGap(rule: RuleFacts, certificates: readonly CertificateFacts[], platform: string, onDay: string): Gap | null {
  if (validCertificate(certificates, onDay)) return null;
  const ground = groundOf(rule);
  const waiting = certificates.find((one) => one.state === 'submitted' && onDay <= lastDay(one));
  if (waiting)
    return gap(
      'certificate-not-verified',
      'certificates',
      `Giấy chứng nhận số ${waiting.number} đang chờ tỉnh xác minh.`,
      'province',
      ground,
    );
  const [last] = certificates.filter((one) => one.state === 'verified').sort(lastFirst);
  if (last)
    return gap(
      'certificate-expired',
      'certificates',
      `Giấy chứng nhận số ${last.number} đã hết hạn ngày ${dayVi(lastDay(last))}.`,
      'producer',
      ground,
    );
  return gap('certificate-missing', 'certificates', `${platform} cần giấy chứng nhận OCOP còn hạn.`, 'producer', ground);
}
