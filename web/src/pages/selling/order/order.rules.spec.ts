import { actsOf, byDue, hasLabel, leftToConfirm, possibleActs, type OrderFacts, type Stage } from './order.rules';

const NOW = Date.parse('2026-11-22T05:00:00Z');
const order = (id: string, stage: Stage, more: Partial<OrderFacts> = {}): OrderFacts => ({
  ...{ id, stage, placedAt: '2026-11-22T01:00:00Z', confirmBy: null, parcelCode: null, acts: [] },
  ...more,
});
const due = (id: string, confirmBy: string): OrderFacts => order(id, 'awaiting-seller', { confirmBy });

describe('orders', () => {
  it.each([
    ['2026-11-22T06:59:59Z', 119, 'bad'],
    ['2026-11-22T07:00:00Z', 120, 'warn'],
    ['2026-11-22T10:59:00Z', 359, 'warn'],
    ['2026-11-22T11:00:00Z', 360, 'plain'],
    ['2026-11-22T04:59:00Z', -1, 'bad'],
  ] as const)('[UI6] with the deadline %s %i minutes are left, shown %s', (confirmBy, minutes, tone) =>
    expect(leftToConfirm(due('a', confirmBy), NOW)).toEqual({ minutes, tone }),
  );

  it('what is accepted has no deadline any more', () =>
    expect(leftToConfirm(order('a', 'confirmed', { confirmBy: '2026-11-22T06:00:00Z' }), NOW)).toBeNull());

  it('[UI6] what the platform cancels first comes first', () => {
    const found = byDue([
      due('late', '2026-11-23T00:00:00Z'),
      order('packed', 'ready-to-ship'),
      due('soon', '2026-11-22T06:00:00Z'),
      order('young', 'confirmed', { placedAt: '2026-11-22T02:00:00Z' }),
      order('old', 'confirmed'),
    ]);
    expect(found.confirm.map(({ id }) => id)).toEqual(['soon', 'late']);
    expect(found.pack.map(({ id }) => id)).toEqual(['old', 'young']);
    expect(found.back).toEqual([]);
  });

  it('while something is under way, here or at the platform, nothing else is offered', () => {
    const waiting = order('a', 'awaiting-seller');
    expect(possibleActs(waiting, [])).toEqual({ main: 'confirm', others: ['refuse'] });
    expect(possibleActs(waiting, ['confirm'])).toEqual({ main: null, others: [] });
    expect(possibleActs({ ...waiting, acts: [{ kind: 'confirm', state: 'pending' }] }, []).main).toBeNull();
    expect(possibleActs({ ...waiting, acts: [{ kind: 'confirm', state: 'refused' }] }, []).main).toBe('confirm');
  });

  it('knows what waits on this device for an order', () => {
    const items = [
      { url: '/api/v1/producers/p/orders/a/confirm', state: 'waiting' },
      { url: '/api/v1/producers/p/orders/b/ship', state: 'waiting' },
      { url: '/api/v1/producers/p/orders/a/ship', state: 'refused' },
    ];
    expect(actsOf('a', items)).toEqual(['confirm']);
  });

  it('a label is there from the parcel on', () => {
    expect(hasLabel(order('a', 'confirmed'))).toBe(false);
    expect(hasLabel(order('a', 'ready-to-ship'))).toBe(true);
    expect(hasLabel(order('a', 'delivered', { parcelCode: 'V1' }))).toBe(false);
  });
});
