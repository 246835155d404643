import { foldVi } from '../../shared/kernel';

/**
 * `relevance`: codes and whole names first, then names that begin so, then all others, the newest first. `most-ready`, `least-ready`: by the last verdict for
 * one platform.
 */
export const SEARCH_SORTS = ['relevance', 'name', 'newest', 'most-ready', 'least-ready'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export const isByReadiness = (sort: SearchSort | undefined): boolean => sort === 'most-ready' || sort === 'least-ready';

/** What the last row of a page says about where the next one begins. */
export interface Place {
  readonly tier: number;
  /** Creation time with microseconds, or the name, or whether it is ready (1, 0) and how far it is. */
  readonly key: string;
  readonly id: string;
}

export interface FoundRow {
  readonly id: string;
  readonly tier: number;
  readonly key: string;
}

export const TIERS = { same: 0, beginning: 1, other: 2 } as const;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const PERCENT = /^[01] \d{1,3}$/;
const KEYS: Readonly<Record<SearchSort, RegExp>> = {
  relevance: AT,
  newest: AT,
  name: /./su,
  'most-ready': PERCENT,
  'least-ready': PERCENT,
};

export function writePlace(sort: SearchSort, { tier, key, id }: Place): string {
  return `${sort} ${tier} ${id} ${key}`;
}

/** Null when the text is no place in a list of that order. */
export function readPlace(sort: SearchSort, text: string): Place | null {
  const [, of, tier = '', id = '', key = ''] = /^(\S+) ([0-2]) (\S+) (.+)$/su.exec(text) ?? [];
  return of === sort && ID.test(id) && KEYS[sort].test(key) ? { tier: Number(tier), key, id } : null;
}

/** What was typed as a code of goods (SKU, GTIN) would be written; null when it cannot be one. */
export function codeOf(q: string): string | null {
  const code = foldVi(q).toUpperCase();
  return /^[A-Z0-9-]{1,40}$/.test(code) ? code : null;
}

/** More than this is not counted: "hơn 1.000". */
export const COUNTED = 1_000;
