import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isLeft, ocopObstacleVi, type ProducerKind } from '../../people';
import { rows } from '../../shared/db';
import { fateOf, type Candidate, type Judged, type ListedPaper } from './list-row.rules';

export interface Listed {
  readonly number: number;
  readonly paper: ListedPaper;
}

type Row = Omit<Candidate, 'obstacleVi'> & {
  readonly number: number;
  readonly kind: ProducerKind;
  readonly isRegistered: boolean;
  readonly ocopSet: number | null;
};

/** Finds whom and what the rows of a decision mean, by the names in its province. */
@Injectable()
export class ListMatcher {
  /** By the number of the row. One statement for all of them. */
  async judge(db: EntityManager, provinceCode: string, listed: readonly Listed[]): Promise<ReadonlyMap<number, Judged>> {
    const wanted = listed.map(({ number, paper }) => ({
      ...{ row: number, maker: paper.makerKey, commune: paper.communeCode, product: paper.productKey, paper: paper.number },
    }));
    const found = await rows<Row>(
      db,
      `select w.row as number, p.id as "producerId", p.name as "producerName", c.name as "communeName", p.kind,
              p.registration_number is not null or p.registered_on is not null as "isRegistered",
              t.id as "productId", t.ocop_set as "ocopSet", g.state as known
         from jsonb_to_recordset($2::jsonb) as w (row int, maker text, commune text, product text, paper text)
         join producer p on p.province_code = $1 and p.name_key = w.maker and p.practice_of is null and (w.commune is null or p.commune_code = w.commune)
         left join commune c on c.code = p.commune_code
         left join product t on t.producer_id = p.id and btrim(regexp_replace(fold_vi(t.name), '[^a-z0-9]+', ' ', 'g')) = w.product
         left join certificate g on g.product_id = t.id and g.number = w.paper
        where ${isLeft('p.id')}
        order by w.row, p.created_at, p.id, t.id`,
      [provinceCode, JSON.stringify(wanted)],
    );
    const candidates = new Map<number, Candidate[]>();
    for (const { number, kind, isRegistered, ocopSet, ...rest } of found) {
      const obstacleVi = ocopSet === null ? null : ocopObstacleVi({ kind, isRegistered }, ocopSet);
      candidates.set(number, [...(candidates.get(number) ?? []), { ...rest, obstacleVi }]);
    }
    return new Map(listed.map(({ number }) => [number, fateOf(candidates.get(number) ?? [])]));
  }
}
