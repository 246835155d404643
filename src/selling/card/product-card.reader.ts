import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { starsOn, vietnamDay } from '../../catalog';
import { rows } from '../../shared/db';
import { asOfSql, decodeCursor, exactTime, sinceOf, toPage, withAsOf, type ChangesQuery, type PagedRow } from '../../shared/http';
import { Clock } from '../../shared/kernel';
import { LISTING_STATE_SQL } from '../listing/listing-state.sql';
import type { ProductCardDto, ProductCardPage } from './product-card.dto';

/** Products of the producer $1, each with when anything on its card changed last. A certificate that ends has its verdict looked at again. */
const CARDS = `select p.id, p.created_at, greatest(p.updated_at, c.at, r.at, l.at, s.at) as changed_at from product p
  left join lateral (select max(greatest(created_at, verified_at)) as at from certificate where product_id = p.id) c on true
  left join lateral (select max(checked_at) as at from product_readiness where product_id = p.id) r on true
  left join lateral (select max(changed_at) as at from listing where product_id = p.id) l on true
  left join lateral (select coalesce((select m.at from stock_move m where m.pool_id = o.id order by m.id desc limit 1), o.created_at) as at
                       from pool o where o.product_id = p.id) s on true
 where p.producer_id = $1`;

/** Reads what lists show of products, from everywhere: one request for all of it, and small enough to be kept on a telephone. */
@Injectable()
export class ProductCardReader {
  constructor(private readonly clock: Clock) {}

  /** Oldest first. */
  async list(db: EntityManager, producerId: string, query: ChangesQuery): Promise<ProductCardPage> {
    const { limit, cursor } = query;
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const [state] = await rows<{ asOf: string | null; total: number }>(
      db,
      `select ${exactTime(asOfSql('max(k.changed_at)', '$2'))} as "asOf", count(*)::int as total from (${CARDS}) k`,
      [producerId, this.clock.now()],
    );
    const found = await rows<PagedRow>(
      db,
      `select k.id, ${exactTime('k.created_at')} as "cursorAt" from (${CARDS}) k
        where ($2::timestamptz is null or (k.created_at, k.id) > ($2, $3::uuid)) and ($5::timestamptz is null or k.changed_at > $5)
        order by k.created_at, k.id limit $4`,
      [producerId, after?.at ?? null, after?.id ?? null, limit + 1, sinceOf(query)],
    );
    const page = toPage(found, limit, ({ id }) => id);
    return withAsOf({ ...page, items: await this.read(db, page.items), total: state?.total ?? 0 }, state);
  }

  private read(db: EntityManager, ids: readonly string[]): Promise<ProductCardDto[]> {
    return rows<ProductCardDto>(
      db,
      `select p.id, p.name, p.ocop_set as "ocopSet", p.is_demonstration as "isDemonstration", ${exactTime('p.created_at')} as "createdAt",
              (select photo_id from product_photo where product_id = p.id order by position limit 1) as "coverPhotoId",
              (${starsOn('p.id', '$2::date')}) as stars, (${starsOn('p.id', '$2::date', 'expires_on::text')}) as "starsUntil",
              coalesce((select json_agg(json_build_object('id', k.id, 'sku', k.sku, 'unit', k.unit, 'factor', k.factor, 'priceVnd', k.price_vnd) order by k.created_at, k.id)
                          from pack k where k.product_id = p.id), '[]') as packs,
              coalesce((select json_agg(json_build_object('platform', r.platform, 'percent', r.percent, 'isReady', r.is_ready) order by r.platform)
                          from product_readiness r where r.product_id = p.id), '[]') as readiness,
              coalesce((select json_agg(s.one order by s.one::text) from (select distinct jsonb_build_object('platform', x.platform, 'state', ${LISTING_STATE_SQL}) as one
                          from listing l join connection x on x.id = l.connection_id where l.product_id = p.id) s), '[]') as listings,
              (select json_build_object('onHand', o.on_hand, 'promised', o.promised) from pool o where o.product_id = p.id) as stock
         from unnest($1::uuid[]) with ordinality as w (id, place) join product p on p.id = w.id order by w.place`,
      [ids, vietnamDay(this.clock.now())],
    );
  }
}
