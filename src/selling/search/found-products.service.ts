import { Injectable } from '@nestjs/common';
import { fullNameVi, OldPlaceService, ProductSearch, starsOn, vietnamDay, type CommuneKind, type Narrowing } from '../../catalog';
import { rows, Transactions, type Bind } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, highlightsOf } from '../../shared/kernel';
import { LISTING_STATE_SQL } from '../listing/listing-state.sql';
import type { FoundProductDto, FoundProductPage, ProductSearchQuery, ShownAtDto, ShownState } from './found-product.dto';

interface FoundRow extends Omit<FoundProductDto, 'highlights' | 'communeVi' | 'createdAt'> {
  readonly communeName: string | null;
  readonly communeKind: CommuneKind | null;
  readonly createdAt: Date;
}

/** The search of the catalogue, with what the platforms show: the catalogue does not know of platforms' listings. */
@Injectable()
export class FoundProducts {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductSearch,
    private readonly oldPlaces: OldPlaceService,
    private readonly clock: Clock,
  ) {}

  async search(actor: Actor, { platform, state, historicProvince, ...query }: ProductSearchQuery): Promise<FoundProductPage> {
    const narrowings: Narrowing[] = platform === undefined && state === undefined ? [] : [(bind) => shownCondition(platform, state, bind)];
    if (historicProvince !== undefined) {
      const lay = await this.oldPlaces.nowOf(historicProvince, '?historicProvince');
      narrowings.push((bind) => lay('p.commune_code', bind));
    }
    const { ids, next, total, isFuzzy, words } = await this.products.find(this.transactions.reader, actor, query, narrowings);
    const found = new Map((await this.read(ids)).map((row) => [row.id, row]));
    const items = ids.flatMap((id) => {
      const row = found.get(id);
      return row ? [toFoundProductDto(row, words)] : []; // removed meanwhile
    });
    return { items, next, total, isFuzzy };
  }

  private read(ids: readonly string[]): Promise<FoundRow[]> {
    return rows<FoundRow>(
      this.transactions.reader,
      `select p.id, p.producer_id as "producerId", m.name as "producerName", p.name, p.ocop_set as "ocopSet", m.province_code as "provinceCode",
              p.commune_code as "communeCode", c.name as "communeName", c.kind as "communeKind", (${starsOn('p.id', '$2::date')}) as stars,
              (select photo_id from product_photo where product_id = p.id order by position limit 1) as "coverPhotoId",
              p.is_demonstration as "isDemonstration", p.created_at as "createdAt",
              coalesce((select json_agg(json_build_object('platform', x.platform, 'sku', l.sku, 'state', ${LISTING_STATE_SQL}) order by x.platform, l.sku)
                          from listing l join connection x on x.id = l.connection_id where l.product_id = p.id), '[]') as listings,
              coalesce((select json_agg(json_build_object('platform', r.platform, 'percent', r.percent, 'isReady', r.is_ready) order by r.platform)
                          from product_readiness r where r.product_id = p.id), '[]') as readiness
         from product p join producer m on m.id = p.producer_id left join commune c on c.code = p.commune_code
        where p.id = any($1::uuid[])`,
      [ids, vietnamDay(this.clock.now())],
    );
  }
}

/** SQL over `p`: what people see of the product at a platform, or at any when none is named. */
function shownCondition(platform: string | undefined, state: ShownState | undefined, bind: Bind): string {
  const there = platform === undefined ? '' : `and x.platform = ${bind(platform)}`;
  const listed = (states: string): string =>
    `exists (select from listing l join connection x on x.id = l.connection_id where l.product_id = p.id and (${LISTING_STATE_SQL}) ${states} ${there})`;
  if (state === undefined) return listed('is not null');
  return state === 'unpublished' ? `not ${listed(`not in ('draft', 'withdrawn')`)}` : listed(`= ${bind(state)}`);
}

function toFoundProductDto({ communeName, communeKind, ...row }: FoundRow, words: readonly string[]): FoundProductDto {
  return {
    ...row,
    communeVi: communeName !== null && communeKind !== null ? fullNameVi({ name: communeName, kind: communeKind }) : '',
    createdAt: row.createdAt.toISOString(),
    highlights: highlightsOf(row.name, words),
    listings: row.listings.map((listing): ShownAtDto => ({ ...listing })),
  };
}
