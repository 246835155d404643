import type { OrderRule } from '../../catalog';
import { actAgainst, forbiddenBecause, reasonFor } from './order-law.rules';

const rule = (...asked: string[]): OrderRule => ({ code: 'x', asked, textVi: `Cần ${asked.join()}.`, source: 'Luật' });

describe('an order that the law forbids', () => {
  it.each([
    ['cod', [rule('check-age-at-delivery'), rule('cashless')], 'Cần cashless.'],
    ['cod', [rule('check-age-at-delivery')], null],
    ['cod', [], null],
    ['paid', [rule('cashless')], null],
  ] as const)('paid by %s under %j: %p', (payment, rules, because) => {
    expect(forbiddenBecause(payment, rules)).toBe(because);
  });

  it.each([
    ['awaiting-seller', 'refuse'],
    ['confirmed', 'cancel'],
    ['ready-to-ship', 'cancel'],
    ['picked-up', null],
    ['delivered', null],
    ['cancelled', null],
    ['unknown', null],
  ] as const)('at %s: %p', (stage, act) => {
    expect(actAgainst(stage)).toBe(act);
  });

  it('is turned away with a reason that every platform takes', () => {
    expect(reasonFor('Phải trả trước.')).toBe('Phải trả trước.');
    expect([...reasonFor('ượ'.repeat(80))]).toHaveLength(100);
  });
});
