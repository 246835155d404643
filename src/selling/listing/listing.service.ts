import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CatalogReader, PhotoService, PlatformRules, ReadinessService, type DraftSource, type Judged } from '../../catalog';
import { rows } from '../../shared/db';
import { explainConstraints, noteChange } from '../../shared/http';
import { newId, Problem, problems } from '../../shared/kernel';
import { StockService } from '../stock/stock.service';
import { contentOf } from './listing-content.rules';
import { checksumOf } from './listing.rules';
import { findListings, readContent, type ApprovedContent, type ListingRow } from './listing.store';
import { addVersions } from './listing-version.store';

/** See `photoIssues`. */
const UNFETCHED = JSON.stringify([{ code: 'photo-unfetched' }]);

export interface Shop {
  readonly id: string;
  readonly platform: string;
  readonly name: string;
  readonly isPractice: boolean;
}

/** Hashes of a product's photos as each platform wants them. */
export type PreparedPhotos = ReadonlyMap<string, readonly string[]>;

/** Where to publish (absent: everywhere), with the photos prepared for it. */
export interface Choice {
  readonly connectionIds?: readonly string[];
  readonly photos: PreparedPhotos;
}

explainConstraints({
  listing_practice_only: { kind: problems.illegalMove, detail: 'Dữ liệu minh hoạ và tập dượt chỉ lên được sàn thực hành.' },
  connection_stays_practice: {
    kind: problems.illegalMove,
    detail: 'Gian hàng này đang có dữ liệu minh hoạ nên phải là gian hàng thực hành.',
    pointer: '/isPractice',
  },
});

/** A product at its shops: what people decide. Carrying it out is the listing lane's. */
@Injectable()
export class ListingService {
  constructor(
    private readonly platformRules: PlatformRules,
    private readonly catalog: CatalogReader,
    private readonly photos: PhotoService,
    private readonly readiness: ReadinessService,
    private readonly stock: StockService,
  ) {}

  /** Shops that a producer can publish to: what is invented, to practice platforms only. The database holds to it as well (`listing_practice_only`). */
  async shops(db: EntityManager, producerId: string): Promise<Shop[]> {
    return rows<Shop>(
      db,
      `select id, platform, name, is_practice as "isPractice" from connection
        where not is_paused and (is_practice or not (select p.is_demonstration from producer p where p.id = $1)) order by platform, name`,
      [producerId],
    );
  }

  /**
   * Makes the photos that the shops' platforms want; answers their hashes by platform. Slow (it decodes photos), so it is done before the transaction of
   * `publish`.
   */
  async preparePhotos(
    db: EntityManager,
    producerId: string,
    productId: string,
    connectionIds: readonly string[] | undefined,
  ): Promise<PreparedPhotos> {
    const [product] = await rows(db, 'select 1 from product where id = $1 and producer_id = $2', [productId, producerId]);
    if (!product) throw new Problem(problems.notFound);
    const prepared = new Map<string, readonly string[]>();
    for (const platform of new Set((await this.chosenShops(db, producerId, connectionIds)).map((shop) => shop.platform))) {
      const renditions = await this.photos.renditionsFor(productId, (await this.platformRules.of(db, platform)).photoRule);
      prepared.set(
        platform,
        renditions.map(({ sha256 }) => sha256),
      );
    }
    return prepared;
  }

  /**
   * Publishes every pack of a product at the shops named (all, when none is): freezes today's content as a version and wants it live. Content that is there
   * already is not sent again. Throws: not-ready with the named gaps; nothing is written then.
   */
  async publish(tx: EntityManager, producerId: string, productId: string, choice: Choice, actorId: string): Promise<ListingRow[]> {
    const packs = await rows<{ id: string; sku: string; factor: number }>(
      tx,
      `select k.id, k.sku, k.factor from pack k join product p on p.id = k.product_id where p.id = $1 and p.producer_id = $2 order by k.created_at, k.id`,
      [productId, producerId],
    );
    if (packs.length === 0) throw new Problem(problems.notFound);
    const shops = await this.chosenShops(tx, producerId, choice.connectionIds);
    if (shops.length === 0) throw new Problem(problems.notFound, 'Chưa có gian hàng nào để đăng bán.');
    const verdicts = await this.refuseUnready(tx, productId, shops);
    const pool = await this.stock.poolOf(tx, productId);
    // In the order in which everybody locks them, which is not that of packs and shops.
    await rows(tx, 'select 1 from listing where product_id = $1 order by id for no key update', [productId]);
    for (const pack of packs) {
      const source = await this.catalog.draftSource(tx, pack.id);
      for (const shop of shops) {
        const content = await this.contentFor(tx, shop.platform, source, choice.photos.get(shop.platform) ?? []);
        const listingId = await this.listingFor(tx, { shop, producerId, productId, pack, poolId: pool.id, actorId });
        noteChange(tx, { of: 'listing', id: listingId, field: 'wanted', after: 'live' });
        await this.want(tx, listingId, content, verdicts.get(shop.platform)!, actorId); // judged for each of them
      }
    }
    await rows(tx, 'update pool set dirty = true where id = $1', [pool.id]);
    return findListings(tx, 'l.product_id = $1 and l.connection_id = any($2) order by l.created_at, l.id', [
      productId,
      shops.map((shop) => shop.id),
    ]);
  }

  /** Pauses, resumes or withdraws. Throws: illegal-move from `gone`, which is final until the product is published anew. */
  async wish(tx: EntityManager, producerId: string, listingId: string, wanted: 'live' | 'hidden' | 'gone'): Promise<ListingRow> {
    const listing = await this.get(tx, producerId, listingId);
    if (listing.wanted === 'gone' && wanted !== 'gone') throw new Problem(problems.illegalMove, 'Tin đã gỡ: hãy đăng bán lại sản phẩm.');
    if (wanted === 'live') await this.refuseUnready(tx, listing.productId, [{ platform: listing.platform }]);
    await rows(tx, 'select 1 from listing where id = $1 for no key update', [listingId]);
    noteChange(tx, { of: 'listing', id: listingId, field: 'wanted', before: listing.wanted, after: wanted });
    await rows(tx, 'update listing set wanted = $2, due_at = now(), attempts = 0, updated_at = now() where id = $1', [listingId, wanted]);
    await rows(tx, 'update pool set dirty = true where id = $1', [listing.poolId]);
    return this.get(tx, producerId, listingId);
  }

  /** Throws: not-found, also for a listing of somebody else. */
  async get(db: EntityManager, producerId: string, listingId: string): Promise<ListingRow> {
    const [listing] = await findListings(db, 'l.id = $1 and l.producer_id = $2', [listingId, producerId]);
    if (!listing) throw new Problem(problems.notFound);
    return listing;
  }

  /**
   * Whether publishing today would approve anything else than what is wanted now. Photos are left out: they follow the product by themselves. Asked of one listing
   * at a time, because its content has to be put together for it.
   */
  async hasUnpublishedChanges(db: EntityManager, listing: ListingRow): Promise<boolean> {
    if (listing.wantedVersionId === null) return true;
    const approved = await readContent(db, listing.wantedVersionId);
    const rules = await this.platformRules.of(db, listing.platform);
    const today = contentOf(rules, listing.platform, await this.catalog.draftSource(db, listing.packId), []);
    return today === null || checksumOf({ ...approved, photos: [] }) !== checksumOf(today);
  }

  /** The shops named (all, when none is), if the product may be published there. Throws: not-found, not-ready. */
  async readyShops(
    db: EntityManager,
    producerId: string,
    productId: string,
    connectionIds: readonly string[] | undefined,
  ): Promise<Shop[]> {
    const shops = await this.chosenShops(db, producerId, connectionIds);
    if (shops.length === 0) throw new Problem(problems.notFound, 'Chưa có gian hàng nào để đăng bán.');
    await this.refuseUnready(db, productId, shops);
    return shops;
  }

  /** The shops named (all, when none is). Throws: not-found. */
  async chosenShops(db: EntityManager, producerId: string, connectionIds: readonly string[] | undefined): Promise<Shop[]> {
    const shops = await this.shops(db, producerId);
    if (connectionIds === undefined) return shops;
    const chosen = shops.filter((shop) => connectionIds.includes(shop.id));
    if (chosen.length < new Set(connectionIds).size)
      throw new Problem(problems.notFound, 'Không có gian hàng này hoặc gian hàng đang tạm dừng.');
    return chosen;
  }

  /** Answers the verdicts by platform. */
  private async refuseUnready(
    db: EntityManager,
    productId: string,
    shops: readonly { platform: string }[],
  ): Promise<ReadonlyMap<string, Judged>> {
    const judge = await this.readiness.judge(db, [productId]);
    const verdicts = new Map(shops.map(({ platform }) => [platform, judge(productId, platform)]));
    const gaps = [...verdicts].flatMap(([platform, verdict]) => verdict.gaps.map((gap) => ({ platform, ...gap })));
    if (gaps.length > 0) throw new Problem(problems.notReady, gaps.map((gap) => gap.messageVi).join(' '), { gaps });
    return verdicts;
  }

  private async contentFor(tx: EntityManager, platform: string, source: DraftSource, photos: readonly string[]): Promise<ApprovedContent> {
    const content = contentOf(await this.platformRules.of(tx, platform), platform, source, photos);
    if (!content) throw new Problem(problems.notReady, 'Sàn này không nhận nhóm sản phẩm này.', { platform });
    return content;
  }

  private async listingFor(
    tx: EntityManager,
    of: {
      shop: Shop;
      producerId: string;
      productId: string;
      pack: { id: string; sku: string; factor: number };
      poolId: string;
      actorId: string;
    },
  ): Promise<string> {
    const inserted = await rows<{ id: string }>(
      tx,
      `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (connection_id, pack_id) do nothing returning id`,
      [newId(), of.shop.id, of.producerId, of.productId, of.pack.id, of.poolId, of.pack.sku, of.pack.factor, of.actorId],
    );
    if (inserted[0]) return inserted[0].id;
    const [existing] = await rows<{ id: string }>(
      tx,
      'select id from listing where connection_id = $1 and pack_id = $2 for no key update',
      [of.shop.id, of.pack.id],
    );
    if (!existing) throw new Error('listing vanished');
    return existing.id;
  }

  private async want(tx: EntityManager, listingId: string, content: ApprovedContent, judged: Judged, approvedBy: string): Promise<void> {
    const [current] = await rows<{ id: string; checksum: string; isWanted: boolean }>(
      tx,
      // What was stopped is approved anew, by whoever publishes it now; so is what lacks photos that the platform never came for.
      `select v.id, v.checksum, l.wanted_version_id = v.id and l.stopped_because is null and not l.issues @> '${UNFETCHED}' as "isWanted" from listing_version v join listing l on l.id = v.listing_id
        where v.listing_id = $1 order by v.number desc limit 1`,
      [listingId],
    );
    let versionId = current?.id;
    if (!current?.isWanted || current.checksum !== checksumOf(content))
      versionId = (await addVersions(tx, [{ listingId, content, judged, approvedBy }])).get(listingId);
    // A listing that was taken off for good starts anew: what was there is not ours any more.
    await rows(
      tx,
      `update listing set wanted = 'live', wanted_version_id = $2, stopped_because = null, due_at = now(), attempts = 0, updated_at = now(),
         external_id = case when seen_state = 'deleted' then null else external_id end, case_id = case when seen_state = 'deleted' then null else case_id end,
         sent_version_id = case when seen_state = 'deleted' then null else sent_version_id end, seen_state = case when seen_state = 'deleted' then 'none' else seen_state end
       where id = $1`,
      [listingId, versionId],
    );
  }
}
