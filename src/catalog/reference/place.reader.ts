import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Commune, Province } from './place.rules';

/** Looks places up by their codes of 2025. */
@Injectable()
export class PlaceReader {
  provinces(db: EntityManager): Promise<Province[]> {
    return rows<Province>(db, 'select code, name, kind from province order by code');
  }

  /** Communes of a province by name; empty when there is no such province. */
  communes(db: EntityManager, provinceCode: string): Promise<Commune[]> {
    return rows<Commune>(
      db,
      'select code, province_code as "provinceCode", name, kind from commune where province_code = $1 order by name collate "vi-x-icu", code',
      [provinceCode],
    );
  }

  allCommunes(db: EntityManager): Promise<Commune[]> {
    return rows<Commune>(db, 'select code, province_code as "provinceCode", name, kind from commune order by code');
  }

  async hasCommune(db: EntityManager, code: string): Promise<boolean> {
    return (await rows(db, 'select 1 from commune where code = $1', [code])).length > 0;
  }

  /** A commune with its province, or the province alone when there is no commune; null when neither is known. */
  async origin(
    db: EntityManager,
    communeCode: string | null,
    provinceCode: string,
  ): Promise<{ commune: Commune | null; province: Province } | null> {
    const [commune] = communeCode
      ? await rows<Commune>(db, 'select code, province_code as "provinceCode", name, kind from commune where code = $1', [communeCode])
      : [];
    const [province] = await rows<Province>(db, 'select code, name, kind from province where code = $1', [
      commune?.provinceCode ?? provinceCode,
    ]);
    return province ? { commune: commune ?? null, province } : null;
  }
}
