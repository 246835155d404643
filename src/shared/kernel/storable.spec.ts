import { storable } from './storable';

describe('texts that can be stored', () => {
  it('lose NUL and half characters, wherever they stand, and nothing else changes', () => {
    const at = new Date('2026-11-21T02:00:00Z');
    const bytes = Buffer.from([0, 1, 2]);
    const order = {
      name: 'Nguyễn\0 Thị',
      lines: [{ note: 'a\uD800b', ok: 'mật ong 🍯' }],
      at,
      bytes,
      total: 5,
      none: null,
      left: undefined,
    };
    expect(storable(order)).toEqual({ ...order, name: 'Nguyễn\uFFFD Thị', lines: [{ note: 'a\uFFFDb', ok: 'mật ong 🍯' }] });
    expect(storable(order).at).toBe(at);
    expect(storable(order).bytes).toBe(bytes);
  });
});
