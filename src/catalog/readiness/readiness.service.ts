import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PlatformRegistry, type PlatformDescription } from '../../platform';
import { rows } from '../../shared/db';
import { Clock, Problem, problems } from '../../shared/kernel';
import { Certificate } from '../document/certificate.entity';
import { vietnamDay } from '../document/certificate.rules';
import type { Size } from '../photo/rendition.rules';
import { AttributeService } from '../product/attribute.service';
import { publishedDescription } from '../product/label.rules';
import { Product } from '../product/product.entity';
import { ocopSet } from '../reference/ocop-set.rules';
import { readiness, type ProductFacts, type Readiness } from './readiness.rules';

export type PlatformReadiness = Readiness & { readonly platformCode: string; readonly isReady: boolean };

/** Says what is missing before a platform would take a product. Computed anew each time from what is true now, so it is never out of date. */
@Injectable()
export class ReadinessService {
  constructor(
    private readonly clock: Clock,
    private readonly platforms: PlatformRegistry,
    private readonly attributes: AttributeService,
  ) {}

  /** For one platform. Asked again at the moment of sending. Throws: Problem not-found. */
  async check(db: EntityManager, productId: string, platformCode: string): Promise<PlatformReadiness> {
    const { description } = this.platforms.get(platformCode);
    return this.judge(await this.facts(db, productId), platformCode, description);
  }

  /** For every platform of this program. Throws: Problem not-found, also when the product is another producer's. */
  async checkAll(db: EntityManager, producerId: string, productId: string): Promise<PlatformReadiness[]> {
    const facts = await this.facts(db, productId, producerId);
    return this.platforms.all().map(({ adapter, description }) => this.judge(facts, adapter.code, description));
  }

  private judge(facts: ProductFacts, platformCode: string, description: PlatformDescription): PlatformReadiness {
    const result = readiness(facts, description, vietnamDay(this.clock.now()));
    return { platformCode, isReady: result.gaps.length === 0, ...result };
  }

  private async facts(db: EntityManager, productId: string, producerId?: string): Promise<ProductFacts> {
    const product = await db.getRepository(Product).findOneBy({ id: productId });
    if (!product || (producerId !== undefined && product.producerId !== producerId)) throw new Problem(problems.notFound);
    const [packs] = await rows<{ count: number }>(db, 'select count(*)::int as count from pack where product_id = $1', [productId]);
    const photos = await rows<Size>(
      db,
      'select p.width, p.height from product_photo pp join photo p on p.id = pp.photo_id where pp.product_id = $1 order by pp.position',
      [productId],
    );
    return {
      name: product.name,
      description: publishedDescription(product.description, await this.attributes.label(db, product)),
      set: ocopSet(product.ocopSet),
      communeCode: product.communeCode,
      shelfLifeDays: product.shelfLifeDays,
      packCount: packs?.count ?? 0,
      photos,
      certificates: await db.getRepository(Certificate).findBy({ productId }),
    };
  }
}
