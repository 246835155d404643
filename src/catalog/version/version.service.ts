import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { noteFields, type Actor, type Page } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { AttributeService } from '../product/attribute.service';
import { mergeValues } from '../product/attribute.rules';
import { Pack } from '../product/pack.entity';
import { Product } from '../product/product.entity';
import { pricesOf, refusePricesOfHelper } from '../product/price.rules';
import { LIMITS } from '../product/product.limits';
import { notePack, ProductService } from '../product/product.service';
import type { ProductState } from '../product/product.state';
import { placeOverrides } from '../override/override.store';
import { PlaceReader } from '../reference/place.reader';
import type { VersionDetailDto, VersionDiffDto, VersionDto } from './version.dto';
import { diffVersions, planRestore, type NotRestored, type RestorePlan, type Surroundings, type VersionState } from './version.rules';

const VERSION = `v.version, v.changed_by as "changedBy", coalesce(a.name, v.changed_elsewhere_by) as "changedByName", to_json(v.changed_at at time zone 'UTC')#>>'{}' || 'Z' as "changedAt"`;
const FROM = 'product_version v join product p on p.id = v.product_id left join account a on a.id = v.changed_by';

/** What a product was, and its way back. The database itself keeps every version, see the migration. */
@Injectable()
export class VersionService {
  constructor(
    private readonly clock: Clock,
    private readonly products: ProductService,
    private readonly attributes: AttributeService,
    private readonly places: PlaceReader,
  ) {}

  /** Newest first. The number alone says where a page ended. Throws: not-found. */
  async list(
    db: EntityManager,
    producerId: string,
    productId: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<VersionDto>> {
    const before = cursor === undefined ? null : Number(cursor);
    if (before !== null && !Number.isSafeInteger(before)) throw new Problem(problems.cursorInvalid);
    const found = await rows<VersionDto>(
      db,
      `select ${VERSION} from ${FROM} where v.product_id = $1 and p.producer_id = $2 and ($3::bigint is null or v.version < $3) order by v.version desc limit $4`,
      [productId, producerId, before, limit + 1],
    );
    if (found.length === 0 && !(await db.getRepository(Product).existsBy({ id: productId, producerId })))
      throw new Problem(problems.notFound);
    const items = found.slice(0, limit);
    const last = items[items.length - 1];
    return found.length > limit && last ? { items, next: String(last.version) } : { items };
  }

  /** Throws: not-found. */
  async get(db: EntityManager, producerId: string, productId: string, version: number): Promise<VersionDetailDto> {
    const [found] = await rows<VersionDetailDto>(
      db,
      `select ${VERSION}, v.state from ${FROM} where v.product_id = $1 and p.producer_id = $2 and v.version = $3`,
      [productId, producerId, version],
    );
    if (!found) throw new Problem(problems.notFound);
    return found;
  }

  async diff(db: EntityManager, producerId: string, productId: string, from: number, to: number): Promise<VersionDiffDto> {
    const [before, after] = [await this.get(db, producerId, productId, from), await this.get(db, producerId, productId, to)];
    return { from, to, changes: diffVersions(before.state, after.state) };
  }

  /** Makes a new version with the content of an old one; `base` is the version that the person saw. Throws: not-found, stale-version, forbidden when an officer's would change a price. */
  async restore(
    tx: EntityManager,
    producerId: string,
    productId: string,
    version: number,
    base: number,
    actor: Actor,
  ): Promise<{ state: ProductState; notRestored: readonly NotRestored[] }> {
    const { state: then } = await this.get(tx, producerId, productId, version);
    await this.products.raiseVersion(tx, producerId, productId, actor.accountId, base);
    const now = await this.current(tx, productId);
    const plan = planRestore(now, then, await this.around(tx, producerId, productId, now, then));
    const stays = new Set(plan.changedPacks.map(({ id }) => id));
    const before = now.packs.filter(({ id }) => stays.has(id));
    refusePricesOfHelper(actor, pricesOf(before, now.overrides ?? {}), pricesOf(plan.changedPacks, plan.overrides));
    await this.carryOut(tx, productId, plan);
    this.note(tx, productId, now, plan);
    return { state: await this.products.get(tx, producerId, productId), notRestored: plan.notRestored };
  }

  private note(tx: EntityManager, productId: string, now: VersionState, plan: RestorePlan): void {
    noteFields(tx, 'product', productId, plan.fields);
    if (plan.addedPacks.length + plan.removedPackIds.length > 0) noteFields(tx, 'product', productId, { packs: true });
    for (const { id, priceVnd } of plan.changedPacks) {
      const before = now.packs.find((pack) => pack.id === id);
      if (before) notePack(tx, before, { priceVnd });
    }
  }

  private async current(tx: EntityManager, productId: string): Promise<VersionState> {
    const [found] = await rows<{ state: VersionState }>(tx, 'select product_state($1) as state', [productId]);
    if (!found) throw new Problem(problems.notFound);
    return found.state;
  }

  private async around(
    tx: EntityManager,
    producerId: string,
    productId: string,
    now: VersionState,
    then: VersionState,
  ): Promise<Surroundings> {
    const definitions = await this.attributes.validToday(tx, then.ocopSet);
    const held = await rows<{ id: string }>(
      tx,
      'select k.id from pack k where k.product_id = $1 and exists (select 1 from listing l where l.pack_id = k.id)',
      [productId],
    );
    const taken = await rows<{ sku: string }>(tx, 'select sku from pack where sku = any($1) and id <> all($2::uuid[])', [
      then.packs.map((pack) => pack.sku),
      now.packs.map((pack) => pack.id),
    ]);
    const holders = await rows<{ gtin: string; id: string }>(
      tx,
      'select gtin, id from pack where gtin_producer_id = $1 and gtin = any($2::text[]) and id <> all($3::uuid[])',
      [producerId, then.packs.flatMap(({ gtin }) => gtin ?? []), then.packs.map((pack) => pack.id)],
    );
    const photos = await rows<{ id: string }>(tx, 'select id from photo where producer_id = $1 and id = any($2::uuid[])', [
      producerId,
      then.photoIds,
    ]);
    return {
      hasCommune: then.communeCode === null || (await this.places.hasCommune(tx, then.communeCode)),
      heldPackIds: new Set(held.map(({ id }) => id)),
      takenSkus: new Set(taken.map(({ sku }) => sku)),
      gtinHolders: new Map(holders.map(({ gtin, id }) => [gtin, id])),
      knownPhotoIds: new Set(photos.map(({ id }) => id)),
      maxPacks: LIMITS.packs.max,
      attributeFault: (code, value) => {
        const merged = mergeValues({}, { [code]: value }, definitions);
        return 'errors' in merged ? (merged.errors[0]?.message ?? 'Không còn hợp lệ.') : null;
      },
    };
  }

  private async carryOut(tx: EntityManager, productId: string, plan: RestorePlan): Promise<void> {
    await tx.getRepository(Product).update({ id: productId }, plan.fields);
    await rows(tx, 'delete from pack where id = any($1::uuid[]) and product_id = $2', [plan.removedPackIds, productId]);
    // Two packs may have exchanged their numbers: none has one while they are handed out again.
    await rows(tx, 'update pack set gtin = null where product_id = $1 and id = any($2::uuid[]) and gtin is not null', [
      productId,
      plan.changedPacks.map(({ id }) => id),
    ]);
    await rows(
      tx,
      `update pack k set unit = w.unit, weight_grams = w."weightGrams", length_cm = w."lengthCm", width_cm = w."widthCm", height_cm = w."heightCm", price_vnd = w."priceVnd", gtin = w.gtin
         from jsonb_to_recordset($2::jsonb) as w(id uuid, unit text, "weightGrams" int, "lengthCm" int, "widthCm" int, "heightCm" int, "priceVnd" bigint, gtin text)
        where k.id = w.id and k.product_id = $1`,
      [productId, JSON.stringify(plan.changedPacks)],
    );
    const at = this.clock.now().getTime();
    if (plan.addedPacks.length > 0)
      await tx.getRepository(Pack).insert(plan.addedPacks.map((pack, i) => ({ ...pack, productId, createdAt: new Date(at + i) })));
    await this.products.placePhotos(tx, productId, plan.photoIds);
    await placeOverrides(tx, productId, plan.overrides);
  }
}
