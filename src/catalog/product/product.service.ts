import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { rows } from '../../shared/db';
import {
  asOfSql,
  decodeCursor,
  exactTime,
  explainConstraints,
  invalid,
  noteChange,
  noteFields,
  sinceOf,
  toPage,
  withAsOf,
  type ChangesQuery,
  type PagedRow,
} from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { PlaceReader } from '../reference/place.reader';
import type { AttributeValue, AttributeValues } from './attribute.rules';
import { AttributeService } from './attribute.service';
import { ProductSearch } from '../search/product-search';
import { refuseTakenGtins } from './gtin.store';
import { Pack } from './pack.entity';
import { Product } from './product.entity';
import { toProductDto, type ProductDto, type ProductPage } from './product.dto';
import { LIMITS } from './product.limits';
import type { ProductState } from './product.state';
import type { SeasonRange, StorageClass } from './season.rules';
import { skuFor } from './sku.rules';

export interface NewPack {
  readonly id?: string;
  readonly sku?: string;
  readonly unit: string;
  readonly factor?: number;
  readonly weightGrams: number;
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly priceVnd: number;
  readonly gtin?: string | null;
}

/** What may change of a pack. Its SKU and factor may not: platforms know the pack by the one, and counted stock is divided by the other. */
export type PackChange = Partial<Omit<NewPack, 'id' | 'sku' | 'factor'>>;

export interface NewProduct {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly ocopSet: number;
  readonly communeCode?: string | null;
  readonly shelfLifeDays?: number | null;
  readonly season?: readonly SeasonRange[];
  readonly storageClass?: StorageClass;
  readonly minDaysLeftAtDispatch?: number;
  readonly traceUrl?: string | null;
  /** By code; null removes one. */
  readonly attributes?: Readonly<Record<string, AttributeValue | null>>;
  readonly packs: readonly NewPack[];
}

export type ProductChange = Partial<Omit<NewProduct, 'id' | 'packs'>>;

explainConstraints({
  pack_sku_unique: { kind: problems.alreadyExists, detail: 'Mã hàng (SKU) này đã có.' },
  pack_gtin_once: { kind: problems.alreadyExists, detail: 'Mã vạch này đã ghi cho một quy cách khác.', pointer: '/gtin' },
  product_pkey: { kind: problems.alreadyExists, detail: 'Sản phẩm này đã được tạo.' },
  pack_pkey: { kind: problems.alreadyExists, detail: 'Quy cách này đã được tạo.' },
});

/** Registers products and their packs, and changes them. Every read and write names the producer, so that nobody reaches another's product by its id. */
@Injectable()
export class ProductService {
  constructor(
    private readonly clock: Clock,
    private readonly places: PlaceReader,
    private readonly attributes: AttributeService,
    private readonly search: ProductSearch,
  ) {}

  async create(tx: EntityManager, producerId: string, wanted: NewProduct, accountId: string | null): Promise<ProductState> {
    await this.checkCommune(tx, wanted.communeCode);
    await refuseTakenGtins(
      tx,
      producerId,
      wanted.packs.map(({ gtin }, at) => ({ gtin, pointer: `/packs/${at}/gtin` })),
    );
    const now = this.clock.now();
    const id = wanted.id ?? newId();
    const created = await rows<{ id: string }>(
      tx,
      `insert into product (id, producer_id, name, description, ocop_set, commune_code, shelf_life_days, attributes, season, storage_class, min_days_left_at_dispatch, trace_url, is_demonstration, created_by, changed_by, created_at, updated_at)
         select $1, p.id, $3, $4, $5, case when $15 then p.commune_code else $6 end, $7, $8, $11, $12, $13, $14, p.is_demonstration, $9, $9, $10, $10 from producer p where p.id = $2 returning id`,
      [
        id,
        producerId,
        wanted.name,
        wanted.description ?? '',
        wanted.ocopSet,
        wanted.communeCode ?? null,
        wanted.shelfLifeDays ?? null,
        await this.attributes.merged(tx, wanted.ocopSet, {}, wanted.attributes ?? {}),
        accountId,
        now,
        JSON.stringify(wanted.season ?? []),
        wanted.storageClass ?? 'ambient',
        wanted.minDaysLeftAtDispatch ?? 0,
        wanted.traceUrl ?? null,
        wanted.communeCode === undefined,
      ],
    );
    if (created.length === 0) throw new Problem(problems.notFound);
    noteChange(tx, { of: 'product', id });
    // One millisecond apart, so that packs keep the order they were given in.
    for (const [i, pack] of wanted.packs.entries()) await this.insertPack(tx, { id, name: wanted.name }, pack, new Date(now.getTime() + i));
    return this.get(tx, producerId, id);
  }

  /** Throws: Problem not-found, also when the product is another producer's. */
  async get(db: EntityManager, producerId: string, productId: string): Promise<ProductState> {
    const product = await db.getRepository(Product).findOneBy({ id: productId, producerId });
    if (!product) throw new Problem(problems.notFound);
    const [state] = await this.complete(db, [product]);
    if (!state) throw new Problem(problems.notFound);
    return state;
  }

  /** Oldest first; with `q` those that it finds, the most relevant first. */
  async list(db: EntityManager, producerId: string, query: ChangesQuery & { readonly q?: string }): Promise<ProductPage> {
    const { limit, cursor, q } = query;
    if (q !== undefined) {
      const { ids, next, total, isFuzzy } = await this.search.find(db, null, { producerId, q, limit, cursor });
      return { items: await this.inOrder(db, ids), next, total, isFuzzy };
    }
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await rows<PagedRow>(
      db,
      `select id, ${exactTime('created_at')} as "cursorAt" from product
       where producer_id = $1 and ($2::timestamptz is null or (created_at, id) > ($2, $3::uuid)) and ($5::timestamptz is null or updated_at > $5)
       order by created_at, id limit $4`,
      [producerId, after?.at ?? null, after?.id ?? null, limit + 1, sinceOf(query)],
    );
    const page = toPage(found, limit, ({ id }) => id);
    return withAsOf({ ...page, items: await this.inOrder(db, page.items) }, await this.asOf(db, producerId));
  }

  /** Of several producers at once, by id; `after` is the last one of the batch before. */
  async ofProducers(
    db: EntityManager,
    producerIds: readonly string[],
    since: string | null,
    after: string | null,
    limit: number,
  ): Promise<ProductDto[]> {
    const found = await rows<{ id: string }>(
      db,
      `select id from product where producer_id = any($1::uuid[]) and ($2::timestamptz is null or updated_at > $2) and ($3::uuid is null or id > $3) order by id limit $4`,
      [producerIds, since, after, limit],
    );
    return this.inOrder(
      db,
      found.map(({ id }) => id),
    );
  }

  /** Before the list is read again: see `asOfSql`. */
  private async asOf(db: EntityManager, producerId: string): Promise<{ asOf: string | null } | undefined> {
    const [found] = await rows<{ asOf: string | null }>(
      db,
      `select ${exactTime(asOfSql('max(updated_at)', '$2'))} as "asOf" from product where producer_id = $1`,
      [producerId, this.clock.now()],
    );
    return found;
  }

  /** Products by their ids, in the order of the ids. */
  private async inOrder(db: EntityManager, ids: readonly string[]): Promise<ProductDto[]> {
    const products = await db.getRepository(Product).findBy({ id: In([...ids]) });
    const states = new Map((await this.complete(db, products)).map((state) => [state.product.id, toProductDto(state)]));
    return ids.flatMap((id) => states.get(id) ?? []);
  }

  async change(
    tx: EntityManager,
    producerId: string,
    productId: string,
    version: number,
    change: ProductChange,
    accountId: string | null,
  ): Promise<ProductState> {
    await this.checkCommune(tx, change.communeCode);
    await this.raiseVersion(tx, producerId, productId, accountId, version);
    const { attributes: sent, ...rest } = change;
    const fields = given({ ...rest, attributes: sent && (await this.mergedAttributes(tx, productId, change.ocopSet, sent)) });
    if (fields) await tx.getRepository(Product).update({ id: productId, producerId }, fields);
    noteFields(tx, 'product', productId, fields ?? {});
    return this.get(tx, producerId, productId);
  }

  async addPack(tx: EntityManager, producerId: string, productId: string, pack: NewPack, accountId: string | null): Promise<ProductState> {
    await this.raiseVersion(tx, producerId, productId, accountId); // locks the product, so that the count below holds
    const { product, packs } = await this.get(tx, producerId, productId);
    if (packs.length >= LIMITS.packs.max) {
      throw invalid([{ pointer: '', message: `Một sản phẩm có nhiều nhất ${LIMITS.packs.max} quy cách.` }]);
    }
    await refuseTakenGtins(tx, producerId, [{ gtin: pack.gtin, pointer: '/gtin' }]);
    await this.insertPack(tx, product, pack, this.clock.now());
    noteFields(tx, 'product', productId, { packs: true });
    return this.get(tx, producerId, productId);
  }

  async changePack(
    tx: EntityManager,
    producerId: string,
    productId: string,
    packId: string,
    version: number,
    change: PackChange,
    accountId: string | null,
  ): Promise<ProductState> {
    await this.raiseVersion(tx, producerId, productId, accountId, version);
    const packs = tx.getRepository(Pack);
    const before = await packs.findOneBy({ id: packId, productId });
    if (!before) throw new Problem(problems.notFound);
    await refuseTakenGtins(tx, producerId, [{ gtin: change.gtin, pointer: '/gtin', packId }]);
    const fields = given(change);
    if (fields) await packs.update({ id: packId, productId }, fields);
    notePack(tx, before, fields ?? {});
    return this.get(tx, producerId, productId);
  }

  /** Gives packs of one product other prices, if all of them still have the price that is named. Throws: not-found; stale-version with the prices of now. */
  async exchangePrices(
    tx: EntityManager,
    producerId: string,
    wanted: readonly { readonly packId: string; readonly from: number; readonly to: number }[],
    accountId: string | null,
  ): Promise<ProductState> {
    const [of] = await rows<{ productId: string }>(tx, 'select product_id as "productId" from pack where id = $1', [wanted[0]?.packId]);
    if (!of) throw new Problem(problems.notFound, 'Quy cách này không còn.');
    const { productId } = of;
    await this.raiseVersion(tx, producerId, productId, accountId);
    const packs = new Map((await this.get(tx, producerId, productId)).packs.map((pack) => [pack.id, pack]));
    const now = wanted.flatMap(({ packId }) => packs.get(packId) ?? []).map(({ id, priceVnd }) => ({ packId: id, priceVnd }));
    if (wanted.some(({ packId, from }) => packs.get(packId)?.priceVnd !== from))
      throw new Problem(problems.staleVersion, 'Giá đã được đổi sau việc đó; xin xem lại giá bây giờ.', { current: { prices: now } });
    await rows(
      tx,
      'update pack k set price_vnd = w.price from unnest($2::uuid[], $3::bigint[]) as w (id, price) where k.id = w.id and k.product_id = $1',
      [productId, wanted.map(({ packId }) => packId), wanted.map(({ to }) => to)],
    );
    for (const { packId, from, to } of wanted) notePack(tx, { id: packId, priceVnd: from }, { priceVnd: to });
    return this.get(tx, producerId, productId);
  }

  /** Replaces the photos and their order. The first is the cover. */
  async setPhotos(
    tx: EntityManager,
    producerId: string,
    productId: string,
    photoIds: readonly string[],
    accountId: string | null,
    version?: number,
  ): Promise<ProductState> {
    await this.raiseVersion(tx, producerId, productId, accountId, version);
    const own = await rows<{ id: string }>(tx, 'select id from photo where producer_id = $1 and id = any($2::uuid[])', [
      producerId,
      photoIds,
    ]);
    const known = new Set(own.map((photo) => photo.id));
    const errors = photoIds.flatMap((id, i) => (known.has(id) ? [] : [{ pointer: `/photoIds/${i}`, message: 'Không có ảnh này.' }]));
    if (errors.length > 0) throw invalid(errors);
    await this.placePhotos(tx, productId, photoIds);
    noteFields(tx, 'product', productId, { photos: true });
    return this.get(tx, producerId, productId);
  }

  /** Writes which photos stand where, of a product whose version was raised. */
  async placePhotos(tx: EntityManager, productId: string, photoIds: readonly string[]): Promise<void> {
    await rows(tx, 'delete from product_photo where product_id = $1', [productId]);
    await rows(
      tx,
      'insert into product_photo (product_id, photo_id, position) select $1, photo_id, position from unnest($2::uuid[]) with ordinality as given (photo_id, position)',
      [productId, photoIds],
    );
    // Whoever shows the product somewhere looks here for what to show anew.
    await rows(
      tx,
      `insert into photo_change (product_id, changed_by) select id, changed_by from product where id = $1
       on conflict on constraint photo_change_pkey do update set changed_by = excluded.changed_by, changed_at = now(), due_at = now()`,
      [productId],
    );
  }

  /**
   * The guard of every change: of two editors who start from one version, the second gets 409 with what the first made of it. Without `version`
   * (adding cannot overwrite anything) it only locks and counts. The database keeps what the product is at the commit as that version, by `accountId`.
   */
  async raiseVersion(tx: EntityManager, producerId: string, productId: string, accountId: string | null, version?: number): Promise<void> {
    const raised = await rows(
      tx,
      `update product set version = version + 1, updated_at = $3, changed_by = $5 where id = $1 and producer_id = $2 and version = coalesce($4, version) returning id`,
      [productId, producerId, this.clock.now(), version ?? null, accountId],
    );
    if (raised.length > 0) return;
    const current = toProductDto(await this.get(tx, producerId, productId));
    throw new Problem(problems.staleVersion, 'Sản phẩm đã được sửa ở nơi khác; xin xem lại rồi lưu lần nữa.', { current });
  }

  private async insertPack(tx: EntityManager, product: Pick<Product, 'id' | 'name'>, pack: NewPack, createdAt: Date): Promise<void> {
    const id = pack.id ?? newId();
    await tx
      .getRepository(Pack)
      .insert({ ...pack, id, productId: product.id, sku: pack.sku ?? skuFor(product.name, id), factor: pack.factor ?? 1, createdAt });
  }

  /** Under the lock of the product, so that two editors who each send another attribute both keep theirs. */
  private async mergedAttributes(
    tx: EntityManager,
    productId: string,
    newSet: number | undefined,
    sent: Readonly<Record<string, unknown>>,
  ): Promise<AttributeValues> {
    const { ocopSet, attributes } = await tx.getRepository(Product).findOneByOrFail({ id: productId });
    return this.attributes.merged(tx, newSet ?? ocopSet, attributes, sent);
  }

  private async checkCommune(tx: EntityManager, code: string | null | undefined): Promise<void> {
    if (!code || (await this.places.hasCommune(tx, code))) return;
    throw invalid([{ pointer: '/communeCode', message: 'Không có xã, phường, đặc khu nào mang mã này.' }]);
  }

  private async complete(db: EntityManager, products: readonly Product[]): Promise<ProductState[]> {
    const ids = products.map((product) => product.id);
    if (ids.length === 0) return [];
    const packs = await db.getRepository(Pack).find({ where: { productId: In(ids) }, order: { createdAt: 'asc', id: 'asc' } });
    const photos = await rows<{ productId: string; photoId: string }>(
      db,
      'select product_id as "productId", photo_id as "photoId" from product_photo where product_id = any($1::uuid[]) order by position',
      [ids],
    );
    return products.map((product) => ({
      product,
      packs: packs.filter((pack) => pack.productId === product.id),
      photoIds: photos.filter((photo) => photo.productId === product.id).map((photo) => photo.photoId),
    }));
  }
}

/** Prices are written out: whoever reads it wants to know, and may put them back. */
export function notePack(tx: EntityManager, before: Pick<Pack, 'id' | 'priceVnd'>, { priceVnd, ...others }: PackChange): void {
  if (priceVnd !== undefined && priceVnd !== before.priceVnd)
    noteChange(tx, { of: 'pack', id: before.id, field: 'priceVnd', before: before.priceVnd, after: priceVnd });
  noteFields(tx, 'pack', before.id, others);
}

/** The fields that are to change; null when there is none. A field that is absent from the request is undefined in its DTO. */
function given<T extends object>(change: T): Partial<T> | null {
  const fields = Object.entries(change).filter(([, value]) => value !== undefined);
  return fields.length > 0 ? (Object.fromEntries(fields) as Partial<T>) : null; // a part of its own entries
}
