import type { AttributeValue } from '../product/attribute.rules';
import { holds, type Condition } from './condition.rules';
import { isInForce, type RuleTopic } from './rule.rules';
import { ATTRIBUTE_SEED } from './attribute.seed';
import { RULE_SEED } from './rule.seed';

const DAY = '2026-11-21';
const COLUMNS: readonly RuleTopic[] = [
  ...(['business-registration', 'food-safety', 'self-declaration', 'product-registration'] as const),
  ...(['test-report', 'label', 'shelf-life', 'special-licence'] as const),
];

/**
 * Sets by papers. R: required before listing. C: only under a condition. S: for stars only. X: not listed at all. ·: nothing is asked.
 * Columns: business registration, food safety, self-declaration, product registration, test report, label, shelf life, special licence.
 */
const MATRIX = `
  1   C C · · S C C ·
  2   C C · · S C R C
  3   C C C · S R R ·
  4   C C C · S R R ·
  5   R R R · R R R ·
  6   R R R C R R R ·
  7   R R R C R R R ·
  8   R R R C R R R ·
  9   R R R · R R R ·
  10  R R R · R R R ·
  11  R R R C R R R ·
  12  R R R C R R R ·
  13  R R R · R R R ·
  14  R R R · R R C R
  15  R R R · R R C R
  16  R R R C R R R ·
  17  R R R C R R R ·
  18a R R · R R R R ·
  18b - - - - - - - X
  19  R · · · C R R R
  20  R C C C C R R C
  21  C · · · · R · C
  22  C · · · C R · C
  23  C · · · · C · C
  24  C · · · · C · C
  25  C · · · · · · X
  26  R C · · · · · C
`;

const cells = MATRIX.trim()
  .split('\n')
  .flatMap((line) => {
    const [row = '', ...letters] = line.trim().split(/\s+/);
    return letters.map((letter, i) => ({ row, set: Number.parseInt(row, 10), topic: COLUMNS[i]!, letter })); // eight letters for eight columns
  })
  .filter(({ letter }) => letter !== '-');

/** What is known of a product of that row whatever people answer. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, AttributeValue>>>> = {
  '15': { alcoholPercent: 12 },
  '18a': { isHealthFood: true },
  '18b': { isHealthFood: false },
};
const PLATFORM = { 'by-post': true, 'age-gate': false, 'asks-ocop-certificate': true };

const rulesOf = (set: number, topic: RuleTopic) =>
  RULE_SEED.map((rule) => ({ effectiveTo: null, suspendedFrom: null, ...rule })).filter(
    (rule) => rule.topic === topic && rule.sets.includes(set) && isInForce(rule, DAY),
  );

/** Every way in which the questions of the conditions can be answered, by makers of every kind. */
function* answers(conditions: readonly Condition[], known: Readonly<Record<string, AttributeValue>>) {
  const names = [...new Set(conditions.flat().flatMap((test) => (test.of === 'attribute' && !(test.name in known) ? [test.name] : [])))];
  const values = names.map((name): AttributeValue[] => {
    const definition = ATTRIBUTE_SEED.find((one) => one.code === name);
    return definition?.kind === 'choice' ? [...definition.choices] : definition?.kind === 'number' ? [3, 30] : [true, false];
  });
  const count = values.reduce((product, each) => product * each.length, 1);
  for (let n = 0; n < count; n++) {
    let rest = n;
    const attributes: Record<string, AttributeValue> = { ...known };
    names.forEach((name, i) => {
      const each = values[i] ?? [];
      attributes[name] = each[rest % each.length] ?? '';
      rest = Math.floor(rest / each.length);
    });
    for (const producerKind of ['household', 'cooperative']) yield { attributes, producerKind, platform: PLATFORM };
  }
}

describe('[CC6] the matrix of sets and papers', () => {
  it('has all its cells', () => {
    expect(cells).toHaveLength(26 * 8 + 1);
  });

  it.each(cells)('set $row, $topic: $letter', ({ row, set, topic, letter }) => {
    const known = KNOWN[row] ?? {};
    const rules = rulesOf(set, topic).filter((rule) => row !== '18a' || rule.asks !== 'block');
    const tries = [
      ...answers(
        rules.map((rule) => rule.condition),
        known,
      ),
    ].map((facts) =>
      rules.filter((rule) => {
        const verdict = holds(rule.condition, facts);
        return 'holds' in verdict && verdict.holds;
      }),
    );
    const applies = tries.filter((hit) => hit.length > 0);
    switch (letter) {
      case 'R':
        expect(applies).toHaveLength(tries.length);
        for (const rule of applies.flat()) expect(rule).toMatchObject({ level: 'required' });
        break;
      case 'C':
        expect(applies.length).toBeGreaterThan(0);
        for (const rule of rules) {
          expect(rule.level).toBe('conditional');
          expect(rule.condition.length).toBeGreaterThan(0);
        }
        break;
      case 'S':
        expect(applies).toHaveLength(tries.length);
        for (const rule of applies.flat()) expect(rule.level).toBe('star');
        break;
      case 'X':
        expect(applies).toHaveLength(tries.length);
        for (const hit of applies) expect(hit.some((rule) => rule.asks === 'block')).toBe(true);
        break;
      default:
        expect(rules).toEqual([]);
    }
  });

  /** What decides in each conditional cell: the answer that makes it apply, and the one that does not. */
  it.each<readonly [set: number, topic: RuleTopic, apply: Record<string, AttributeValue>, not: Record<string, AttributeValue>]>([
    [1, 'shelf-life', { isPrepacked: true }, { isPrepacked: false }],
    [2, 'special-licence', { leavesProvince: true }, { leavesProvince: false }],
    [3, 'self-declaration', { isPrepacked: true, isProcessed: true }, { isPrepacked: true, isProcessed: false }],
    [4, 'self-declaration', { isPrepacked: true }, { isPrepacked: false }],
    [6, 'product-registration', { isSpecialDietFood: true }, { isSpecialDietFood: false }],
    [12, 'product-registration', { hasHealthClaim: true }, { hasHealthClaim: false }],
    [14, 'shelf-life', { hasExpiryDate: true }, { hasExpiryDate: false }],
    [15, 'special-licence', { alcoholPercent: 5.5 }, { alcoholPercent: 5.4 }],
    [16, 'product-registration', { needsConformity: true }, { needsConformity: false }],
    [17, 'product-registration', { isSpecialDietFood: true }, { isSpecialDietFood: false }],
    [19, 'test-report', { hasMeasuredClaim: true }, { hasMeasuredClaim: false }],
    [20, 'food-safety', { usageKind: 'food' }, { usageKind: 'cosmetic' }],
    [20, 'self-declaration', { usageKind: 'food' }, { usageKind: 'household' }],
    [20, 'product-registration', { usageKind: 'health-food' }, { usageKind: 'food' }],
    [20, 'test-report', { usageKind: 'food' }, { usageKind: 'household' }],
    [20, 'special-licence', { usageKind: 'cosmetic' }, { usageKind: 'household' }],
    [20, 'special-licence', { usageKind: 'medicine-material' }, { usageKind: 'food' }],
    [21, 'special-licence', { usesTimber: true, touchesFood: false }, { usesTimber: false, touchesFood: false }],
    [21, 'special-licence', { usesTimber: false, touchesFood: true }, { usesTimber: false, touchesFood: false }],
    [22, 'test-report', { touchesSkin: true }, { touchesSkin: false }],
    [22, 'special-licence', { touchesSkin: true }, { touchesSkin: false }],
    [23, 'label', { isPrepacked: true }, { isPrepacked: false }],
    [23, 'special-licence', { soldForPlanting: true }, { soldForPlanting: false }],
    [24, 'special-licence', { isWildSpecies: true, soldForPlanting: false }, { isWildSpecies: false, soldForPlanting: false }],
    [26, 'food-safety', { servesFood: true }, { servesFood: false }],
    ...[1, 2, 3, 4, 21, 22, 23, 24, 25].map(
      (set) => [set, 'business-registration', { isOwnProduce: false }, { isOwnProduce: true }] as const,
    ),
  ])('set %i, %s: %j decides against %j', (set, topic, apply, not) => {
    const hits = (attributes: Record<string, AttributeValue>): number =>
      rulesOf(set, topic).filter((rule) => {
        const verdict = holds(rule.condition, { attributes, producerKind: 'household', platform: PLATFORM });
        return 'holds' in verdict && verdict.holds;
      }).length;
    expect(hits(apply)).toBeGreaterThan(0);
    expect(hits(not)).toBe(0);
  });

  it('takes an exemption proof for the certificate, but not a commitment from those who are not small', () => {
    expect(rulesOf(9, 'food-safety').map((rule) => rule.asked)).toEqual([
      ['food-safety-certificate', 'food-safety-commitment', 'quality-system'],
    ]);
    expect(rulesOf(1, 'food-safety').find((rule) => rule.code === 'food-safety-facility')?.asked).toEqual([
      'food-safety-certificate',
      'quality-system',
    ]);
    expect(rulesOf(18, 'food-safety').map((rule) => rule.asked)).toEqual([['quality-system']]);
  });

  it('keeps the suspended decree beside the one that counts', () => {
    const [suspended] = RULE_SEED.filter((rule) => rule.suspendedFrom);
    expect(suspended).toMatchObject({ code: 'food-safety-2026', effectiveFrom: '2026-01-26', suspendedFrom: '2026-02-04' });
    const facts = { effectiveTo: null, suspendedFrom: null, ...suspended! }; // just found
    expect(['2026-01-25', '2026-01-26', '2026-02-03', '2026-02-04', DAY].map((day) => isInForce(facts, day))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('asks nothing that no attribute answers', () => {
    for (const rule of RULE_SEED) {
      for (const test of rule.condition.filter(({ of }) => of === 'attribute')) {
        for (const set of rule.sets) {
          const definition = ATTRIBUTE_SEED.find((one) => one.code === test.name && one.sets.includes(set));
          expect({ rule: rule.code, set, attribute: definition?.code }).toEqual({ rule: rule.code, set, attribute: test.name });
        }
      }
    }
  });

  it('gives every rule a code of its own, a text and a source', () => {
    expect(new Set(RULE_SEED.map((rule) => rule.code)).size).toBe(RULE_SEED.length);
    for (const { textVi, source } of RULE_SEED) {
      expect(textVi.length).toBeGreaterThanOrEqual(10);
      expect(source.length).toBeGreaterThan(5);
    }
  });
});
