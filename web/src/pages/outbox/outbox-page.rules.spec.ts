import { cardsOf, countOfOthers } from './outbox-page.rules';

const photo = (id: string, about: string, state: 'waiting' | 'refused' = 'waiting') => ({
  ...{ id, fileId: `f-${id}`, producerId: 'h', about: [about], state, what: 'Ảnh' },
});

describe('what is shown of what waits', () => {
  it('[OL5] photos of one thing are one card, refused ones stand alone', () => {
    const cards = cardsOf([photo('1', 'p'), photo('2', 'p'), photo('3', 'p', 'refused'), photo('4', 'q')]);
    expect(cards.map(({ items }) => items.map(({ id }) => id))).toEqual([['1', '2'], ['3'], ['4']]);
  });

  it('[OL6] of other people only how much', () => {
    const of = (author: string, state: 'waiting' | 'held') => ({ author, authorName: `Chị ${author}`, state });
    expect(countOfOthers([of('a', 'waiting'), of('b', 'waiting'), of('b', 'waiting'), of('b', 'held')], 'a')).toEqual([
      { author: 'b', name: 'Chị b', count: 2 },
    ]);
  });
});
