import { PlatformError } from '../../platform/contract';
import { countOf, instantIn, jsonOf, pageOf, textIn, textOf, valueOf, wholeIn } from './wire.rules';

describe('reading what Postmart sends', () => {
  it('finds a name however it is cased, the exact one first', () => {
    expect(textOf({ originalID: 'A' }, 'originalId')).toBe('A');
    expect(textOf({ originalID: 'A', originalId: 'B' }, 'originalId')).toBe('B');
    expect(textOf({ originalId: null, originalID: 'A' }, 'originalId')).toBe('A');
    expect(valueOf({}, 'constructor')).toBeUndefined();
  });

  it('takes no id that JSON could not hold exactly', () => {
    const { orderHdrId } = JSON.parse('{"orderHdrId": 9007199254740993}');

    expect(textIn({ orderHdrId }, 'orderHdrId')).toBeUndefined();
    expect(textIn({ orderHdrId: 981 }, 'orderHdrId')).toBe('981');
  });

  it('reads numbers that come as text, and refuses half ones', () => {
    expect(wholeIn({ weight: '750' }, 'weight')).toBe(750);
    expect(wholeIn({ weight: '750 g' }, 'weight')).toBeUndefined();
    expect(() => countOf({ quantity: 1.5 }, 'quantity')).toThrow(PlatformError);
    expect(() => countOf({ quantity: -1 }, 'quantity')).toThrow(PlatformError);
  });

  it.each([
    ['2026-11-21T04:07:16.123+00:00', '2026-11-21T04:07:16.123Z'],
    ['2026-11-21T11:07:16+0700', '2026-11-21T04:07:16.000Z'],
    ['2026-11-21T11:07:16', '2026-11-21T04:07:16.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(instantIn({ at: text }, 'at')?.toISOString()).toBe(utc);
  });

  it.each(['21/11/2026 11:07:16', '11/21/2026', '2026-13-40T00:00:00Z', '1763690000', ''])('does not guess at "%s"', (text) => {
    expect(instantIn({ at: text }, 'at')).toBeUndefined();
  });

  it('says malformed of HTML and of half an answer', () => {
    expect(() => jsonOf(Buffer.from('<html>'), 'x')).toThrow('malformed');
    expect(() => jsonOf(Buffer.from('{"content": [{"sku'), 'x')).toThrow('malformed');
  });

  it('knows the last page with and without counters', () => {
    expect(pageOf({ content: [{}], totalPages: 2 }, 0, 50).isLast).toBe(false);
    expect(pageOf({ content: [{}], totalPages: 2 }, 1, 50).isLast).toBe(true);
    expect(pageOf({ content: [], totalPages: 0 }, 0, 50).isLast).toBe(true);
    expect(pageOf({ content: [{}, {}] }, 0, 2).isLast).toBe(false);
    expect(pageOf({ content: [{}] }, 0, 2).isLast).toBe(true);
  });
});
