import { aboutOf, fallingWith, holdUpOf, judge, nextToSend, pauseMs, TRIES } from './outbox.rules';

type State = 'waiting' | 'sending' | 'refused' | 'question' | 'held';

const item = (id: string, state: State, ...about: string[]) => ({
  ...{ id, state, about, producerId: null, url: `/api/v1/${id}`, body: undefined as unknown, method: 'patch' as 'patch' | 'post' },
});
const makes = (id: string, state: State, made: string) => ({ ...item(id, state), method: 'post' as const, body: { id: made } });

describe('what is sent next', () => {
  it('[OL1] the oldest first, and what a killed page left on the way is taken up again', () => {
    expect(nextToSend([item('a', 'sending', 'p'), item('b', 'waiting', 'p')])?.id).toBe('a');
  });

  it('what is stuck holds back only what is about the same thing', () => {
    const items = [item('product', 'refused', 'p1', 'maker'), item('stock', 'waiting', 'p1'), item('other', 'waiting', 'p2')];
    expect(nextToSend(items)?.id).toBe('other');
    expect(nextToSend(items.slice(0, 2))).toBeUndefined();
  });

  it('what waits behind a stuck thing holds back what depends on it', () => {
    const items = [item('maker', 'refused', 'm'), item('product', 'waiting', 'm', 'p'), item('stock', 'waiting', 'p')];
    expect(nextToSend(items)).toBeUndefined();
    expect(holdUpOf(items[2]!, items)?.id).toBe('maker');
    expect(holdUpOf(item('free', 'waiting', 'z'), [...items, item('free', 'waiting', 'z')])).toBeUndefined();
  });

  it('nothing of a household goes before the household', () => {
    const items = [makes('household', 'refused', 'h1'), { ...item('product', 'waiting'), producerId: 'h1' }];
    expect(nextToSend(items)).toBeUndefined();
    expect(nextToSend([...items, { ...item('elsewhere', 'waiting'), producerId: 'h2' }])?.id).toBe('elsewhere');
  });

  it('one stuck product holds back no other of the same household', () => {
    const product = (id: string, state: State) => ({
      ...makes(`add-${id}`, state, id),
      producerId: 'h1',
      url: '/api/v1/producers/h1/products',
    });
    expect(nextToSend([product('p1', 'refused'), product('p2', 'waiting')])?.id).toBe('add-p2');
  });

  it('what is kept for review holds nothing back', () => {
    expect(nextToSend([item('late', 'held', 'p'), item('next', 'waiting', 'p')])?.id).toBe('next');
  });
});

describe('what belongs together', () => {
  const home = '01890000-0000-7000-8000-000000000001';
  const product = '01890000-0000-7000-8000-000000000002';

  it('an item is about the ids of its address and what it makes, and not about its producer', () => {
    const placed = { ...item('x', 'waiting', home), producerId: home, url: `/api/v1/producers/${home}/products/${product}/stock` };
    expect(aboutOf(placed)).toEqual([product]);
    expect(aboutOf({ ...placed, url: `/api/v1/producers/${home}/products`, method: 'post', body: { id: product } })).toEqual([product]);
    expect(aboutOf({ ...placed, about: [], url: '/api/v1/producers', method: 'post', body: { id: home } })).toEqual([home]);
  });

  it('given up, a thing that is not made takes with it what stands on it, and nothing else', () => {
    const items = [
      makes('household', 'refused', 'h1'),
      { ...makes('product', 'waiting', 'p1'), producerId: 'h1' },
      { ...item('photo', 'waiting', 'p1'), producerId: 'h1' },
      { ...item('other', 'waiting', 'p2'), producerId: 'h2' },
    ];
    expect(fallingWith(items[0]!, items).map(({ id }) => id)).toEqual(['product', 'photo']);
    expect(fallingWith(items[1]!, items).map(({ id }) => id)).toEqual(['photo']);
    expect(fallingWith(items[2]!, items)).toEqual([]);
  });
});

describe('what to do with what was not taken', () => {
  it.each([
    [0, 'no-signal', 'again-later'],
    [429, 'too-many', 'again-later'],
    [401, 'unauthenticated', 'sign-in'],
    [409, 'author-mismatch', 'other-person'],
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
