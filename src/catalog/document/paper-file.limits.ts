const MEGABYTE = 1024 * 1024;

/** What one file of a paper may cost. A scan of twenty pages has some 5 MB. */
export const PAPER_FILE_LIMITS = {
  bytes: 10 * MEGABYTE,
  pages: 50,
  /** What may come out of the packed parts that are opened to read a PDF's structure. Pages and pictures are never unpacked. */
  unpackedBytes: 32 * MEGABYTE,
  /** Objects of a PDF, those of earlier revisions as well. A printed book has some 50 000. */
  objects: 200_000,
  /** Longest that reading one PDF may take. */
  readMs: 10_000,
  /** Most memory for what is read of it, beside the file. */
  readHeapMb: 192,
  /** PDFs that are read at once in one process. */
  readings: 2,
} as const;
