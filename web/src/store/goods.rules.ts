import { hasWords } from '../words/fold';
import type { Good } from './database';

export const SORTS = ['name', 'newest', 'least-ready', 'least-stock'] as const;
export type Sort = (typeof SORTS)[number];

const byName = new Intl.Collator('vi').compare;

/** The least ready platform says how much is missing; what nobody judged yet comes after all. Units: percent. */
const readyOf = ({ readiness }: Good): number => Math.min(101, ...readiness.map(({ percent, isReady }) => (isReady ? 100 : percent)));

/** What is free to be sold; what was never counted comes first, for somebody has to count it. */
export const freeOf = ({ stock }: Good): number | null =>
  stock?.onHand === undefined || stock.onHand === null ? null : stock.onHand - stock.promised;

function compare(a: Good, b: Good, sort: Sort): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'newest':
      return b.createdAt.localeCompare(a.createdAt);
    case 'least-ready':
      return readyOf(a) - readyOf(b);
    case 'least-stock':
      return (freeOf(a) ?? -1) - (freeOf(b) ?? -1);
  }
}

/** In that order, and by name where it says nothing. */
export function sorted(goods: readonly Good[], sort: Sort): Good[] {
  return [...goods].sort((a, b) => compare(a, b, sort) || byName(a.name, b.name));
}

/** Those whose name or codes have all the words, with marks or without. */
export function found<G extends Pick<Good, 'name' | 'packs'>>(goods: readonly G[], typed: string): G[] {
  return goods.filter(({ name, packs }) => hasWords([name, ...packs.map(({ sku }) => sku)].join(' '), typed));
}

/** The stars of a day, `yyyy-mm-dd`: a certificate ends without a signal, too. */
export function starsOn({ stars, starsUntil }: Pick<Good, 'stars' | 'starsUntil'>, day: string): number | null {
  return starsUntil !== null && starsUntil < day ? null : stars;
}

/** What is new, with those objects that say the same as before left as they are: pages look at them again only when something is different. */
export function renewed<T extends { readonly id: string }>(before: readonly T[], now: readonly T[]): T[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return now.map((one) => {
    const old = known.get(one.id);
    return old && JSON.stringify(old) === JSON.stringify(one) ? old : one;
  });
}
