import { cleanText, isDay, strictBoolean, strictInteger } from './fields.rules';

describe('fields', () => {
  it('a text is one text however it was typed', () => {
    expect(cleanText(`  ${'Phở bò'.normalize('NFD')}\r\nHà Nội\r `)).toBe('Phở bò\nHà Nội');
    for (const other of [5, true, null, undefined, ['a']]) expect(cleanText(other)).toBe(other);
  });

  it('a number in a query is written in digits', () => {
    expect(strictInteger('42')).toBe(42);
    expect(strictInteger('-7')).toBe(-7);
    for (const other of ['', ' 5', '5 ', '1e3', '0x10', '5.0', '٥', '1234567890123456', true]) expect(strictInteger(other)).toBe(other);
  });

  it('a flag in a query is true or false', () => {
    expect([strictBoolean('true'), strictBoolean('false')]).toEqual([true, false]);
    for (const other of ['1', 'TRUE', '', 'yes']) expect(strictBoolean(other)).toBe(other);
  });

  it.each(['2026-11-22', '2024-02-29', '1900-01-01'])('%s is a day', (day) => expect(isDay(day)).toBe(true));
  it.each(['2026-02-29', '2026-13-01', '2026-11-22T00:00:00Z', '22/11/2026', '0000-01-01', '9999-12-31', 20261122, null])(
    '%s is no day',
    (day) => expect(isDay(day)).toBe(false),
  );
});
