import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { noteChange } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { ListingService } from '../listing/listing.service';
import { findWishes, type Wish } from './wish.store';

/** What people say beforehand: that a product goes on sale as soon as nothing stands in the way. Carrying it out is the keeper's. */
@Injectable()
export class WishService {
  constructor(
    private readonly clock: Clock,
    private readonly listings: ListingService,
  ) {}

  /** null: there is none, or it was carried out. */
  async of(db: EntityManager, productId: string): Promise<Wish | null> {
    const [wish] = await findWishes(db, 'w.product_id = $1', [productId]);
    return wish ?? null;
  }

  /** In place of one that was there. Throws: not-found. */
  async put(
    tx: EntityManager,
    producerId: string,
    productId: string,
    connectionIds: readonly string[] | undefined,
    accountId: string,
  ): Promise<Wish> {
    await this.refuseStranger(tx, producerId, productId);
    await this.listings.chosenShops(tx, producerId, connectionIds);
    noteChange(tx, { of: 'product', id: productId, field: 'publicationWish', after: true });
    await rows(
      tx,
      `insert into publication_wish (product_id, connection_ids, wished_by, wished_at) values ($1, $2, $3, $4)
       on conflict (product_id) do update set connection_ids = excluded.connection_ids, wished_by = excluded.wished_by, wished_at = excluded.wished_at,
         is_due = true, stopped_because = null`,
      [productId, connectionIds ?? null, accountId, this.clock.now()],
    );
    const wish = await this.of(tx, productId);
    if (!wish) throw new Error('a wish that was just written is gone');
    return wish;
  }

  /** Also when there is none any more. Throws: not-found. */
  async takeBack(tx: EntityManager, producerId: string, productId: string): Promise<void> {
    await this.refuseStranger(tx, producerId, productId);
    const gone = await rows(tx, 'delete from publication_wish where product_id = $1 returning 1', [productId]);
    if (gone.length > 0) noteChange(tx, { of: 'product', id: productId, field: 'publicationWish', before: true, after: null });
  }

  private async refuseStranger(tx: EntityManager, producerId: string, productId: string): Promise<void> {
    const [product] = await rows(tx, 'select 1 from product where id = $1 and producer_id = $2', [productId, producerId]);
    if (!product) throw new Problem(problems.notFound);
  }
}
