import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { Day, Flag, Id, IdList, Int, IntList, ListOf, Maybe, MaybeNull, Nested, OneOf, Pattern, Text, TextList } from './fields';
import { isSurelyValid } from './quick-validation';

class Part {
  @Text(1, 5)
  unit: string;

  @Maybe()
  @Int(1, 9)
  factor?: number;
}
class Whole {
  @Text(2, 6)
  name: string;

  @MaybeNull()
  @Pattern(/^\d{5}$/, 5, 'năm chữ số')
  code?: string | null;

  @Maybe()
  @Day()
  day?: string;

  @Maybe()
  @OneOf(['a', 'b'])
  kind?: string;

  @Maybe()
  @Flag()
  flag?: boolean;

  @Maybe()
  @Id()
  id?: string;

  @ListOf(() => Part, 1, 2)
  parts: Part[];

  @Maybe()
  @Nested(() => Part)
  part?: Part;

  @Maybe()
  @TextList(1, 2, 1, 3)
  words?: string[];

  @Maybe()
  @IntList(0, 2, 1, 9)
  numbers?: number[];

  @Maybe()
  @IdList(0, 1)
  ids?: string[];
}
class Heir extends Part {
  @Int(0, 1)
  more: number;
}

const ID = '0193a0f4-7b2c-7def-8123-456789abcdef';
const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'x',
  'Mật ong',
  'dài quá mức',
  'a\u0000b',
  0,
  1,
  5,
  10,
  1.5,
  Number.NaN,
  true,
  [],
  [1],
  ['a'],
  {},
  [null],
  [[]],
);
const or = (...good: readonly unknown[]) => fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: odd });
const part = fc.record({ unit: or('chai', 'g'), factor: or(undefined, 1, 9), extra: or(undefined) }).map(withoutAbsent);
const parts = fc.oneof({ weight: 30, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }) }, { weight: 1, arbitrary: odd });
const whole = fc
  .record({
    ...{
      name: or('Chè', ' Mật '),
      code: or(undefined, null, '01273'),
      day: or(undefined, '2026-02-28', '2026-02-30'),
      kind: or(undefined, 'a'),
    },
    ...{ flag: or(undefined, true), id: or(undefined, ID, ID.toUpperCase()), parts, part: fc.oneof(part, or(undefined)) },
    ...{ words: or(undefined, ['a', 'b'], ['a', 'a']), numbers: or(undefined, [], [1, 9], [1, 1]), ids: or(undefined, [ID], [ID, ID]) },
    unknown: or(undefined),
  })
  .map(withoutAbsent);

function withoutAbsent(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

describe('the quick look at a DTO', () => {
  const strict = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true } as const;

  it('says what class-validator says, whatever is wrong', () => {
    const seen = { valid: 0, wrong: 0 };
    fc.assert(
      fc.property(whole, (plain) => {
        const made = plainToInstance(Whole, plain);
        const isValid = validateSync(made, strict).length === 0;
        seen[isValid ? 'valid' : 'wrong'] += 1;
        // class-validator looks into lists within lists; nobody sends them, so there the quick look is not sure.
        const isDeep = Array.isArray(made.parts) && made.parts.some((each) => Array.isArray(each));
        expect(isSurelyValid(made)).toBe(isValid && !isDeep);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.valid, seen.wrong)).toBeGreaterThan(100);
  });

  it('knows the fields of the class that a class extends', () => {
    expect(isSurelyValid(plainToInstance(Heir, { unit: 'chai', more: 1 }))).toBe(true);
    expect(isSurelyValid(plainToInstance(Heir, { unit: 'dài quá', more: 1 }))).toBe(false);
  });

  it('is never sure of a class without fields', () => {
    expect(isSurelyValid(new (class {})())).toBe(false);
  });
});
