import fc from 'fast-check';
import { newId } from '../kernel';
import { decodeCursor, encodeCursor, toPage } from './page';

const at = '2026-11-22T01:02:03.123456Z';

describe('a cursor', () => {
  it('comes back as it was', () => {
    const cursor = { at, id: newId() };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it('is refused when any bit of it was changed', () => {
    const bytes = Buffer.from(encodeCursor({ at, id: newId() }), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => decodeCursor(changed.toString('base64url'))).toThrow('cursor-invalid');
      }),
    );
  });

  it('is refused, never a fault, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(() => decodeCursor(text)).toThrow('cursor-invalid')));
  });
});

describe('a page', () => {
  const row = (): { id: string; cursorAt: string } => ({ id: newId(), cursorAt: at });

  it('has a next one only when a row more than asked for was found', () => {
    const rows = [row(), row(), row()];
    expect(toPage(rows, 3, ({ id }) => id)).toEqual({ items: rows.map(({ id }) => id) });
    expect(toPage(rows, 2, ({ id }) => id).next).toBe(encodeCursor({ at, id: rows[1]?.id ?? '' }));
    expect(toPage([], 2, ({ id }) => id)).toEqual({ items: [] });
  });
});
