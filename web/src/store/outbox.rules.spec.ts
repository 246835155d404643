import { judge, nextToSend, pauseMs, TRIES } from './outbox.rules';

const item = (name: string, state: 'waiting' | 'sending' | 'refused' | 'question' | 'held', ...about: string[]) => ({ name, state, about });

describe('what is sent next', () => {
  it('the oldest first, and what a killed page left on the way is taken up again', () => {
    expect(nextToSend([item('a', 'sending', 'p'), item('b', 'waiting', 'p')])?.name).toBe('a');
  });

  it('what is stuck holds back only what is about the same thing', () => {
    const items = [item('product', 'refused', 'p1', 'maker'), item('stock', 'waiting', 'p1'), item('other', 'waiting', 'p2')];
    expect(nextToSend(items)?.name).toBe('other');
    expect(nextToSend(items.slice(0, 2))).toBeUndefined();
  });

  it('what waits behind a stuck thing holds back what depends on it', () => {
    const items = [item('maker', 'refused', 'm'), item('product', 'waiting', 'm', 'p'), item('stock', 'waiting', 'p')];
    expect(nextToSend(items)).toBeUndefined();
  });

  it('what is kept for review holds nothing back', () => {
    expect(nextToSend([item('late', 'held', 'p'), item('next', 'waiting', 'p')])?.name).toBe('next');
  });
});

describe('what to do with what was not taken', () => {
  it.each([
    [0, 'no-signal', 'again-later'],
    [429, 'too-many', 'again-later'],
    [401, 'unauthenticated', 'sign-in'],
    [409, 'stale-version', 'merge'],
    [409, 'duplicate-sku', 'refused'],
    [422, 'invalid', 'refused'],
    [403, 'mandate-missing', 'refused'],
    [500, 'internal', 'again-later'],
  ] as const)('%i %s: %s', (status, code, verdict) => {
    expect(judge({ status, type: `urn:problem:${code}` }, 0)).toBe(verdict);
  });

  it('a program that fails again and again is told to a person', () => {
    expect(judge({ status: 500, type: 'urn:problem:internal' }, TRIES - 2)).toBe('again-later');
    expect(judge({ status: 500, type: 'urn:problem:internal' }, TRIES - 1)).toBe('refused');
  });

  it('pauses grow to a minute', () => {
    expect([1, 2, 3, 20].map(pauseMs)).toEqual([2_000, 4_000, 8_000, 60_000]);
  });
});
