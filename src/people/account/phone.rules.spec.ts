import { normalisePhone } from './phone.rules';

describe('a phone number', () => {
  it.each(['0912345678', '0912 345 678', '+84912345678', '84912345678', '+84 (0)912.345.678', '0912-345-678'])(
    '%s is one and the same',
    (typed) => {
      expect(normalisePhone(typed)).toBe('+84912345678');
    },
  );

  it.each(['', '113', '01212345678', '0199999999', '+12025550123', '09123456789', 'chín một hai'])('%s is refused', (typed) => {
    expect(normalisePhone(typed)).toBeNull();
  });
});
