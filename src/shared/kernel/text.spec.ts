import { cleanText, isDay } from './text';

describe('texts', () => {
  it('a text is one text however it was typed', () => {
    expect(cleanText(`  ${'Phở bò'.normalize('NFD')}\r\nHà Nội\r `)).toBe('Phở bò\nHà Nội');
    for (const other of [5, true, null, undefined, ['a']]) expect(cleanText(other)).toBe(other);
  });

  it.each(['2026-11-22', '2024-02-29', '1900-01-01'])('%s is a day', (day) => expect(isDay(day)).toBe(true));
  it.each(['2026-02-29', '2026-13-01', '2026-11-22T00:00:00Z', '22/11/2026', '0000-01-01', '9999-12-31', 20261122, null])(
    '%s is no day',
    (day) => expect(isDay(day)).toBe(false),
  );
});
