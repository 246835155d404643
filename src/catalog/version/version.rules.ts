import { overrideAt, type Override, type Overrides } from '../override/override.rules';
import type { AttributeValues } from '../product/attribute.rules';
import type { SeasonRange, StorageClass } from '../product/season.rules';

export interface VersionPack {
  readonly id: string;
  readonly sku: string;
  readonly unit: string;
  readonly factor: number;
  readonly weightGrams: number;
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly priceVnd: number;
  /** Absent in versions of before packs had one. */
  readonly gtin?: string | null;
}

/** All that people may change of a product, as it was kept. */
export interface VersionState {
  readonly name: string;
  readonly description: string;
  readonly ocopSet: number;
  readonly communeCode: string | null;
  readonly shelfLifeDays: number | null;
  readonly season: readonly SeasonRange[];
  readonly storageClass: StorageClass;
  readonly minDaysLeftAtDispatch: number;
  /** Absent in versions of before there was one. */
  readonly traceUrl?: string | null;
  readonly attributes: AttributeValues;
  /** In their order. */
  readonly packs: readonly VersionPack[];
  /** In order; the first is the cover. */
  readonly photoIds: readonly string[];
  /** What single platforms are told instead; absent in versions of before there were any. */
  readonly overrides?: Overrides;
}

/** One thing that differs. `pointer` is a JSON pointer in which a pack stands by its id: `/packs/0193…/priceVnd`. */
export interface FieldChange {
  readonly pointer: string;
  readonly labelVi: string;
  /** null: it was not there. */
  readonly before: unknown;
  /** null: it is not there any more. */
  readonly after: unknown;
}

const PLAIN = {
  ...{ name: 'Tên', description: 'Mô tả', ocopSet: 'Bộ sản phẩm', communeCode: 'Xã, phường', shelfLifeDays: 'Hạn sử dụng (ngày)' },
  ...{ season: 'Mùa bán', storageClass: 'Cách bảo quản', minDaysLeftAtDispatch: 'Số ngày còn hạn khi gửi' },
  ...{ traceUrl: 'Địa chỉ truy xuất nguồn gốc' },
};
const PACK = {
  ...{ sku: 'Mã hàng', unit: 'Đơn vị', factor: 'Số đơn vị kho', weightGrams: 'Khối lượng (g)', lengthCm: 'Dài (cm)', widthCm: 'Rộng (cm)' },
  ...{ heightCm: 'Cao (cm)', priceVnd: 'Giá (đồng)', gtin: 'Mã vạch (GTIN)' },
};
const OVERRIDE = { title: 'Tên', description: 'Mô tả', shareWeight: 'Tỷ trọng chia kho' };
const keysOf = <T extends object>(object: T): (keyof T & string)[] => Object.keys(object) as (keyof T & string)[]; // of our own constants: no more keys than their type has

/** What differs between two versions, field by field; empty for equal ones. */
export function diffVersions(from: VersionState, to: VersionState): FieldChange[] {
  const changes: FieldChange[] = [];
  const compare = (pointer: string, labelVi: string, before: unknown, after: unknown): void => {
    if (!isSame(before ?? null, after ?? null)) changes.push({ pointer, labelVi, before: before ?? null, after: after ?? null });
  };
  for (const field of keysOf(PLAIN)) compare(`/${field}`, PLAIN[field], from[field], to[field]);
  for (const code of bothKeys(from.attributes, to.attributes))
    compare(`/attributes/${code}`, `Thuộc tính ${code}`, from.attributes[code], to.attributes[code]);
  const [before, after] = [byId(from.packs), byId(to.packs)];
  for (const id of bothKeys(before, after)) {
    const [old, now] = [before[id], after[id]];
    const label = `Quy cách ${(now ?? old)?.sku ?? id}`;
    if (old && now) for (const field of keysOf(PACK)) compare(`/packs/${id}/${field}`, `${label}: ${PACK[field]}`, old[field], now[field]);
    else compare(`/packs/${id}`, label, old, now);
  }
  compare('/photoIds', 'Ảnh', from.photoIds, to.photoIds);
  const [said, says] = [from.overrides ?? {}, to.overrides ?? {}];
  for (const platform of bothKeys(said, says)) {
    const [old, now] = [overrideAt(said, platform), overrideAt(says, platform)];
    const pointer = `/overrides/${platform}`;
    for (const field of keysOf(OVERRIDE)) compare(`${pointer}/${field}`, `Riêng ở ${platform}: ${OVERRIDE[field]}`, old[field], now[field]);
    for (const id of bothKeys(old.prices, now.prices))
      compare(
        `${pointer}/prices/${id}`,
        `Riêng ở ${platform}: Giá quy cách ${(after[id] ?? before[id])?.sku ?? id}`,
        old.prices[id],
        now.prices[id],
      );
  }
  return changes;
}

const byId = (packs: readonly VersionPack[]): Readonly<Record<string, VersionPack>> =>
  Object.fromEntries(packs.map((pack) => [pack.id, pack]));

const bothKeys = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
  );
}

/** What was true of the world when an old version is to come back. */
export interface Surroundings {
  readonly hasCommune: boolean;
  /** Of the product's packs, those that are or were on sale somewhere: they stay. */
  readonly heldPackIds: ReadonlySet<string>;
  /** Pack codes that belong to another pack by now. */
  readonly takenSkus: ReadonlySet<string>;
  /** Numbers of bar codes that the version has, and that another pack has by now: which one. */
  readonly gtinHolders: ReadonlyMap<string, string>;
  /** Photos that are still there. */
  readonly knownPhotoIds: ReadonlySet<string>;
  readonly maxPacks: number;
  /** Why this value may not be set today; null when it may. */
  attributeFault(code: string, value: unknown): string | null;
}

export interface NotRestored {
  readonly pointer: string;
  readonly messageVi: string;
}

/** What is to be written so that the product is again what it was. */
export interface RestorePlan {
  readonly fields: Omit<VersionState, 'packs' | 'photoIds' | 'overrides'>;
  readonly changedPacks: readonly VersionPack[];
  readonly addedPacks: readonly VersionPack[];
  readonly removedPackIds: readonly string[];
  readonly photoIds: readonly string[];
  readonly overrides: Overrides;
  readonly notRestored: readonly NotRestored[];
}

/** SKU and factor of a pack never change, packs that were on sale stay, and nothing that is not valid any more comes back: what stays behind is named. */
export function planRestore(now: VersionState, then: VersionState, around: Surroundings): RestorePlan {
  const notRestored: NotRestored[] = [];
  const leave = (pointer: string, messageVi: string): void => void notRestored.push({ pointer, messageVi });

  const attributes = new Map(Object.entries(now.attributes).filter(([code]) => Object.hasOwn(then.attributes, code)));
  for (const [code, value] of Object.entries(then.attributes)) {
    if (attributes.get(code) === value) continue;
    const fault = around.attributeFault(code, value);
    if (fault) leave(`/attributes/${code}`, fault);
    else attributes.set(code, value);
  }
  const communeCode = then.communeCode === now.communeCode || around.hasCommune ? then.communeCode : now.communeCode;
  if (communeCode !== then.communeCode) leave('/communeCode', 'Xã, phường này không còn trong danh mục.');

  const existing = byId(now.packs);
  const wanted = byId(then.packs);
  const gone = now.packs.filter(({ id }) => !wanted[id]);
  const removedPackIds = gone.filter(({ id }) => !around.heldPackIds.has(id)).map(({ id }) => id);
  for (const { id, sku } of gone.filter(({ id }) => around.heldPackIds.has(id)))
    leave(`/packs/${id}`, `Quy cách ${sku} đã đăng bán nên được giữ lại.`);
  let room = around.maxPacks - (now.packs.length - removedPackIds.length);
  const addedPacks: VersionPack[] = [];
  const packs = then.packs.map((pack) => {
    const { gtin = existing[pack.id]?.gtin ?? null } = pack;
    const holder = gtin === null ? undefined : around.gtinHolders.get(gtin);
    if (holder === undefined || removedPackIds.includes(holder)) return { ...pack, gtin };
    leave(`/packs/${pack.id}/gtin`, `Mã vạch ${gtin} nay thuộc quy cách khác.`);
    return { ...pack, gtin: null };
  });
  for (const pack of packs.filter(({ id }) => !existing[id])) {
    if (around.takenSkus.has(pack.sku)) leave(`/packs/${pack.id}`, `Mã hàng ${pack.sku} nay thuộc quy cách khác.`);
    else if (room <= 0) leave(`/packs/${pack.id}`, `Một sản phẩm có nhiều nhất ${around.maxPacks} quy cách.`);
    else {
      addedPacks.push(pack);
      room -= 1;
    }
  }
  const changedPacks = packs.filter((pack) => existing[pack.id] && !isSame(existing[pack.id], pack));

  for (const id of then.photoIds.filter((photo) => !around.knownPhotoIds.has(photo))) leave('/photoIds', `Ảnh ${id} đã bị xoá.`);
  const photoIds = then.photoIds.filter((id) => around.knownPhotoIds.has(id));
  const staying = new Set([...now.packs.filter(({ id }) => !removedPackIds.includes(id)), ...addedPacks].map(({ id }) => id));
  const overrides: Record<string, Override> = {};
  for (const [platform, override] of Object.entries(then.overrides ?? {})) {
    const prices = Object.entries(override.prices);
    for (const [id] of prices.filter(([pack]) => !staying.has(pack)))
      leave(`/overrides/${platform}/prices/${id}`, `Giá riêng ở ${platform} thuộc quy cách không còn nữa.`);
    overrides[platform] = { ...override, prices: Object.fromEntries(prices.filter(([pack]) => staying.has(pack))) };
  }
  // A version of before there were seasons says nothing of them.
  const { season = now.season, storageClass = now.storageClass, minDaysLeftAtDispatch = now.minDaysLeftAtDispatch } = then;
  const { traceUrl = now.traceUrl ?? null } = then;
  const { name, description, ocopSet, shelfLifeDays } = then;
  return {
    fields: {
      name,
      description,
      ocopSet,
      communeCode,
      shelfLifeDays,
      season,
      storageClass,
      minDaysLeftAtDispatch,
      traceUrl,
      attributes: Object.fromEntries(attributes),
    },
    ...{ changedPacks, addedPacks, removedPackIds, photoIds, overrides, notRestored },
  };
}
