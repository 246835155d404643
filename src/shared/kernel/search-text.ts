import { foldVi } from './fold';

/** What separates words, in folded text. `search_name` of the database has the same list; a test holds the two together. */
const BETWEEN_WORDS = /[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+/gu;
const MAX_CHARS = 500;
/** Of a query. More words than a name has room for find nothing anyway. */
const MAX_WORDS = 30;

/** A name as it is searched: 'Mật ong – loại 1 (500 ml)' is 'mat ong loai 1 500 ml'. */
export function searchName(text: string): string {
  const spaced = foldVi(text).replace(BETWEEN_WORDS, ' ');
  return Array.from(spaced)
    .slice(0, MAX_CHARS)
    .join('')
    .replace(/^ +| +$/g, '');
}

/** The different words of a query, in order. */
export function searchWords(text: string): string[] {
  const name = searchName(text);
  return name === '' ? [] : [...new Set(name.split(' '))].slice(0, MAX_WORDS);
}

/** Finds names that have all the words, in any order. Whoever is still typing has not finished the last one, so its beginning is enough. */
export function allWords(words: readonly string[]): string {
  return words.map((word, i) => lexeme(word) + (i === words.length - 1 ? ':*' : '')).join(' & ');
}

/** Finds names that have all the words but one: where to look for what was mistyped. Needs two words. */
export function allWordsButOne(words: readonly string[]): string {
  return words
    .map(
      (left) =>
        `(${words
          .filter((word) => word !== left)
          .map(lexeme)
          .join(' & ')})`,
    )
    .join(' | ');
}

/** A word as a tsquery. */
export const lexeme = (word: string): string => `'${word.replace(/['\\]/g, (sign) => sign + sign)}'`;

/** Where a name matches, in UTF-16 units of the name as it is. */
export interface Highlight {
  readonly start: number;
  readonly length: number;
}

const WORD = /[^\s\p{P}\p{S}]+/gu;

/** The words of a name that were searched for, and of the last one, which may be unfinished, as many letters as were typed. */
export function highlightsOf(name: string, words: readonly string[]): Highlight[] {
  const last = words[words.length - 1];
  const whole = new Set(words);
  return [...name.matchAll(WORD)].flatMap(({ index, 0: word }): Highlight[] => {
    const folded = searchName(word);
    if (whole.has(folded)) return [{ start: index, length: word.length }];
    if (last === undefined || !folded.startsWith(last)) return [];
    return [{ start: index, length: lengthOfBeginning(word, last) }];
  });
}

/** How much of the word makes up its folded beginning. */
function lengthOfBeginning(word: string, beginning: string): number {
  for (let end = 1; end < word.length; end++) {
    const isWholeLetter = !/^[\p{M}\p{Cs}]/u.test(word.slice(end)) && searchName(word.slice(0, end)) === beginning;
    if (isWholeLetter) return end;
  }
  return word.length;
}
