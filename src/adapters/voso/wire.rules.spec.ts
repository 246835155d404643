import * as fc from 'fast-check';
import { PlatformError } from '../../platform/contract';
import { amount, fitsText, fromIsoDay, fromVosoTime, id, optionalId, optionalText, shortened, text, toVosoDay } from './wire.rules';

describe('times of Vietnam without a zone', () => {
  it('reads day, month and hour in their places', () => {
    expect(fromVosoTime('05/12/2026 00:30:05')).toEqual(new Date('2026-12-04T17:30:05Z'));
  });

  it.each([
    '2026-12-05 00:30:05',
    '5/12/2026 00:30:05',
    '31/02/2026 10:00:00',
    '12/31/2026 10:00:00',
    '05/12/2026 24:00:00',
    '05/12/2026',
    '',
    null,
    7,
  ])('refuses %p', (value) => {
    expect(fromVosoTime(value)).toBeNull();
  });

  it('takes the day from the clock of Vietnam, not from ours', () => {
    expect(toVosoDay(new Date('2026-11-20T16:59:59Z'))).toBe('20/11/2026');
    expect(toVosoDay(new Date('2026-11-20T17:00:00Z'))).toBe('21/11/2026');
  });

  it('writes a calendar day', () => {
    expect(fromIsoDay('2028-03-12')).toBe('12/03/2028');
  });
});

describe('reading members', () => {
  it('reads an id as a number or as a text, but not one that was rounded on the way', () => {
    expect(id({ A: 711236 }, 'A')).toBe('711236');
    expect(id({ A: '9007199254740993117' }, 'A')).toBe('9007199254740993117');
    expect(optionalId(JSON.parse('{"A":9007199254740993117}'), 'A')).toBeUndefined();
    expect(() => id({ A: 1.5 }, 'A')).toThrow(PlatformError);
  });

  it('drops NUL, which no database column can hold', () => {
    expect(optionalText({ A: 'a\u0000b' }, 'A')).toBe('ab');
  });

  it.each([[{}], [{ A: '' }], [{ A: 5 }], [{ A: null }]])('says malformed for %p where a text must be', (row) => {
    expect(() => text(row, 'A')).toThrow(expect.objectContaining({ failure: { kind: 'malformed' } }));
  });

  it.each([[{ A: -1 }], [{ A: 0.5 }], [{ A: '5' }], [{}], [{ A: true }]])('says malformed for the amount %p', (row) => {
    expect(() => amount(row, 'A')).toThrow(expect.objectContaining({ failure: { kind: 'malformed' } }));
  });
});

describe('150 bytes', () => {
  it('counts bytes, not letters', () => {
    expect(fitsText('a'.repeat(150))).toBe(true);
    expect(fitsText('ộ'.repeat(50))).toBe(true);
    expect(fitsText('ộ'.repeat(51))).toBe(false);
  });

  it('cuts a remark visibly, never inside a letter, and leaves a short one alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (remark) => {
        const cut = shortened(remark);
        expect(fitsText(cut)).toBe(true);
        if (fitsText(remark)) expect(cut).toBe(remark);
        else expect(cut.endsWith('…') && remark.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });
});
