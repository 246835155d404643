import { believed, mayTake, signed, type Waiting } from './stock.rules';

const URL = '/api/v1/producers/p/products/x/stock';
const change = (id: string, by: number, state = 'waiting'): Waiting => ({
  ...{ id, method: 'post', url: `${URL}/adjustments`, body: { change: by }, state },
});
const count = (id: string, onHand: number): Waiting => ({ id, method: 'put', url: URL, body: { onHand }, state: 'waiting' });
const none = new Set<string>();

describe('what this device believes of a stock', () => {
  it('adds what waits, in the order of doing: a count overrules what came before it', () => {
    expect(believed({ onHand: 10, promised: 0 }, URL, [change('a', 3), count('b', 20), change('c', -1)], none)).toEqual({
      onHand: 19,
      isWaiting: true,
    });
  });

  it('never counted stays unknown until it is counted', () => {
    expect(believed({ onHand: null, promised: 0 }, URL, [change('a', 3)], none).onHand).toBeNull();
    expect(believed(undefined, URL, [count('a', 4)], none).onHand).toBe(4);
  });

  it('leaves out other products, what was refused, and what the page counts itself', () => {
    const other = { ...change('a', 5), url: '/api/v1/producers/p/products/xy/stock/adjustments' };
    expect(believed({ onHand: 10, promised: 0 }, URL, [other, change('b', 5, 'refused'), change('c', 5)], new Set(['c']))).toEqual({
      onHand: 10,
      isWaiting: false,
    });
  });

  it('what is promised to buyers cannot be taken away', () => {
    expect(mayTake(5, 4)).toBe(true);
    expect(mayTake(4, 4)).toBe(false);
    expect(mayTake(null, 0)).toBe(false);
  });

  it('writes changes with their sign', () => expect([signed(3), signed(-2)]).toEqual(['+3', '−2']));
});
