import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conflictOver, moveRows, type MergeConflict } from '../../people';
import { rows } from '../../shared/db';
import { catalogMergePlan } from './catalog-merge-plan';
import { MergedFiles } from './merged-files';

const MOST_NAMED = 20;

/** What comes along with the products. */
export interface AlongWith {
  readonly code: string;
  readonly labelVi: string;
  readonly fate: 'moves';
  readonly count: number;
}

/** Merges what lies in this folder's tables and in files. Everything in one transaction of the caller. */
@Injectable()
export class CatalogMerger {
  constructor(private readonly files: MergedFiles) {}

  async conflicts(db: EntityManager, from: string, into: string): Promise<MergeConflict[]> {
    const gtins = await rows<{ name: string }>(
      db,
      `select k.gtin || ' (' || k.sku || ', ' || o.sku || ')' as name from pack k join pack o on o.gtin = k.gtin and o.gtin_producer_id = $2
        where k.gtin_producer_id = $1 order by 1 limit ${MOST_NAMED}`,
      [from, into],
    );
    const imports = await rows<{ name: string }>(
      db,
      `select file_name as name from product_import where producer_id = any($1) and state in ('checking', 'running') order by id limit ${MOST_NAMED}`,
      [[from, into]],
    );
    const archives = await rows<{ name: string }>(
      db,
      `select to_char(created_at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI DD/MM/YYYY') as name from producer_archive where producer_id = any($1) and state = 'making' order by id`,
      [[from, into]],
    );
    const named = (found: readonly { readonly name: string }[]): string[] => found.map(({ name }) => name);
    return [...conflictOver('gtin', named(gtins)), ...conflictOver('import', named(imports)), ...conflictOver('archive', named(archives))];
  }

  async alongWith(db: EntityManager, from: string): Promise<AlongWith[]> {
    return rows<AlongWith>(
      db,
      `with own as (select id from product where producer_id = $1)
       select 'pack.product_id' as code, 'quy cách' as "labelVi", 'moves' as fate, count(*)::int as count from pack where product_id in (select id from own)
       union all select 'certificate.product_id', 'giấy chứng nhận OCOP', 'moves', count(*)::int from certificate where product_id in (select id from own)
       union all select 'product_version.product_id', 'bản của sản phẩm', 'moves', count(*)::int from product_version where product_id in (select id from own)`,
      [from],
    );
  }

  /** Takes care that what is said of imports and archives stays so until the transaction ends. */
  async hold(tx: EntityManager, from: string, into: string): Promise<void> {
    for (const table of ['product_import', 'producer_archive'])
      await rows(tx, `select from ${table} where producer_id = any($1) order by id for update`, [[from, into]]);
  }

  /** Answers where files that have moved still lie as well. */
  async merge(tx: EntityManager, from: string, into: string): Promise<string[]> {
    const old = await this.files.copy(tx, from, into);
    for (const statement of PHOTOS) await rows(tx, statement, [from, into]);
    await moveRows(tx, catalogMergePlan, from, into);
    await rows(tx, 'insert into readiness_due (product_id) select id from product where producer_id = $1', [into]);
    await rows(tx, 'select ask_product_recheck(array(select id from product where producer_id = $1))', [into]);
    return old;
  }
}

const SAME = `photo f join photo i on i.producer_id = $2 and i.sha256 = f.sha256`;

/**
 * $1: the producer that goes, $2: the one that is left. Of a picture that both have, products and uploads name the one of the producer that is left; the other
 * stays where it is, because earlier versions name it.
 */
const PHOTOS: readonly string[] = [
  `update product_photo pp set photo_id = i.id from ${SAME} where f.producer_id = $1 and pp.photo_id = f.id`,
  `update upload u set photo_id = i.id from ${SAME} where f.producer_id = $1 and u.photo_id = f.id`,
  `update photo set producer_id = $2 where id in (
     select id from photo where producer_id = $1 and sha256 not in (select sha256 from photo where producer_id = $2) order by id for no key update)`,
];
