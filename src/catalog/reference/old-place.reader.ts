import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, type Bind } from '../../shared/db';
import { nameKey, type OldPlace } from './old-place.rules';
import type { Commune } from './place.rules';

/** Most places that a search or a list of near names gives. */
export const MOST_PLACES = 20;
const MOST_NEAR = 3;

const COLUMNS = 'o.code, o.province_code as "provinceCode", o.ward, o.district, o.province';

export interface KnownSuccessor {
  readonly oldCode: string;
  readonly commune: Commune;
  readonly isChecked: boolean;
}

/**
 * SQL over a column with a commune of today: whether it was made, whole or in part, of places in a province of before July 2025. An array, because an index can look up
 * several values of a column, and a province has become a hundred communes or so.
 */
export function layInOldProvince(column: string, provinceCode: string, bind: Bind): string {
  return `${column} = any(array(select s.commune_code from old_place_successor s join old_place o on o.code = s.old_code
    where o.province_code = ${bind(provinceCode)}))`;
}

/** Looks up places of before July 2025 and what became of them. */
@Injectable()
export class OldPlaceReader {
  /** By part of the old names, with or without marks; those that begin so come first. `provinceCode` is one of the old 63. */
  search(db: EntityManager, q: string, provinceCode: string | null): Promise<OldPlace[]> {
    const key = q.split(',').map(nameKey).join(', ');
    const part = key.replace(/[\\%_]/g, '\\$&');
    return rows<OldPlace>(
      db,
      `select ${COLUMNS} from old_place o
       where o.full_key like '%' || $1 || '%' and ($2::text is null or o.province_code = $2)
       order by o.ward_key <> $3, o.full_key not like $1 || '%', o.full_key, o.code limit ${MOST_PLACES}`,
      [part, provinceCode, key],
    );
  }

  async find(db: EntityManager, code: string): Promise<OldPlace | null> {
    return (await rows<OldPlace>(db, `select ${COLUMNS} from old_place o where o.code = $1`, [code]))[0] ?? null;
  }

  /** All whose ward has one of these keys. */
  withWardKeys(db: EntityManager, keys: readonly string[]): Promise<OldPlace[]> {
    return rows<OldPlace>(db, `select ${COLUMNS} from old_place o where o.ward_key = any($1::text[]) order by o.code`, [keys]);
  }

  successors(db: EntityManager, oldCodes: readonly string[]): Promise<KnownSuccessor[]> {
    return rows<KnownSuccessor>(
      db,
      `select s.old_code as "oldCode", s.is_checked as "isChecked",
              json_build_object('code', c.code, 'provinceCode', c.province_code, 'name', c.name, 'kind', c.kind) as commune
       from old_place_successor s join commune c on c.code = s.commune_code where s.old_code = any($1::text[]) order by s.old_code, c.code`,
      [oldCodes],
    );
  }

  /** For each text the old places with the most similar names, in one statement. */
  near(db: EntityManager, texts: readonly string[]): Promise<(OldPlace & { readonly position: number })[]> {
    return rows(
      db,
      `select near.*, given.position::int as position
       from unnest($1::text[]) with ordinality as given (key, position)
       cross join lateral (
         select ${COLUMNS} from old_place o order by similarity(o.full_key, given.key) desc, o.code limit ${MOST_NEAR}
       ) as near`,
      [texts.map((text) => text.split(',').map(nameKey).join(', '))],
    );
  }

  /** Old provinces that a commune of today was made of; usually one. The base of figures by old borders. */
  async historicRegion(db: EntityManager, communeCode: string): Promise<{ readonly code: string; readonly name: string }[]> {
    return rows(
      db,
      `select distinct p.code, p.name from old_place_successor s join old_place o on o.code = s.old_code join old_province p on p.code = o.province_code
       where s.commune_code = $1 order by p.code`,
      [communeCode],
    );
  }
}
