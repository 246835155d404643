/** Letters without their marks, small. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
}

/** Whether every word that somebody typed, with marks or without, begins a word of the text. */
export function matches(text: string, sought: string): boolean {
  const words = plain(text).split(/[^a-z0-9]+/);
  return plain(sought)
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .every((part) => words.some((word) => word.startsWith(part)));
}
