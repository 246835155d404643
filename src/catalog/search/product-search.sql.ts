import type { Bind } from '../../shared/db';
import { exactTime } from '../../shared/http';
import { TIERS, type Place, type SearchSort } from './product-search.rules';
import type { WordPlan } from './word-plan.rules';

/** Where is searched, as SQL: products are `p`. */
export interface Scope {
  /** Behind `product p`. */
  readonly joins: string;
  readonly where: readonly string[];
}

/** What was typed, in the forms in which it is looked for. */
export interface Search {
  readonly words: readonly string[];
  readonly name: string;
  /** Products that have what was typed as a code. */
  readonly codes: readonly string[];
  readonly plan: WordPlan;
}

/** SQL: has all the words, or the code. `is true` keeps the index of words out. */
export function matches({ words, codes, plan: { looked, checked } }: Search, bind: Bind): string[] {
  if (words.length === 0) return [];
  const parts = [
    ...(looked === '' ? [] : [`p.search_words @@ ${bind(looked)}::tsquery`]),
    ...(checked === '' ? [] : [`(p.search_words @@ ${bind(checked)}::tsquery) is true`]),
  ];
  return codes.length === 0 ? parts : [`(${every(parts)} or p.id = any(${bind(codes)}::uuid[]))`];
}

export const every = (conditions: readonly string[]): string => conditions.join(' and ') || 'true';

export const olderThan = ({ key, id }: Place, bind: Bind): string =>
  `(p.created_at, p.id) < (${bind(key)}::timestamptz, ${bind(id)}::uuid)`;

/** SQL: the stars of a product on a day, as `validCertificate` chooses the certificate. */
export function starsOn(productId: string, day: string, wanted = 'stars'): string {
  return `select ${wanted} from certificate where product_id = ${productId} and state = 'verified' and issued_on <= ${day} and expires_on >= ${day}
          order by issued_on desc, expires_on desc, number limit 1`;
}

interface Order {
  readonly key: string;
  readonly by: string;
  after(place: Place, bind: Bind): string;
}

/** The verdict is `r` of the scope. Product ids come from there too, so that one index has the whole order. */
const byReadiness = (direction: 'asc' | 'desc'): Order => ({
  key: `r.is_ready::integer || ' ' || r.percent`,
  by: `r.is_ready ${direction}, r.percent ${direction}, r.product_id ${direction}`,
  after: ({ key, id }, bind) => {
    const [isReady, percent] = key.split(' ');
    const place = `(${bind(isReady === '1')}::boolean, ${bind(percent)}::integer, ${bind(id)}::uuid)`;
    return `(r.is_ready, r.percent, r.product_id) ${direction === 'desc' ? '<' : '>'} ${place}`;
  },
});

const ORDERS: Readonly<Record<Exclude<SearchSort, 'relevance'>, Order>> = {
  newest: { key: exactTime('p.created_at'), by: 'p.created_at desc, p.id desc', after: olderThan },
  name: {
    key: 'p.name',
    by: 'p.name collate "vi-x-icu", p.id',
    after: ({ key, id }, bind) => `(p.name collate "vi-x-icu", p.id) > (${bind(key)}::text collate "vi-x-icu", ${bind(id)}::uuid)`,
  },
  'most-ready': byReadiness('desc'),
  'least-ready': byReadiness('asc'),
};

/** One page, and one row more when there is a next one. */
export function inOrder(
  sort: Exclude<SearchSort, 'relevance'>,
  { joins, where }: Scope,
  limit: number,
  place: Place | null,
  bind: Bind,
): string {
  const { key, by, after } = ORDERS[sort];
  return `select p.id, ${TIERS.other} as tier, ${key} as key from product p${joins} where ${every([...where, ...(place ? [after(place, bind)] : [])])}
           order by ${by} limit ${bind(limit + 1)}`;
}
