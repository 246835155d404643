import { conditionFault, holds, type ConditionFacts, type ConditionTest } from './condition.rules';

const facts: ConditionFacts = {
  attributes: { isPrepacked: true, isProcessed: false, usageKind: 'food', alcoholPercent: 5.5 },
  producerKind: 'household',
  platform: { 'by-post': true, 'age-gate': false, 'asks-ocop-certificate': true },
};
const attribute = (name: string, test: ConditionTest['test'], more: Partial<ConditionTest> = {}): ConditionTest => ({
  of: 'attribute',
  name,
  test,
  ...more,
});

describe('a condition', () => {
  it.each<readonly [ConditionTest, boolean]>([
    [attribute('isPrepacked', 'is-true'), true],
    [attribute('isPrepacked', 'is-false'), false],
    [attribute('isProcessed', 'is-false'), true],
    [attribute('usageKind', 'one-of', { values: ['food', 'cosmetic'] }), true],
    [attribute('usageKind', 'none-of', { values: ['food'] }), false],
    [attribute('alcoholPercent', 'at-least', { number: 5.5 }), true],
    [attribute('alcoholPercent', 'below', { number: 5.5 }), false],
    [{ of: 'producer', name: 'kind', test: 'one-of', values: ['household'] }, true],
    [{ of: 'platform', name: 'age-gate', test: 'is-false' }, true],
    [{ of: 'platform', name: 'constructor', test: 'is-true' }, false],
  ])('%j: %s', (test, expected) => {
    expect(holds([test], facts)).toEqual({ holds: expected });
  });

  it('is empty: holds', () => {
    expect(holds([], facts)).toEqual({ holds: true });
  });

  it('asks for what is not known, but not where it changes nothing', () => {
    const unknown = attribute('toString', 'is-true');
    expect(holds([unknown, attribute('isPrepacked', 'is-true')], facts)).toEqual({ asks: 'toString' });
    expect(holds([unknown, attribute('isPrepacked', 'is-false')], facts)).toEqual({ holds: false });
  });

  it.each<readonly [Partial<ConditionTest>, boolean]>([
    [{}, true],
    [{ name: 'x' }, false],
    [{ name: 'is_prepacked' }, false],
    [{ values: ['a'] }, false],
    [{ test: 'one-of' }, false],
    [{ test: 'one-of', values: [] }, false],
    [{ test: 'one-of', values: ['a'] }, true],
    [{ test: 'at-least' }, false],
    [{ test: 'at-least', number: 1 }, true],
    [{ of: 'platform', name: 'by-post' }, true],
    [{ of: 'platform', name: 'password' }, false],
    [{ of: 'platform', name: 'by-post', test: 'one-of', values: ['a'] }, false],
    [{ of: 'producer', name: 'kind' }, false],
    [{ of: 'producer', name: 'phone', test: 'one-of', values: ['a'] }, false],
  ])('%j is one that the program knows: %s', (over, isKnown) => {
    expect(conditionFault({ of: 'attribute', name: 'isPrepacked', test: 'is-true', ...over }) === null).toBe(isKnown);
  });
});
