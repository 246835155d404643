import { foldVi } from '../../shared/kernel';

/** `relevance`: codes and whole names first, then names that begin so, then all others, the newest first. */
export const SEARCH_SORTS = ['relevance', 'name', 'newest'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** What the last row of a page says about where the next one begins. */
export interface Place {
  readonly tier: number;
  /** Creation time with microseconds, or the name. */
  readonly key: string;
  readonly id: string;
}

export const TIERS = { same: 0, beginning: 1, other: 2 } as const;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

export function writePlace(sort: SearchSort, { tier, key, id }: Place): string {
  return `${sort} ${tier} ${id} ${key}`;
}

/** Null when the text is no place in a list of that order. */
export function readPlace(sort: SearchSort, text: string): Place | null {
  const [, of, tier = '', id = '', key = ''] = /^(\S+) ([0-2]) (\S+) (.+)$/su.exec(text) ?? [];
  const isRight = of === sort && ID.test(id) && (sort === 'name' || AT.test(key));
  return isRight ? { tier: Number(tier), key, id } : null;
}

/** What was typed as a code of goods (SKU, GTIN) would be written; null when it cannot be one. */
export function codeOf(q: string): string | null {
  const code = foldVi(q).toUpperCase();
  return /^[A-Z0-9-]{1,40}$/.test(code) ? code : null;
}

/** More than this is not counted: "hơn 1.000". */
export const COUNTED = 1_000;
