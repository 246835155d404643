import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { starsOn } from '../../catalog';
import { LISTING_STATE_SQL } from '../../selling';
import { rows } from '../../shared/db';
import type { Role } from '../../shared/http';
import { Clock, vietnamDay } from '../../shared/kernel';
import type { CountsDto, CoverageDto } from './coverage.dto';

/** Producers from which on a commune is no longer a matter of single households. */
const SMALL = 5;

interface Row extends CountsDto {
  readonly communeCode: string | null;
  readonly communeName: string | null;
  readonly isTotal: boolean;
  readonly isDemonstration: boolean;
}

@Injectable()
export class CoverageReader {
  constructor(private readonly clock: Clock) {}

  async ofProvince(db: EntityManager, provinceCode: string, role: Role): Promise<CoverageDto> {
    const found = await rows<Row>(
      db,
      `with placed as (
         select p.id as producer_id, p.commune_code, t.id as product_id, t.is_demonstration,
                t.id is not null and exists (${starsOn('t.id', '$2')}) as has_stars,
                coalesce((select array_agg(distinct c.platform) from listing l join connection c on c.id = l.connection_id where l.product_id = t.id and ${LISTING_STATE_SQL} = 'live'), '{}') as live,
                exists (select from listing l join connection c on c.id = l.connection_id where l.product_id = t.id and c.is_practice) as is_practice
           from producer p left join product t on t.producer_id = p.id where p.province_code = $1 and p.practice_of is null),
       counted as (
         select commune_code, grouping(commune_code) = 1 as is_total, count(distinct producer_id)::int as producers, count(product_id)::int as products,
                count(*) filter (where has_stars)::int as with_stars, count(*) filter (where has_stars and cardinality(live) > 0)::int as with_stars_live,
                count(*) filter (where cardinality(live) > 0)::int as live, coalesce(bool_or(is_demonstration or is_practice), false) as is_demonstration
           from placed group by grouping sets ((commune_code), ())),
       at_platform as (
         select commune_code, grouping(commune_code) = 1 as is_total, a.platform, count(*)::int as products
           from placed cross join lateral unnest(live) a (platform) group by grouping sets ((commune_code, a.platform), (a.platform)))
       select n.commune_code as "communeCode", k.name as "communeName", n.is_total as "isTotal", n.is_demonstration as "isDemonstration", n.producers, n.products,
              n.with_stars as "withStars", n.with_stars_live as "withStarsLive", n.live,
              coalesce((select json_agg(json_build_object('platform', a.platform, 'products', a.products) order by a.platform) from at_platform a
                         where a.is_total = n.is_total and a.commune_code is not distinct from n.commune_code), '[]') as "liveAt"
         from counted n left join commune k on k.code = n.commune_code order by k.name collate "vi-x-icu" nulls last, n.commune_code`,
      [provinceCode, vietnamDay(this.clock.now())],
    );
    const total = found.find((row) => row.isTotal);
    if (!total) throw new Error('a grand total is always answered');
    return {
      provinceCode,
      isDemonstration: total.isDemonstration,
      total: countsOf(total),
      communes: found
        .filter((row) => !row.isTotal)
        .map((row) => {
          const isSmall = row.producers < SMALL;
          const { communeCode, communeName } = row;
          return { communeCode, communeName, isSmall, counts: isSmall && role !== 'province' ? null : countsOf(row) };
        }),
    };
  }
}

const countsOf = ({ producers, products, withStars, withStarsLive, live, liveAt }: Row): CountsDto => ({
  ...{ producers, products, withStars, withStarsLive, live, liveAt },
});
