import type { Actor } from '../../shared/http';

/** How alike two producers are. */
export interface Likeness {
  readonly hasSameTaxCode: boolean;
  readonly hasSameRegistration: boolean;
  readonly hasSamePersonalNumber: boolean;
  readonly hasSamePhone: boolean;
  readonly isSameCommune: boolean;
  readonly hasSameName: boolean;
  /** Shared groups of three letters, 0 to 1. */
  readonly nameSimilarity: number;
}

export type DuplicateReason = keyof typeof REASONS_VI;

export const REASONS_VI = {
  'tax-code': 'Cùng mã số thuế',
  'registration-number': 'Cùng số đăng ký',
  'personal-number': 'Cùng số định danh',
  'phone-and-name': 'Cùng số điện thoại, tên gần giống',
  'name-in-commune': 'Cùng tên trong một xã',
  'similar-name-in-commune': 'Tên rất giống trong một xã',
} as const;

/**
 * From which likeness two names count as similar: with the same phone, and in the same commune. Measured: 'htx nong nghiep xuan phuoc' is 0.57 like
 * 'htx nn xuan phuoc' and 0.65 like 'htx nong nghiep xuan lanh', so in a commune more is asked; 'ho nguyen thi dao' is 0.70 like 'ho nguyen thi hoa',
 * two people; 'htx nong nghiep tong hop an nghiep' 0.75 like 'htx nong nghiep an nghiep'.
 */
export const SIMILAR = { withPhone: 0.4, inCommune: 0.72 } as const;

export interface Suspicion {
  readonly certainty: 'certain' | 'likely';
  readonly reasons: readonly DuplicateReason[];
  /** 0 to 100. */
  readonly score: number;
}

/** Whether two producers may be one, and why; null when nothing says so. */
export function suspect(like: Likeness): Suspicion | null {
  const certain: DuplicateReason[] = [];
  if (like.hasSameTaxCode) certain.push('tax-code');
  if (like.hasSameRegistration) certain.push('registration-number');
  if (like.hasSamePersonalNumber) certain.push('personal-number');
  const likely: [DuplicateReason, number][] = [];
  if (like.isSameCommune && like.hasSameName) likely.push(['name-in-commune', 90]);
  else if (like.isSameCommune && like.nameSimilarity >= SIMILAR.inCommune)
    likely.push(['similar-name-in-commune', Math.round(80 * like.nameSimilarity)]);
  if (like.hasSamePhone && like.nameSimilarity >= SIMILAR.withPhone) likely.push(['phone-and-name', 85]);
  if (certain.length + likely.length === 0) return null;
  return {
    certainty: certain.length > 0 ? 'certain' : 'likely',
    reasons: [...certain, ...likely.map(([reason]) => reason)],
    score: certain.length > 0 ? 100 : Math.max(...likely.map(([, score]) => score)),
  };
}

/** How much an actor may know of the other producer of a hint: all, name and commune, or not even that there is one. */
export function viewOf(
  actor: Actor,
  other: { readonly isTheirs: boolean; readonly provinceCode: string },
  own: { readonly provinceCode: string },
): 'whole' | 'outline' | 'none' {
  switch (actor.role) {
    case 'operator':
      return 'whole';
    case 'province':
      return other.provinceCode === actor.provinceCode ? 'whole' : 'none';
    case 'officer':
      return other.isTheirs ? 'whole' : other.provinceCode === own.provinceCode ? 'outline' : 'none';
    case 'producer':
      return other.isTheirs ? 'whole' : 'none';
    default:
      return actor.role satisfies never;
  }
}
