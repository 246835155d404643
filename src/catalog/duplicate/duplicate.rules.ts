/** How alike two products are. */
export interface Likeness {
  readonly isOwn: boolean;
  readonly hasSameName: boolean;
  /** Shared groups of three letters, 0 to 1. */
  readonly nameSimilarity: number;
  readonly isSameSet: boolean;
  readonly isSameCommune: boolean;
  readonly hasSameCertificate: boolean;
  /** The same number of a bar code on a pack of each. */
  readonly hasSameGtin: boolean;
  /** The cover of the one is nearly a photo of the other. */
  readonly hasSamePhoto: boolean;
}

export const REASONS_VI = {
  'same-gtin': 'Cùng mã vạch (GTIN)',
  'same-name-and-certificate': 'Cùng tên và cùng số giấy chứng nhận OCOP',
  'same-name': 'Cùng tên, cùng bộ sản phẩm',
  'similar-name': 'Tên rất giống, cùng bộ sản phẩm',
  'same-photo-similar-name': 'Ảnh gần như giống hệt, tên gần giống',
  'same-photo': 'Ảnh gần như giống hệt',
} as const;
export type DuplicateReason = keyof typeof REASONS_VI;
export const DUPLICATE_REASONS = Object.keys(REASONS_VI) as readonly DuplicateReason[]; // its own keys

/** The surest first. */
const CERTAINTIES = ['certain', 'very-likely', 'likely'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/**
 * From which likeness names count as similar: by themselves, and with the same photo. 'cam cao phong hoa binh' is 0.61 like 'cam cao phong',
 * 'mat ong bac ha' 0.5 like 'mat ong hoa nhan'.
 */
export const SIMILAR = { alone: 0.6, withPhoto: 0.4 } as const;

export interface Suspicion {
  readonly certainty: Certainty;
  readonly reasons: readonly DuplicateReason[];
  /** 0 to 100. */
  readonly score: number;
}

/**
 * Whether two products may be one, and why; null when nothing says so. A name alone says little: half a province sells "Mật ong". It counts within one
 * producer, or in the same set and commune, or with the number of one certificate, which a decision shares among many products of different names.
 */
export function suspect(like: Likeness): Suspicion | null {
  const signs: { reason: DuplicateReason; certainty: Certainty; score: number }[] = [];
  const isNear = like.isSameSet && (like.isOwn || like.isSameCommune);
  if (like.hasSameGtin) signs.push({ reason: 'same-gtin', certainty: 'certain', score: 100 }); // GS1 gives a number once
  if (like.hasSameName && like.hasSameCertificate) signs.push({ reason: 'same-name-and-certificate', certainty: 'very-likely', score: 95 });
  if (like.hasSameName && isNear) signs.push({ reason: 'same-name', certainty: 'very-likely', score: 90 });
  else if (like.nameSimilarity >= SIMILAR.alone && isNear)
    signs.push({ reason: 'similar-name', certainty: 'likely', score: Math.round(80 * like.nameSimilarity) });
  if (like.hasSamePhoto && like.nameSimilarity >= SIMILAR.withPhoto)
    signs.push({ reason: 'same-photo-similar-name', certainty: 'very-likely', score: 85 });
  else if (like.hasSamePhoto && !like.isOwn) signs.push({ reason: 'same-photo', certainty: 'likely', score: 60 }); // one's own products may share a picture
  if (signs.length === 0) return null;
  return {
    certainty: CERTAINTIES.find((each) => signs.some((sign) => sign.certainty === each)) ?? 'likely',
    reasons: signs.map((sign) => sign.reason),
    score: Math.max(...signs.map((sign) => sign.score)),
  };
}

/** What was found to be two stays so until something speaks for one that did not then. */
export function staysDistinct(reasons: readonly string[], reasonsThen: readonly string[] | null): boolean {
  return reasonsThen !== null && reasons.every((reason) => reasonsThen.includes(reason));
}
