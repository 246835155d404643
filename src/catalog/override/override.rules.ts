/** What one platform is told instead of what the product says of itself; null falls back to it. */
export interface Override {
  readonly title: string | null;
  readonly description: string | null;
  /** Its part of the stock beside the weights of the others; null: 1. */
  readonly shareWeight: number | null;
  /** Đồng by pack; a pack that is not named has its own price. */
  readonly prices: Readonly<Record<string, number>>;
}

/** By platform. */
export type Overrides = Readonly<Record<string, Override>>;

export const NO_OVERRIDE: Override = { title: null, description: null, shareWeight: null, prices: {} };

export function overrideAt(overrides: Overrides, platform: string): Override {
  return (Object.hasOwn(overrides, platform) ? overrides[platform] : undefined) ?? NO_OVERRIDE;
}

export function isEmpty({ title, description, shareWeight, prices }: Override): boolean {
  return title === null && description === null && shareWeight === null && Object.keys(prices).length === 0;
}

interface Said {
  readonly name: string;
  readonly description: string;
}

/** What the platform is told in words. */
export function wordsAt<T extends Said>(product: T, { title, description }: Override): T {
  return { ...product, name: title ?? product.name, description: description ?? product.description };
}

/** Where a person can change the words that this field of the product has at the platform. */
export function fieldAt(field: string, platform: string, { title, description }: Override): string {
  if (field === 'name' && title !== null) return `overrides.${platform}.title`;
  return field === 'description' && description !== null ? `overrides.${platform}.description` : field;
}

export function priceAt(packId: string, priceVnd: number, { prices }: Override): number {
  return (Object.hasOwn(prices, packId) ? prices[packId] : undefined) ?? priceVnd;
}
