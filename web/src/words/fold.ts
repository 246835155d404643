/** Without marks and capitals, as people type in a hurry: `Chè Đắng` → `che dang`. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim();

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether each word that somebody typed, with marks or without, begins a word of the text. */
export function hasWords(text: string, typed: string): boolean {
  const parts = wordsOf(typed);
  if (parts.length === 0) return true;
  const words = wordsOf(text);
  return parts.every((part) => words.some((word) => word.startsWith(part)));
}
