const MEGABYTE = 1024 * 1024;

/** Limits on a table that somebody sends. Units are in the names. They hold off bombs and slips, not real lists: the largest cooperative list seen has some 300 rows. */
export const SHEET_LIMITS = {
  bytes: 10 * MEGABYTE,
  rows: 20_000,
  columns: 60,
  cellChars: 20_000,
  /** Files inside an .xlsx; one with ten sheets and pictures has about forty. */
  entries: 200,
  /** Of everything inside an .xlsx, unpacked. 20,000 rows of 20 columns take some 25 MB. */
  unpackedBytes: 80 * MEGABYTE,
  sharedStringBytes: 32 * MEGABYTE,
  /** Unpacked ÷ packed of one file above `ratioFromBytes`. Real sheets reach 30. */
  ratio: 150,
  ratioFromBytes: 2 * MEGABYTE,
  /** Lists of what is wrong are cut here; the counts go on. */
  issuesShown: 1_000,
} as const;
