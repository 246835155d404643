import fc from 'fast-check';
import { MAX_VALUES, mergeValues, type AttributeFacts } from './attribute.rules';

const definition = (code: string, kind: AttributeFacts['kind'], more: Partial<AttributeFacts> = {}): AttributeFacts => ({
  ...{ code, kind, choices: [], maxChars: 10 },
  ...more,
});
const DEFINITIONS = [
  definition('ingredients', 'text'),
  definition('sugarPercent', 'number'),
  definition('storage', 'choice', { choices: ['thường', 'mát'] }),
  definition('isPrepacked', 'flag'),
  definition('harvestDay', 'day'),
];

const faults = (sent: Record<string, unknown>): string[] => {
  const merged = mergeValues({}, sent, DEFINITIONS);
  return 'errors' in merged ? merged.errors.map(({ pointer }) => pointer) : [];
};

describe('the values of attributes', () => {
  it.each([
    ['ingredients', ['a', 'x'.repeat(10), ' hai\ndòng '], ['', ' ', 'x'.repeat(11), 5, true, [], {}, 'a\u0007b']],
    ['sugarPercent', [0, -1.5, 1e12], ['5', NaN, Infinity, 1e13, true, [], {}]],
    ['storage', ['thường', 'mát', 'mát'.normalize('NFD')], ['lạnh', '', 1, ['mát']]],
    ['isPrepacked', [true, false], ['true', 1, {}]],
    ['harvestDay', ['2026-02-28'], ['2026-02-29', '28/02/2026', '', 20260228]],
  ])('[PR4] %s is taken when it is of its kind, and named when it is not', (code, good, bad) => {
    for (const value of good) expect(faults({ [code]: value })).toEqual([]);
    for (const value of bad) expect(faults({ [code]: value })).toEqual([`/attributes/${code}`]);
  });

  it('[PR4] are merged by code; null removes one', () => {
    expect(mergeValues({ ingredients: 'a', sugarPercent: 5 }, { sugarPercent: null, isPrepacked: true }, DEFINITIONS)).toEqual({
      values: { ingredients: 'a', isPrepacked: true },
    });
  });

  it('[PR4] stay when their definition has ended, can be removed, and cannot be set', () => {
    expect(mergeValues({ old: 'x' }, { isPrepacked: true }, DEFINITIONS)).toEqual({ values: { old: 'x', isPrepacked: true } });
    expect(mergeValues({ old: 'x' }, { old: null }, DEFINITIONS)).toEqual({ values: {} });
    expect(mergeValues({ old: 'x' }, { old: 'y' }, DEFINITIONS)).toHaveProperty('errors.0.pointer', '/attributes/old');
    expect(faults({ never: null, 'a/b~': 1 })).toEqual(['/attributes/never', '/attributes/a~1b~0']);
  });

  it('are counted', () => {
    const many = Array.from({ length: MAX_VALUES + 1 }, (_, i) => definition(`c${i}`, 'flag'));
    const values = (n: number) => Object.fromEntries(many.slice(0, n).map(({ code }) => [code, true]));
    expect(mergeValues({}, values(MAX_VALUES), many)).toHaveProperty('values.c0', true);
    expect(mergeValues({}, values(MAX_VALUES + 1), many)).toHaveProperty('errors.0.pointer', '/attributes');
    expect(mergeValues(values(MAX_VALUES), { [`c${MAX_VALUES}`]: true }, many)).toHaveProperty('errors.0.pointer', '/attributes');
  });

  it('are judged one by one, whatever was sent: nothing throws and nothing odd is stored', () => {
    const code = fc.constantFrom(...DEFINITIONS.map((each) => each.code), '__proto__', 'toString', 'zz');
    fc.assert(
      fc.property(fc.dictionary(code, fc.anything({ maxDepth: 2 })), (sent) => {
        const merged = mergeValues({}, sent, DEFINITIONS);
        if ('errors' in merged) return merged.errors.every(({ pointer }) => pointer.startsWith('/attributes/'));
        return Object.values(merged.values).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
      }),
    );
  });
});
