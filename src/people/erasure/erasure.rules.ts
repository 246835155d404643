/** What stands where a name stood. Has no quotes in it, because statements spell it out. */
export const TOMBSTONE = 'Đã xoá theo yêu cầu';

/** The same as a literal of SQL. */
export const TOMBSTONE_SQL = `'${TOMBSTONE}'`;
