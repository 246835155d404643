import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReadinessService } from '../../catalog';
import { PlatformRegistry } from '../../platform';
import { rows } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';
import { findWishes, type Wish } from '../wish/wish.store';
import { findListings } from '../listing/listing.store';
import { summaryVi, whyNotLive, type Blocker, type ShopFacts } from './why-not-live.rules';

export interface WhyShop {
  readonly platform: string;
  readonly platformName: string;
  /** null: no shop is connected at this platform. */
  readonly connectionId: string | null;
  readonly shopName: string | null;
  readonly isLive: boolean;
  readonly isPublished: boolean;
  readonly blockers: readonly Blocker[];
}

export interface Why {
  readonly productId: string;
  readonly summaryVi: string;
  readonly shops: readonly WhyShop[];
  readonly wish: Wish | null;
}

/** Answers why a product cannot be bought: the whole chain from the register to the shelf, for every shop. */
@Injectable()
export class WhyNotLive {
  constructor(
    private readonly registry: PlatformRegistry,
    private readonly readiness: ReadinessService,
  ) {}

  /** Throws: Problem not-found, also when the product is another producer's. */
  async ask(db: EntityManager, producerId: string, productId: string): Promise<Why> {
    const verdicts = await this.readiness.checkAll(db, producerId, productId);
    const [product] = await rows<{ name: string; onHand: number | null }>(
      db,
      'select p.name, o.on_hand as "onHand" from product p left join pool o on o.product_id = p.id where p.id = $1',
      [productId],
    );
    if (!product) throw new Problem(problems.notFound);
    const connections = await rows<ShopFacts & { readonly platform: string }>(
      db,
      `select id, platform, name, is_paused as "isPaused", trouble, trouble_since as "troubleSince" from connection order by platform, name, id`,
    );
    const listings = await findListings(db, 'l.product_id = $1 order by l.created_at, l.id', [productId]);
    const [wish] = await findWishes(db, 'w.product_id = $1', [productId]);
    const shops = verdicts.flatMap(({ platformCode, gaps }): WhyShop[] => {
      const { name } = this.registry.get(platformCode).description;
      const own = connections.filter((connection) => connection.platform === platformCode);
      return (own.length > 0 ? own : [null]).map((shop) => {
        const here = listings.filter((listing) => listing.connectionId === shop?.id);
        const blockers = whyNotLive({ platformName: name, gaps, shop, listings: here, onHand: product.onHand });
        const shopName = shop?.name ?? null;
        return {
          platform: platformCode,
          platformName: name,
          connectionId: shop?.id ?? null,
          shopName,
          isLive: blockers.length === 0,
          isPublished: here.length > 0,
          blockers,
        };
      });
    });
    return { productId, summaryVi: summaryVi(product.name, shops), shops, wish: wish ?? null };
  }
}
