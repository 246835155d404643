import { overrideAt, priceAt, publishedDescription, wordsAt, type DraftSource } from '../../catalog';
import type { PlatformDescription } from '../../platform';
import { toVnd } from '../../shared/kernel';
import type { ApprovedContent } from './listing.store';

/** What this platform is to show of the pack; null: it does not take such products. */
export function contentOf(
  { categoryForSet }: Pick<PlatformDescription, 'categoryForSet'>,
  platform: string,
  source: DraftSource,
  photos: readonly string[],
): ApprovedContent | null {
  const categoryCode = categoryForSet[source.ocopSet];
  if (categoryCode === null || categoryCode === undefined) return null;
  const override = overrideAt(source.overrides, platform);
  const { name, description } = wordsAt(source, override);
  return {
    sku: source.sku,
    title: name,
    description: publishedDescription(description, source.label),
    categoryCode,
    unit: source.unit,
    price: toVnd(priceAt(source.packId, source.price, override)),
    weightGrams: source.weightGrams,
    lengthCm: source.lengthCm,
    widthCm: source.widthCm,
    heightCm: source.heightCm,
    shelfLifeDays: source.shelfLifeDays,
    originVi: source.originVi,
    makerVi: source.makerVi,
    photos: photos.map((sha256) => ({ sha256 })),
    ocop: source.ocop,
  };
}
