import { acceptedOf, fateOf, mayAcceptPart } from './part.rules';

const LINES = [
  { lineId: 'a', quantity: 3 },
  { lineId: 'b', quantity: 1 },
];

describe('an order of which a part can be delivered', () => {
  it.each([
    [{}, 'whole'],
    [{ a: 3, b: 1 }, 'whole'],
    [{ a: 2 }, 'part'],
    [{ b: 0 }, 'part'],
    [{ a: 0, b: 0 }, 'nothing'],
  ] as const)('%p is %s', (units, fate) => expect(fateOf(LINES, units)).toBe(fate));

  it('leaves out what cannot be delivered', () => expect(acceptedOf({ a: 2, b: 0 })).toEqual([{ lineId: 'a', quantity: 2 }]));

  it('is one only while it waits, of more than one unit, where the platform confirms line by line', () => {
    expect(mayAcceptPart('awaiting-seller', 'line', LINES)).toBe(true);
    expect(mayAcceptPart('confirmed', 'line', LINES)).toBe(false);
    expect(mayAcceptPart('awaiting-seller', 'order', LINES)).toBe(false);
    expect(mayAcceptPart('awaiting-seller', 'line', [{ lineId: 'b', quantity: 1 }])).toBe(false);
  });
});
