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
import { addVersions, type NewVersion } from './listing-version.store';

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
    const [published] = await rows(
      tx,
      'select 1 from product p where id = $1 and producer_id = $2 and exists (select 1 from pack where product_id = p.id)',
      [productId, producerId],
    );
    if (!published) throw new Problem(problems.notFound);
    const shops = await this.chosenShops(tx, producerId, choice.connectionIds);
    if (shops.length === 0) throw new Problem(problems.notFound, 'Chưa có gian hàng nào để đăng bán.');
    const verdicts = await this.refuseUnready(tx, productId, shops);
    const pool = await this.stock.poolOf(tx, productId);
    // In the order in which everybody locks them, which is not that of packs and shops.
    await rows(tx, 'select 1 from listing where product_id = $1 order by id for no key update', [productId]);
    const sources = await this.catalog.draftSources(tx, productId);
    const contents = await this.contentsFor(tx, sources, shops, choice.photos);
    const listings = await this.listingsFor(tx, sources, shops, pool.id, actorId);
    const wishes = listings.map(({ id, packId, platform }) => ({
      ...{ listingId: id, approvedBy: actorId },
      content: contents.get(`${platform} ${packId}`)!, // put together for each pack and platform,
      judged: verdicts.get(platform)!, // and each platform was judged
    }));
    for (const { listingId } of wishes) noteChange(tx, { of: 'listing', id: listingId, field: 'wanted', after: 'live' });
    await this.want(tx, wishes);
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

  /** By platform and pack. Throws: not-ready where a platform does not take such products. */
  private async contentsFor(
    tx: EntityManager,
    sources: readonly DraftSource[],
    shops: readonly Shop[],
    photos: PreparedPhotos,
  ): Promise<ReadonlyMap<string, ApprovedContent>> {
    const contents = new Map<string, ApprovedContent>();
    for (const platform of new Set(shops.map((shop) => shop.platform))) {
      const facts = await this.platformRules.of(tx, platform);
      for (const source of sources) {
        const content = contentOf(facts, platform, source, photos.get(platform) ?? []);
        if (!content) throw new Problem(problems.notReady, 'Sàn này không nhận nhóm sản phẩm này.', { platform });
        contents.set(`${platform} ${source.packId}`, content);
      }
    }
    return contents;
  }

  /** Of each pack at each shop: what is missing is made. */
  private async listingsFor(
    tx: EntityManager,
    sources: readonly DraftSource[],
    shops: readonly Shop[],
    poolId: string,
    actorId: string,
  ): Promise<{ id: string; packId: string; platform: string }[]> {
    const wanted = sources.flatMap(({ producerId, productId, packId, sku, factor }) =>
      shops.map((shop) => ({
        ...{ id: newId(), connection_id: shop.id, producer_id: producerId, product_id: productId, pack_id: packId, pool_id: poolId },
        ...{ sku, factor, created_by: actorId },
      })),
    );
    await rows(
      tx,
      `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, created_by)
       select * from jsonb_to_recordset($1) as g (id uuid, connection_id uuid, producer_id uuid, product_id uuid, pack_id uuid, pool_id uuid, sku text, factor integer, created_by uuid)
       on conflict (connection_id, pack_id) do nothing`,
      [JSON.stringify(wanted)],
    );
    return rows(
      tx,
      `select l.id, l.pack_id as "packId", c.platform from listing l join connection c on c.id = l.connection_id
        where l.pack_id = any($1) and l.connection_id = any($2) order by l.id for no key update of l`,
      [sources.map(({ packId }) => packId), shops.map((shop) => shop.id)],
    );
  }

  /** Wants each of them live as it is told there; what is wanted already is not frozen once more. Whoever calls holds their rows. */
  private async want(tx: EntityManager, wishes: readonly NewVersion[]): Promise<void> {
    const last = await rows<{ id: string; listingId: string; checksum: string; isWanted: boolean }>(
      tx,
      // What was stopped is approved anew, by whoever publishes it now; so is what lacks photos that the platform never came for.
      `select distinct on (v.listing_id) v.id, v.listing_id as "listingId", v.checksum,
              l.wanted_version_id = v.id and l.stopped_because is null and not l.issues @> '${UNFETCHED}' as "isWanted"
         from listing_version v join listing l on l.id = v.listing_id where v.listing_id = any($1) order by v.listing_id, v.number desc`,
      [wishes.map(({ listingId }) => listingId)],
    );
    const asBefore = new Map(last.filter(({ isWanted }) => isWanted).map((version) => [version.listingId, version]));
    const isNew = ({ listingId, content }: NewVersion): boolean => asBefore.get(listingId)?.checksum !== checksumOf(content);
    const made = await addVersions(tx, wishes.filter(isNew));
    const wanted = wishes.map(({ listingId }) => ({
      listing_id: listingId,
      version_id: made.get(listingId) ?? asBefore.get(listingId)?.id,
    }));
    // A listing that was taken off for good starts anew: what was there is not ours any more.
    await rows(
      tx,
      `update listing set wanted = 'live', wanted_version_id = w.version_id, stopped_because = null, due_at = now(), attempts = 0, updated_at = now(),
         external_id = case when seen_state = 'deleted' then null else external_id end, case_id = case when seen_state = 'deleted' then null else case_id end,
         sent_version_id = case when seen_state = 'deleted' then null else sent_version_id end, seen_state = case when seen_state = 'deleted' then 'none' else seen_state end
        from jsonb_to_recordset($1) as w (listing_id uuid, version_id uuid) where id = w.listing_id`,
      [JSON.stringify(wanted)],
    );
  }
}
