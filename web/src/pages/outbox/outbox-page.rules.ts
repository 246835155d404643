import type { OutboxItem } from '../../store/database';

/** One card of what waits: one thing, or photos of one thing together. */
export interface Card<I> {
  readonly key: string;
  readonly first: I;
  readonly items: readonly I[];
}

/** Photos of the same thing that wait are one card: nobody reads fifty. */
export function cardsOf<I extends Pick<OutboxItem, 'id' | 'fileId' | 'producerId' | 'about' | 'state' | 'what'>>(
  items: readonly I[],
): Card<I>[] {
  const cards = new Map<string, { key: string; first: I; items: I[] }>();
  for (const item of items) {
    const isOnTheWay = item.state === 'waiting' || item.state === 'sending';
    const key = item.fileId !== undefined && isOnTheWay ? `${item.producerId}/${item.about.join()}/${item.what}` : item.id;
    const card = cards.get(key);
    if (card) card.items.push(item);
    else cards.set(key, { key, first: item, items: [item] });
  }
  return [...cards.values()];
}

/** How much waits on this device for each other person, and nothing of what it is. */
export function countOfOthers(
  items: readonly Pick<OutboxItem, 'author' | 'authorName' | 'state'>[],
  accountId: string,
): { readonly author: string; readonly name: string; readonly count: number }[] {
  const counts = new Map<string, { author: string; name: string; count: number }>();
  for (const { author, authorName: name, state } of items) {
    if (author === accountId || state === 'held') continue;
    const known = counts.get(author) ?? { author, name, count: 0 };
    counts.set(author, { ...known, count: known.count + 1 });
  }
  return [...counts.values()];
}
