import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlatformRegistry } from '../../platform';
import { invalid, noteChange, noteFields, type Actor } from '../../shared/http';
import { refusePricesOfHelper } from '../product/price.rules';
import { ProductService } from '../product/product.service';
import { toOverrideDto, type OverrideDto, type PackPriceDto } from './override.dto';
import { isEmpty, overrideAt, type Override, type Overrides } from './override.rules';
import { findOverrides, placeOverrides } from './override.store';

export type WantedOverride = Omit<Override, 'prices'> & { readonly prices: readonly PackPriceDto[] };

/** What single platforms are told instead of what the product says of itself. Part of the product: each change is a version of it. */
@Injectable()
export class OverrideService {
  constructor(
    private readonly platforms: PlatformRegistry,
    private readonly products: ProductService,
  ) {}

  /** Throws: not-found, for an unknown platform as well. */
  async get(db: EntityManager, producerId: string, productId: string, platform: string): Promise<OverrideDto> {
    this.platforms.get(platform);
    const { product } = await this.products.get(db, producerId, productId);
    return toOverrideDto(platform, product.version, overrideAt(await findOverrides(db, productId), platform));
  }

  /** Null clears all of it. Throws: not-found, stale-version, invalid-request for a pack of another product, forbidden when an officer changes a price. */
  async set(
    tx: EntityManager,
    producerId: string,
    productId: string,
    platform: string,
    version: number,
    wanted: WantedOverride | null,
    actor: Actor,
  ): Promise<OverrideDto> {
    this.platforms.get(platform);
    await this.products.raiseVersion(tx, producerId, productId, actor.accountId, version);
    const { [platform]: said, ...others } = await findOverrides(tx, productId);
    const override = wanted && { ...wanted, prices: await this.pricesOf(tx, producerId, productId, wanted.prices) };
    const overrides: Overrides = override && !isEmpty(override) ? { ...others, [platform]: override } : others;
    await placeOverrides(tx, productId, overrides);
    refusePricesOfHelper(actor, said?.prices ?? {}, override?.prices ?? {});
    note(tx, platform, said ?? null, override);
    return this.get(tx, producerId, productId, platform);
  }

  private async pricesOf(
    tx: EntityManager,
    producerId: string,
    productId: string,
    prices: readonly PackPriceDto[],
  ): Promise<Record<string, number>> {
    const { packs } = await this.products.get(tx, producerId, productId);
    const known = new Set(packs.map(({ id }) => id));
    const errors = prices.flatMap(({ packId }, i) => {
      if (!known.has(packId)) return [{ pointer: `/prices/${i}/packId`, message: 'Sản phẩm không có quy cách này.' }];
      const isTwice = prices.findIndex((price) => price.packId === packId) < i;
      return isTwice ? [{ pointer: `/prices/${i}/packId`, message: 'Quy cách này đã có giá ở trên.' }] : [];
    });
    if (errors.length > 0) throw invalid(errors);
    return Object.fromEntries(prices.map(({ packId, priceVnd }) => [packId, priceVnd]));
  }
}

/** Prices in full, of the words only that they changed. */
function note(tx: EntityManager, platform: string, before: Override | null, after: Override | null): void {
  const [old, now] = [before?.prices ?? {}, after?.prices ?? {}];
  for (const id of new Set([...Object.keys(old), ...Object.keys(now)]))
    if (old[id] !== now[id]) noteChange(tx, { of: 'override', id, field: 'priceVnd', before: old[id] ?? null, after: now[id] ?? null });
  for (const field of ['title', 'description', 'shareWeight'] as const)
    if (before?.[field] !== after?.[field]) noteFields(tx, 'override', platform, { [field]: true });
}
