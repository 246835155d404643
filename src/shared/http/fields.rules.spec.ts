import { strictBoolean, strictInteger, strictIntegers } from './fields.rules';

describe('fields', () => {
  it('takes a list of whole numbers from digits and commas only', () => {
    expect(strictIntegers('4')).toEqual([4]);
    expect(strictIntegers('3,4,5')).toEqual([3, 4, 5]);
    for (const other of ['', ',', '3,', '3, 4', '3.5', '-3', 'a', '1234567890', true]) expect(strictIntegers(other)).toBe(other);
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
});
