const MEGABYTE = 1024 * 1024;

/** Limits on the archive of one producer, the same on the way out and on the way in. A cooperative with 300 products and a thousand photos has some 400 MB. */
export const ARCHIVE_LIMITS = {
  /** Of the file, and of everything inside, unpacked. */
  bytes: 1024 * MEGABYTE,
  entries: 10_000,
  dataBytes: 32 * MEGABYTE,
  checksumBytes: 2 * MEGABYTE,
  /** Of one table in data.json. */
  rows: 20_000,
  /** Nesting of data.json: that of a version's packs is 6. */
  depth: 8,
  /** Unpacked ÷ packed of one file above `ratioFromBytes`. Ours are not packed at all; a data.json that somebody packs reaches 20. */
  ratio: 100,
  ratioFromBytes: 1 * MEGABYTE,
  keptDays: 7,
  /** Attempts to make one before it is given up. */
  attempts: 3,
} as const;
