import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import type { AttributeDefinition } from '../product/attribute.entity';
import {
  productKey,
  type CertificateState,
  type PackState,
  type Plan,
  type ProductState,
  type Registered,
  type WantedRow,
} from './import-plan.rules';

/** Reads and writes products some hundred at a time, a statement per table. */
@Injectable()
export class ProductBatch {
  /** Ids of all products of a producer by `productKey`. */
  async keys(db: EntityManager, producerId: string): Promise<Map<string, readonly string[]>> {
    const found = await rows<{ id: string; name: string; ocopSet: number }>(
      db,
      'select id, name, ocop_set as "ocopSet" from product where producer_id = $1 order by created_at, id',
      [producerId],
    );
    const byKey = new Map<string, string[]>();
    for (const { id, name, ocopSet } of found) {
      const key = productKey(name, ocopSet);
      const ids = byKey.get(key);
      if (ids) ids.push(id);
      else byKey.set(key, [id]);
    }
    return byKey;
  }

  /** What these rows touch. `lock` keeps it so until the transaction ends. */
  async registered(
    db: EntityManager,
    producerId: string,
    wanted: readonly WantedRow[],
    idsByKey: ReadonlyMap<string, readonly string[]>,
    definitions: readonly AttributeDefinition[],
    lock: boolean,
  ): Promise<Registered> {
    const skus = wanted.flatMap(({ pack }) => pack.sku ?? []);
    const bySku = await rows<{ sku: string; productId: string; isOwn: boolean }>(
      db,
      `select k.sku, k.product_id as "productId", p.producer_id = $2 as "isOwn"
       from pack k join product p on p.id = k.product_id where k.sku = any($1::text[])`,
      [skus, producerId],
    );
    const gtins = wanted.flatMap(({ pack }) => pack.gtin ?? []);
    const holders =
      gtins.length === 0
        ? []
        : await rows<{ gtin: string; id: string }>(db, 'select gtin, id from pack where gtin_producer_id = $1 and gtin = any($2::text[])', [
            producerId,
            gtins,
          ]);
    const named = wanted.flatMap(({ key }) => idsByKey.get(key) ?? []);
    const ids = [...new Set([...bySku.flatMap(({ isOwn, productId }) => (isOwn ? [productId] : [])), ...named])];
    const products = await rows<ProductState>(
      db,
      `select id, name, ocop_set as "ocopSet", description, commune_code as "communeCode", shelf_life_days as "shelfLifeDays", trace_url as "traceUrl", attributes
       from product where producer_id = $1 and id = any($2::uuid[]) order by id ${lock ? 'for no key update' : ''}`,
      [producerId, ids],
    );
    const packs = await rows<PackState>(
      db,
      `select id, product_id as "productId", sku, unit, factor, weight_grams as "weightGrams", length_cm as "lengthCm", width_cm as "widthCm",
              height_cm as "heightCm", price_vnd::float8 as "priceVnd", gtin
       from pack where product_id = any($1::uuid[]) order by created_at, id`,
      [products.map(({ id }) => id)],
    );
    const certificates = await rows<CertificateState>(
      db,
      `select product_id as "productId", number, stars, issued_by as "issuedBy", issued_on::text as "issuedOn", expires_on::text as "expiresOn"
       from certificate where product_id = any($1::uuid[])`,
      [wanted.some(({ certificate }) => certificate) ? products.map(({ id }) => id) : []],
    );
    return {
      ...{ idsByKey, packs, certificates, definitions },
      gtinHolders: new Map(holders.map(({ gtin, id }) => [gtin, id])),
      products: new Map(products.map((product) => [product.id, product])),
      foreignSkus: new Set(bySku.flatMap(({ isOwn, sku }) => (isOwn ? [] : [sku]))),
    };
  }

  /** Writes what was planned from rows that are locked. */
  async write(tx: EntityManager, producerId: string, plan: Plan, accountId: string | null, now: Date): Promise<void> {
    if (plan.newProducts.length > 0)
      await rows(
        tx,
        `insert into product (id, producer_id, name, description, ocop_set, commune_code, shelf_life_days, trace_url, attributes, is_demonstration, created_by, changed_by, created_at, updated_at)
         select r.id, p.id, r.name, r.description, r."ocopSet", r."communeCode", r."shelfLifeDays", r."traceUrl", r.attributes, p.is_demonstration, $3, $3, $4, $4
         from jsonb_to_recordset($2::jsonb) as r (id uuid, name text, description text, "ocopSet" int, "communeCode" text, "shelfLifeDays" int, "traceUrl" text, attributes jsonb), producer p
         where p.id = $1`,
        [producerId, JSON.stringify(plan.newProducts), accountId, now],
      );
    if (plan.touched.size > 0)
      await rows(tx, 'update product set version = version + 1, updated_at = $2, changed_by = $3 where id = any($1::uuid[])', [
        [...plan.touched],
        now,
        accountId,
      ]);
    if (plan.changedProducts.length > 0)
      await rows(
        tx,
        `update product p set name = r.name, description = r.description, ocop_set = r."ocopSet", commune_code = r."communeCode", shelf_life_days = r."shelfLifeDays",
           trace_url = r."traceUrl", attributes = r.attributes
         from jsonb_to_recordset($2::jsonb) as r (id uuid, name text, description text, "ocopSet" int, "communeCode" text, "shelfLifeDays" int, "traceUrl" text, attributes jsonb)
         where p.id = r.id and p.producer_id = $1`,
        [producerId, JSON.stringify(plan.changedProducts)],
      );
    await this.writePacks(tx, plan, now);
    if (plan.newCertificates.length > 0)
      await rows(
        tx,
        // Of the producer of these very products: joining them would read the whole table while its statistics are young.
        `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, is_demonstration, created_by, submitted_by, created_at)
         select r.id, r."productId", r.stars, r.number, r."issuedBy", r."issuedOn", r."expiresOn", p.is_demonstration, $3, $3, $2
         from jsonb_to_recordset($1::jsonb) as r (id uuid, "productId" uuid, stars int, number text, "issuedBy" text, "issuedOn" date, "expiresOn" date), producer p
         where p.id = $4
         on conflict on constraint certificate_number_once do nothing`,
        [JSON.stringify(plan.newCertificates.map((certificate) => ({ ...certificate, id: newId() }))), now, accountId, producerId],
      );
    // The trigger that keeps versions would do it at the commit, one product at a time.
    const written = [...plan.newProducts.map(({ id }) => id), ...plan.touched];
    if (written.length > 0) await rows(tx, 'select keep_product_versions($1::uuid[])', [written]);
  }

  private async writePacks(tx: EntityManager, plan: Plan, now: Date): Promise<void> {
    // A number may move from one pack to the other: none has one while they are handed out again.
    if (plan.changedPacks.some(({ gtin }) => gtin !== null))
      await rows(tx, 'update pack set gtin = null where id = any($1::uuid[]) and gtin is not null', [
        plan.changedPacks.map(({ id }) => id),
      ]);
    if (plan.newPacks.length > 0)
      await rows(
        tx,
        `insert into pack (id, product_id, sku, unit, factor, weight_grams, length_cm, width_cm, height_cm, price_vnd, gtin, created_at)
         select r.id, r."productId", r.sku, r.unit, r.factor, r."weightGrams", r."lengthCm", r."widthCm", r."heightCm", r."priceVnd", r.gtin, $2
         from jsonb_to_recordset($1::jsonb) as r (id uuid, "productId" uuid, sku text, unit text, factor int, "weightGrams" int, "lengthCm" int, "widthCm" int, "heightCm" int, "priceVnd" bigint, gtin text)`,
        [JSON.stringify(plan.newPacks), now],
      );
    if (plan.changedPacks.length > 0)
      await rows(
        tx,
        `update pack k set unit = r.unit, weight_grams = r."weightGrams", length_cm = r."lengthCm", width_cm = r."widthCm", height_cm = r."heightCm", price_vnd = r."priceVnd", gtin = r.gtin
         from jsonb_to_recordset($1::jsonb) as r (id uuid, unit text, "weightGrams" int, "lengthCm" int, "widthCm" int, "heightCm" int, "priceVnd" bigint, gtin text)
         where k.id = r.id`,
        [JSON.stringify(plan.changedPacks)],
      );
  }
}
