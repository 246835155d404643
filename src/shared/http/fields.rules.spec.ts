import { strictBoolean, strictInteger } from './fields.rules';

describe('fields', () => {
  it('a number in a query is written in digits', () => {
    expect(strictInteger('42')).toBe(42);
    expect(strictInteger('-7')).toBe(-7);
    for (const other of ['', ' 5', '5 ', '1e3', '0x10', '5.0', '٥', '1234567890123456', true]) expect(strictInteger(other)).toBe(other);
  });

  it('a flag in a query is true or false', () => {
    expect([strictBoolean('true'), strictBoolean('false')]).toEqual([true, false]);
    for (const other of ['1', 'TRUE', '', 'yes']) expect(strictBoolean(other)).toBe(other);
  });
});
