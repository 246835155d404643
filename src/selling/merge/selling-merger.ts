import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conflictOver, consentCounts, moveRows, PUBLISHING, type MergeConflict } from '../../people';
import { rows } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { sellingMergePlan } from './selling-merge-plan';

/** Listings that the producer which is left has not agreed to: they pause with the merge. */
export interface Pausing {
  readonly platform: string;
  readonly listings: number;
}

/** Merges what lies in this folder's tables. Everything in one transaction of the caller. */
@Injectable()
export class SellingMerger {
  constructor(private readonly clock: Clock) {}

  /** Products count as one when they have one name, however it is written, in one set, unless somebody has said that they are two. */
  async conflicts(db: EntityManager, from: string, into: string): Promise<MergeConflict[]> {
    const twice = await rows<{ name: string }>(
      db,
      `select distinct p.name || ' (' || c.name || ')' as name
         from listing l join product p on p.id = l.product_id join connection c on c.id = l.connection_id
         join listing m on m.connection_id = l.connection_id and m.producer_id = $2 and m.wanted <> 'gone'
         join product q on q.id = m.product_id and q.search_name = p.search_name and q.ocop_set = p.ocop_set
        where l.producer_id = $1 and l.wanted <> 'gone'
          and not exists (select from product_distinct d where (d.product_id, d.other_id) in ((p.id, q.id), (q.id, p.id)))
        order by 1 limit 20`,
      [from, into],
    );
    return conflictOver(
      'listing',
      twice.map(({ name }) => name),
    );
  }

  async pausing(db: EntityManager, from: string, into: string): Promise<Pausing[]> {
    return rows<Pausing>(
      db,
      `select c.platform, count(*)::int as listings from listing l join connection c on c.id = l.connection_id
        where l.producer_id = $1 and l.wanted = 'live'
          and not exists (select from consent k where k.producer_id = $2 and k.purpose = '${PUBLISHING}' and k.platform = c.platform and ${consentCounts('k', '$3')})
        group by c.platform order by c.platform`,
      [from, into, this.clock.now()],
    );
  }

  /** Orders, listings and their books stay as they are and are the other producer's. Stock belongs to products and comes along. */
  async merge(tx: EntityManager, from: string, into: string): Promise<void> {
    await moveRows(tx, sellingMergePlan, from, into);
  }
}
