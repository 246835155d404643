/** What stands where a name stood. Has no quotes in it, because statements spell it out. */
export const TOMBSTONE = 'Đã xoá theo yêu cầu';

/** The same as a literal of SQL. */
export const TOMBSTONE_SQL = `'${TOMBSTONE}'`;

/** SQL patterns that find any of these texts inside another. Texts of one or two letters would find everything, and identify nobody. */
export function patternsOf(texts: readonly (string | null)[]): string[] {
  const told = texts.flatMap((text) => (text === null || text.trim().length < 3 ? [] : [text]));
  return [...new Set(told)].map((text) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
}
