/** Limits on what a product may say. Units are in the names. They bound storage and hold off slips of the finger; what a platform demands is stricter and lives in its description. */
export const LIMITS = {
  nameChars: { min: 3, max: 200 },
  descriptionChars: { max: 10_000 },
  unitChars: { min: 1, max: 20 },
  skuChars: { max: 40 },
  /** A thousand đồng is the smallest price people pay; a thousand million is more than any parcel may be insured for. */
  priceVnd: { min: 1_000, max: 1_000_000_000 },
  weightGrams: { min: 1, max: 50_000 },
  edgeCm: { min: 1, max: 200 },
  factor: { min: 1, max: 100_000 },
  shelfLifeDays: { min: 1, max: 3_650 },
  seasonRanges: { max: 6 },
  minDaysLeftAtDispatch: { min: 0, max: 365 },
  traceUrlChars: { max: 500 },
  packs: { min: 1, max: 20 },
  shareWeight: { min: 0, max: 100 },
  photos: { min: 1, max: 10 },
} as const;
