/** Pages at which a field of a product is mended. */
export type ProductPart = 'thong-tin' | 'anh' | 'quy-cach' | 'giay-to' | 'san' | 'lo';

export interface Place {
  readonly part: ProductPart;
  /** For `san`: the platform. */
  readonly platform?: string;
  /** What to bring into view and to focus there. */
  readonly field?: string;
}

/** Where a gap of readiness (`field` of it) is mended; null: not at the product. */
export function placeOf(field: string): Place | null {
  const [first, second, third] = field.split('.', 3);
  switch (first) {
    case 'name':
    case 'description':
    case 'ocopSet':
    case 'communeCode':
    case 'shelfLifeDays':
    case 'season':
    case 'storageClass':
    case 'minDaysLeftAtDispatch':
    case 'traceUrl':
    case 'attributes':
      return { part: 'thong-tin', field };
    case 'photoIds':
      return { part: 'anh' };
    case 'packs':
      return { part: 'quy-cach' };
    case 'documents':
      return { part: 'giay-to', field: second ?? 'label-image' };
    case 'certificates':
      return { part: 'giay-to', field: 'ocop' };
    case 'overrides':
      return second === undefined ? null : { part: 'san', platform: second, ...(third === undefined ? {} : { field: third }) };
    default:
      return null;
  }
}

export interface GapLike {
  readonly code: string;
  readonly field: string;
  readonly who: string;
}

/** The same gap at several platforms is one thing to do. Kept in the order of the first platform that names it. */
export function together<G extends GapLike & { readonly cost: number }>(
  platforms: readonly { readonly platformCode: string; readonly gaps: readonly G[] }[],
): { readonly gap: G; readonly platforms: string[] }[] {
  const found = new Map<string, { gap: G; platforms: string[] }>();
  for (const { platformCode, gaps } of platforms)
    for (const gap of gaps) {
      const key = `${gap.code} ${gap.field}`;
      const known = found.get(key);
      if (known) known.platforms.push(platformCode);
      else found.set(key, { gap, platforms: [platformCode] });
    }
  return [...found.values()].sort((a, b) => a.gap.cost - b.gap.cost);
}
