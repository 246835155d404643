import { PHOTO_LIMITS } from '../photo/photo.limits';

/** What uploads in parts may cost. */
export const UPLOAD_LIMITS = {
  bytes: PHOTO_LIMITS.bytes,
  /** Unfinished ones of one producer: a day of visits without a signal, and no more than 1.5 GB. */
  open: 100,
  /** A village may be without a signal for days. Afterwards what has come of a file is thrown away. */
  keptMs: 7 * 24 * 3_600_000,
} as const;
