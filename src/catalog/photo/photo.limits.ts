/** What is checked before anything is decoded. They bound what one upload can cost: 40 million pixels are some 160 MB while they are turned and shrunk. */
export const PHOTO_LIMITS = {
  bytes: 15 * 1024 * 1024,
  pixels: 40_000_000,
  edgePx: 12_000,
  /** Passes of a progressive JPEG. Cameras write about ten; each costs a full walk over the picture. */
  scans: 64,
  /** Longest that one decoding may take. A 12-megapixel HEIC takes 2 s here. */
  decodeMs: 30_000,
  /** Decodings at once in one process. */
  decodes: 2,
} as const;
