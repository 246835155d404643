import fs from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TOMBSTONE_SQL as T } from '../../people';
import { rows } from '../../shared/db';
import { ArchiveService } from '../archive/archive.service';
import { PaperFiles } from '../document/paper-files';
import { MergedFiles } from '../merge/merged-files';
import { PhotoCare } from '../photo/photo-care';
import { UploadService } from '../upload/upload.service';

const PRODUCTS = '(select id from product where producer_id = $1)';

/** $1: the producer. Ids, codes, packs, prices and numbers of certificates stay, because the books name them. */
const STATEMENTS: readonly string[] = [
  `update product set name = ${T}, description = '', attributes = '{}', trace_url = null where producer_id = $1`,
  `delete from product_override where product_id in ${PRODUCTS}`,
  `update product_version set changed_elsewhere_by = null, state = state || jsonb_build_object(
     'name', ${T}, 'description', '', 'attributes', '{}'::jsonb, 'traceUrl', null, 'overrides', '{}'::jsonb, 'photoIds', '[]'::jsonb) where product_id in ${PRODUCTS}`,
  `update harvest_lot set name = ${T} || ' ' || id where product_id in ${PRODUCTS}`,
  `update certificate set file_sha256 = null, file_type = null, file_bytes = null, file_pages = null, reason_vi = '', verified_elsewhere_by = null where product_id in ${PRODUCTS}`,
  // The photo of the signed paper goes, its hash stays.
  `update consent set evidence_file_type = null, evidence_received_at = null where producer_id = $1`,
  `delete from reminder where producer_id = $1`,
  `delete from product_import where producer_id = $1`,
  // By the name too: what names it without knowing it.
  `delete from certificate_list_row where product_id in ${PRODUCTS} or maker_key = (select p.name_key from producer p where p.id = $1)`,
  `delete from product_readiness where product_id in ${PRODUCTS}`,
];

/** What of a producer lies in this folder's tables and in files. Files go before the commit: done again after a crash, it finds less to do. */
@Injectable()
export class CatalogEraser {
  constructor(
    private readonly photos: PhotoCare,
    private readonly papers: PaperFiles,
    private readonly uploads: UploadService,
    private readonly archives: ArchiveService,
    private readonly merged: MergedFiles,
  ) {}

  /** `keep`: types of papers that the law wants kept for now. */
  async erase(tx: EntityManager, producerId: string, keep: readonly string[]): Promise<void> {
    await this.removeArchives(tx, producerId);
    await this.uploads.removeAll(tx, producerId);
    await this.removePhotos(tx, producerId);
    const certified = await rows<{ sha256: string }>(
      tx,
      `select distinct file_sha256 as sha256 from certificate where file_sha256 is not null and product_id in ${PRODUCTS}`,
      [producerId],
    );
    const signed = await rows<{ sha256: string }>(
      tx,
      `select distinct encode(evidence_sha256, 'hex') as sha256 from consent where producer_id = $1 and evidence_received_at is not null`,
      [producerId],
    );
    for (const statement of STATEMENTS) await rows(tx, statement, [producerId]);
    await this.removePapers(tx, producerId, keep, [...certified, ...signed]);
    await this.merged.removeOf(tx, [producerId]);
  }

  /** Papers of other types than these, and files that no paper names any more. */
  async removePapers(
    tx: EntityManager,
    producerId: string,
    keep: readonly string[],
    more: readonly { readonly sha256: string }[] = [],
  ): Promise<void> {
    const gone = await rows<{ sha256: string | null }>(
      tx,
      'delete from document where producer_id = $1 and type <> all($2::text[]) returning file_sha256 as sha256',
      [producerId, keep],
    );
    const kept = await rows<{ sha256: string }>(
      tx,
      'select file_sha256 as sha256 from document where producer_id = $1 and file_sha256 is not null',
      [producerId],
    );
    const needed = new Set(kept.map(({ sha256 }) => sha256));
    for (const { sha256 } of [...gone, ...more]) if (sha256 !== null && !needed.has(sha256)) await this.papers.remove(producerId, sha256);
  }

  private async removePhotos(tx: EntityManager, producerId: string): Promise<void> {
    const photos = await rows<{ id: string }>(tx, 'select id from photo where producer_id = $1 order by id for update', [producerId]);
    const ids = photos.map(({ id }) => id);
    await rows(tx, `delete from platform_photo where sha256 in (select sha256 from rendition where photo_id = any($1::uuid[]))`, [ids]);
    await rows(tx, 'delete from product_photo where photo_id = any($1::uuid[])', [ids]);
    await rows(tx, `delete from photo_change where product_id in ${PRODUCTS}`, [producerId]);
    await this.photos.remove(tx, ids);
  }

  private async removeArchives(tx: EntityManager, producerId: string): Promise<void> {
    const archives = await rows<{ id: string }>(tx, 'delete from producer_archive where producer_id = $1 returning id', [producerId]);
    for (const { id } of archives) await fs.rm(this.archives.fileOf(id), { force: true });
  }
}
