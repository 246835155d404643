import { allWords, lexeme } from '../../shared/kernel';

/** How common words are in the names of products: about, and out of date by some per cent. */
export interface WordCounts {
  readonly products: number;
  /** About how many have a word; rare words are not in it. */
  readonly withWord: ReadonlyMap<string, number>;
}

/** How to find the products that have all the words, as two tsqueries; an empty one asks nothing. */
export interface WordPlan {
  /** Looked up in the index. */
  readonly looked: string;
  /** Checked on each product that this finds. */
  readonly checked: string;
  /** So few are looked up that they can all be read and sorted. */
  readonly isFew: boolean;
  /** How many have all the words if the words have nothing to do with each other; of a single word this is what is known of it. */
  readonly expected: number;
}

/** Products that are read and sorted in some ten milliseconds. */
export const FEW = 1_500;

/**
 * Rare words are looked up and common ones checked on what they find: for the beginning of a common word the index gathers all of its products first, a hundred
 * thousand perhaps (50 ms). Only where every word is common they are all looked up.
 */
export function planWords(words: readonly string[], { products, withWord }: WordCounts): WordPlan {
  const last = words.length - 1;
  const terms = words.map((word, i) => ({
    term: i === last ? `${lexeme(word)}:*` : lexeme(word),
    count: i === last ? countOfBeginning(word, withWord) : (withWord.get(word) ?? 0),
  }));
  const rare = terms.filter(({ count }) => count <= FEW);
  const expected = terms.reduce((all, { count }) => (all * Math.min(count, products)) / products, products);
  if (rare.length === 0) return { looked: allWords(words), checked: '', isFew: false, expected };
  const common = terms.filter(({ count }) => count > FEW);
  return { looked: allOf(rare), checked: allOf(common), isFew: true, expected };
}

/** Within one producer: the index of words stays out of it, each product is looked at. */
export const checkAll = (words: readonly string[]): WordPlan => ({ looked: '', checked: allWords(words), isFew: true, expected: 0 });

const allOf = (terms: readonly { readonly term: string }[]): string => terms.map(({ term }) => term).join(' & ');

function countOfBeginning(word: string, withWord: ReadonlyMap<string, number>): number {
  return [...withWord].reduce((sum, [known, count]) => (known.startsWith(word) ? sum + count : sum), 0);
}
