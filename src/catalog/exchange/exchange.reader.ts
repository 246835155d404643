import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { vietnamDay } from '../document/certificate.rules';
import { AttributeDefinition } from '../product/attribute.entity';
import type { Commune, Province } from '../reference/place.rules';

/** What a table of products is read and written with, as of today. */
export interface ExchangeGround {
  readonly today: string;
  readonly attributes: readonly AttributeDefinition[];
  readonly provinces: readonly Province[];
  /** By province and name. */
  readonly communes: readonly Commune[];
}

@Injectable()
export class ExchangeReader {
  constructor(private readonly clock: Clock) {}

  async ground(db: EntityManager): Promise<ExchangeGround> {
    const today = vietnamDay(this.clock.now());
    const attributes = await db
      .getRepository(AttributeDefinition)
      .createQueryBuilder('a')
      .where('a.effective_from <= :today and (a.effective_to is null or a.effective_to >= :today)', { today })
      .orderBy('a.created_at')
      .addOrderBy('a.id')
      .getMany();
    const provinces = await rows<Province>(db, 'select code, name, kind from province order by code');
    const communes = await rows<Commune>(
      db,
      'select code, province_code as "provinceCode", name, kind from commune order by province_code, name collate "vi-x-icu", code',
    );
    return { today, attributes, provinces, communes };
  }
}
