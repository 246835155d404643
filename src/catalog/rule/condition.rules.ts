import type { AttributeValue } from '../product/attribute.rules';

/** What a condition may look at. A closed list: rules are data, and data is never run. */
export const CONDITION_SUBJECTS = ['attribute', 'producer', 'platform'] as const;
export const CONDITION_TESTS = ['is-true', 'is-false', 'one-of', 'none-of', 'at-least', 'below'] as const;
/** What may be asked of a producer and of a platform; of a product it is the code of any attribute. */
export const PRODUCER_FACTS = ['kind'] as const;
export const PLATFORM_FACTS = ['by-post', 'age-gate', 'asks-ocop-certificate'] as const;

/** One test. A condition is a list of them, and holds when all do; the empty list always holds. */
export interface ConditionTest {
  readonly of: (typeof CONDITION_SUBJECTS)[number];
  readonly name: string;
  readonly test: (typeof CONDITION_TESTS)[number];
  /** For one-of and none-of. */
  readonly values?: readonly string[];
  /** For at-least and below. */
  readonly number?: number;
}
export type Condition = readonly ConditionTest[];

export interface ConditionFacts {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly producerKind: string;
  readonly platform: Readonly<Record<(typeof PLATFORM_FACTS)[number], boolean>>;
}

/** `asks`: whether it holds depends on this attribute, which nobody has answered yet. */
export type Verdict = { readonly holds: boolean } | { readonly asks: string };

/** What is not known counts only where everything that is known lets the rule apply: nobody is asked what changes nothing. */
export function holds(condition: Condition, facts: ConditionFacts): Verdict {
  let asks: string | undefined;
  for (const test of condition) {
    const value = valueOf(test, facts);
    if (value === undefined) asks ??= test.name;
    else if (!passes(test, value)) return { holds: false };
  }
  return asks === undefined ? { holds: true } : { asks };
}

/** Why a condition is none that this program knows, in Vietnamese; null when it is one. */
export function conditionFault({ of, name, test, values, number }: ConditionTest): string | null {
  const names: readonly string[] | null = of === 'producer' ? PRODUCER_FACTS : of === 'platform' ? PLATFORM_FACTS : null;
  if (names ? !names.includes(name) : !/^[a-z][a-zA-Z0-9]{1,39}$/.test(name)) return 'Điều kiện hỏi một điều mà hệ thống không biết.';
  const isList = test === 'one-of' || test === 'none-of';
  const isNumber = test === 'at-least' || test === 'below';
  if (isList !== (values !== undefined && values.length > 0)) return 'Phép thử này cần (hoặc không được có) danh sách giá trị.';
  if (isNumber !== (number !== undefined)) return 'Phép thử này cần (hoặc không được có) một con số.';
  if (of === 'platform' && (isList || isNumber)) return 'Với sàn chỉ hỏi được có hay không.';
  if (of === 'producer' && !isList) return 'Với chủ thể chỉ hỏi được loại hình.';
  return null;
}

function valueOf({ of, name }: ConditionTest, facts: ConditionFacts): AttributeValue | undefined {
  switch (of) {
    case 'attribute':
      return Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : undefined;
    case 'producer':
      return facts.producerKind;
    case 'platform':
      return Object.hasOwn(facts.platform, name) && facts.platform[name as keyof ConditionFacts['platform']]; // just looked up
  }
}

function passes({ test, values, number }: ConditionTest, value: AttributeValue): boolean {
  switch (test) {
    case 'is-true':
      return value === true;
    case 'is-false':
      return value === false;
    case 'one-of':
      return (values ?? []).includes(String(value));
    case 'none-of':
      return !(values ?? []).includes(String(value));
    case 'at-least':
      return typeof value === 'number' && number !== undefined && value >= number;
    case 'below':
      return typeof value === 'number' && number !== undefined && value < number;
  }
}
