import { mergeValues, type AttributeFacts, type AttributeValue, type AttributeValues } from '../product/attribute.rules';
import { LIMITS } from '../product/product.limits';
import { skuFor } from '../product/sku.rules';
import { ATTRIBUTE_PREFIX } from './column.rules';

export interface RowIssue {
  /** Column by its code. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly messageVi: string;
}

export interface WantedPack {
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
export interface WantedProduct {
  readonly name: string;
  readonly ocopSet: number;
  readonly description?: string;
  readonly communeCode?: string | null;
  readonly shelfLifeDays?: number | null;
  readonly traceUrl?: string | null;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}
export interface WantedCertificate {
  readonly number: string;
  readonly stars: 3 | 4 | 5;
  readonly issuedBy: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
}
/** What one row asks for. What it does not say stays as it is. */
export interface WantedRow {
  readonly number: number;
  /** `productKey` of its name and set. */
  readonly key: string;
  readonly product: WantedProduct;
  readonly pack: WantedPack;
  readonly certificate: WantedCertificate | undefined;
}

export interface PackState extends Required<WantedPack> {
  readonly id: string;
  readonly productId: string;
}
export interface ProductState {
  readonly id: string;
  readonly name: string;
  readonly ocopSet: number;
  readonly description: string;
  readonly communeCode: string | null;
  readonly shelfLifeDays: number | null;
  readonly traceUrl: string | null;
  readonly attributes: AttributeValues;
}
export interface CertificateState extends WantedCertificate {
  readonly productId: string;
}

/** What is registered, as far as these rows touch it. */
export interface Registered {
  /** Products of this producer by `productKey`. */
  readonly idsByKey: ReadonlyMap<string, readonly string[]>;
  readonly products: ReadonlyMap<string, ProductState>;
  readonly packs: readonly PackState[];
  readonly certificates: readonly CertificateState[];
  /** Of the SKUs in these rows, those that somebody else has. */
  readonly foreignSkus: ReadonlySet<string>;
  /** Of the bar codes in these rows, those that a pack of this producer has: which one. */
  readonly gtinHolders: ReadonlyMap<string, string>;
  readonly definitions: readonly (AttributeFacts & { readonly sets: readonly number[] })[];
  /** The table is an officer's, who may only propose prices of what is registered; absent: it is not. */
  readonly proposing?: Proposing;
}

export interface Proposing {
  /** The mandate names it, and whoever takes the table over is the officer. */
  readonly may: boolean;
  /** Packs for which a price waits already, and what it says. */
  readonly waiting: ReadonlyMap<string, string>;
}

/** A price that is to be put before the producer. */
export interface ProposedPrice {
  readonly packId: string;
  readonly productName: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

export type Outcome = 'created' | 'changed' | 'unchanged' | 'refused';

export interface Plan {
  readonly outcomes: readonly Outcome[];
  readonly issues: readonly (RowIssue & { readonly row: number })[];
  readonly newProducts: readonly ProductState[];
  /** Of the new products, by their keys. */
  readonly newIds: ReadonlyMap<string, readonly string[]>;
  readonly changedProducts: readonly ProductState[];
  readonly newPacks: readonly PackState[];
  readonly changedPacks: readonly PackState[];
  readonly newCertificates: readonly CertificateState[];
  readonly proposedPrices: readonly ProposedPrice[];
  /** Every product whose version rises. */
  readonly touched: ReadonlySet<string>;
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * By what a product is known again when it has no SKU: its name and its set. Capitals, spaces and the place of the tone (hoà, hòa) do not count; the marks do: dừa is no
 * dưa.
 */
export function productKey(name: string, ocopSet: number): string {
  const words = name.normalize('NFC').toLowerCase().trim().split(/\s+/);
  const folded = words.map((word) => {
    const parts = word.normalize('NFD');
    return parts.replace(TONES, '') + (parts.match(TONES) ?? []).join('');
  });
  return `${ocopSet} ${folded.join(' ')}`;
}

/** Decides for each row what it makes of what is registered. Later rows see what earlier ones did. */
export function planRows(rows: readonly WantedRow[], registered: Registered, makeId: () => string): Plan {
  const plan = new Planning(registered, makeId);
  const outcomes = rows.map((row) => plan.take(row));
  return { outcomes, ...plan.result() };
}

class Planning {
  /** Beside the registered ones, which may be tens of thousands. */
  private readonly newIds = new Map<string, readonly string[]>();
  private readonly products: Map<string, ProductState>;
  private readonly packsBySku = new Map<string, PackState>();
  private readonly packsOf = new Map<string, PackState[]>();
  private readonly gtinHolders: Map<string, string>;
  private readonly certificates = new Map<string, CertificateState>();
  private readonly newProducts = new Set<string>();
  private readonly changedProducts = new Set<string>();
  private readonly newPacks = new Set<string>();
  private readonly changedPacks = new Set<string>();
  private readonly newCertificates = new Set<string>();
  private readonly proposedPrices: ProposedPrice[] = [];
  private readonly touched = new Set<string>();
  private readonly issues: (RowIssue & { row: number })[] = [];

  constructor(
    private readonly registered: Registered,
    private readonly makeId: () => string,
  ) {
    this.products = new Map(registered.products);
    this.gtinHolders = new Map(registered.gtinHolders);
    for (const pack of registered.packs) this.keep(pack);
    for (const one of registered.certificates) this.certificates.set(`${one.productId} ${one.number}`, one);
  }

  result(): Omit<Plan, 'outcomes'> {
    const packs = [...this.packsBySku.values()];
    const products = [...this.products.values()];
    return {
      issues: this.issues,
      proposedPrices: this.proposedPrices,
      newIds: this.newIds,
      newProducts: products.filter(({ id }) => this.newProducts.has(id)),
      changedProducts: products.filter(({ id }) => this.changedProducts.has(id) && !this.newProducts.has(id)),
      newPacks: packs.filter(({ id }) => this.newPacks.has(id)),
      changedPacks: packs.filter(({ id }) => this.changedPacks.has(id) && !this.newPacks.has(id)),
      newCertificates: [...this.certificates].flatMap(([key, one]) => (this.newCertificates.has(key) ? [one] : [])),
      touched: new Set([...this.touched].filter((id) => !this.newProducts.has(id))),
    };
  }

  take(row: WantedRow): Outcome {
    const target = this.target(row);
    if (target === 'refused') return 'refused';
    const { product, pack } = target;
    const attributes = this.attributes(row, product?.attributes ?? {});
    if (attributes === null) return 'refused';
    if (pack && row.pack.factor !== undefined && row.pack.factor !== pack.factor)
      return this.refuse(row, 'factor', `Quy cách này đã đăng ký với số ${pack.factor}; số đơn vị kho của một quy cách không đổi được.`);
    const isProposed = this.registered.proposing !== undefined && pack !== undefined && row.pack.priceVnd !== pack.priceVnd;
    const obstacle = isProposed ? this.obstacleToProposing(pack) : null;
    if (obstacle !== null) return this.refuse(row, 'priceVnd', obstacle);
    const holder = row.pack.gtin ? this.gtinHolders.get(row.pack.gtin) : undefined;
    if (holder !== undefined && holder !== pack?.id) return this.refuse(row, 'gtin', 'Mã vạch này đã ghi cho một quy cách khác.');
    if (product && !pack && (this.packsOf.get(product.id)?.length ?? 0) >= LIMITS.packs.max)
      return this.refuse(row, 'sku', `Sản phẩm đã có ${LIMITS.packs.max} quy cách, nhiều nhất được phép.`);
    if (!product) return this.create(row, attributes);
    if (isProposed) this.propose(row, product, pack);
    const isProductChanged = this.changeProduct(product, row.product, attributes);
    const wanted = isProposed ? { ...row.pack, priceVnd: pack.priceVnd } : row.pack;
    const isPackChanged = pack ? this.changePack(pack, wanted) : this.addPack(product, wanted);
    const isCertificateNew = this.addCertificate(product.id, row);
    if (isProductChanged || isPackChanged) this.touched.add(product.id);
    return isProductChanged || isPackChanged || isCertificateNew ? 'changed' : 'unchanged';
  }

  /** The product and pack that the row speaks of; absent: they are to be made. */
  private target(row: WantedRow): { product?: ProductState; pack?: PackState } | 'refused' {
    const { sku } = row.pack;
    if (sku !== undefined && this.registered.foreignSkus.has(sku)) return this.refuse(row, 'sku', `Mã hàng ${sku} đã có; xin đặt mã khác.`);
    const pack = sku === undefined ? undefined : this.packsBySku.get(sku);
    if (pack) return { product: this.products.get(pack.productId), pack };
    const ids = this.newIds.get(row.key) ?? this.registered.idsByKey.get(row.key) ?? [];
    const [id, ...others] = ids;
    if (id === undefined) return {};
    if (others.length > 0)
      return this.refuse(row, 'name', `Đã có ${ids.length} sản phẩm tên này; xin ghi mã hàng (SKU) để biết là sản phẩm nào.`);
    const product = this.products.get(id);
    if (sku !== undefined) return { product };
    const packs = this.packsOf.get(id) ?? [];
    if (packs.length > 1)
      return this.refuse(row, 'sku', `Sản phẩm này có ${packs.length} quy cách; xin ghi mã hàng (SKU) để biết là quy cách nào.`);
    return { product, pack: packs[0] };
  }

  private obstacleToProposing({ id }: PackState): string | null {
    if (!this.registered.proposing?.may) return 'Giá đã đăng ký do người của chủ thể định; xin đề nghị giá mới ở trang sản phẩm.';
    const waiting = this.registered.proposing.waiting.get(id);
    return waiting === undefined ? null : `Đang chờ chủ thể xác nhận: ${waiting}`;
  }

  private propose(row: WantedRow, product: ProductState, pack: PackState): void {
    const [from, to] = [pack.priceVnd, row.pack.priceVnd];
    this.proposedPrices.push({ packId: pack.id, productName: product.name, unit: pack.unit, from, to });
    this.issues.push({
      ...{ row: row.number, code: 'priceVnd', severity: 'warning' },
      messageVi: 'Giá mới được đề nghị và chờ chủ thể xác nhận; giá đang có được giữ nguyên đến lúc đó.',
    });
  }

  private refuse(row: WantedRow, code: string, messageVi: string): 'refused' {
    this.issues.push({ row: row.number, code, severity: 'error', messageVi });
    return 'refused';
  }

  private attributes(row: WantedRow, stored: AttributeValues): AttributeValues | null {
    if (!row.product.attributes) return stored;
    const valid = this.registered.definitions.filter(({ sets }) => sets.includes(row.product.ocopSet));
    const merged = mergeValues(stored, row.product.attributes, valid);
    if ('values' in merged) return merged.values;
    for (const { pointer, message } of merged.errors) this.refuse(row, pointer.replace('/attributes/', ATTRIBUTE_PREFIX), message);
    return null;
  }

  private create(row: WantedRow, attributes: AttributeValues): 'created' {
    const { name, ocopSet, description = '', communeCode = null, shelfLifeDays = null, traceUrl = null } = row.product;
    const product: ProductState = { id: this.makeId(), name, ocopSet, description, communeCode, shelfLifeDays, traceUrl, attributes };
    this.products.set(product.id, product);
    this.newProducts.add(product.id);
    this.newIds.set(row.key, [product.id]);
    this.addPack(product, row.pack);
    this.addCertificate(product.id, row);
    return 'created';
  }

  private changeProduct(product: ProductState, wanted: WantedProduct, attributes: AttributeValues): boolean {
    const next: ProductState = { ...product, ...wanted, attributes };
    if (isSame(product, next)) return false;
    this.products.set(product.id, next);
    this.changedProducts.add(product.id);
    return true;
  }

  private addPack(product: ProductState, wanted: WantedPack): true {
    const id = this.makeId();
    this.keep({
      ...wanted,
      id,
      productId: product.id,
      sku: wanted.sku ?? skuFor(product.name, id),
      factor: wanted.factor ?? 1,
      gtin: wanted.gtin ?? null,
    });
    this.newPacks.add(id);
    return true;
  }

  private changePack(pack: PackState, wanted: WantedPack): boolean {
    const next: PackState = { ...pack, ...wanted };
    if (isSame(pack, next)) return false;
    this.keep(next);
    this.changedPacks.add(pack.id);
    return true;
  }

  private keep(pack: PackState): void {
    const { gtin: before } = this.packsBySku.get(pack.sku) ?? { gtin: null };
    if (before !== null && before !== pack.gtin) this.gtinHolders.delete(before);
    if (pack.gtin !== null) this.gtinHolders.set(pack.gtin, pack.id);
    this.packsBySku.set(pack.sku, pack);
    const others = (this.packsOf.get(pack.productId) ?? []).filter(({ id }) => id !== pack.id);
    this.packsOf.set(pack.productId, [...others, pack]);
  }

  private addCertificate(productId: string, { certificate, number: row }: WantedRow): boolean {
    if (!certificate) return false;
    const key = `${productId} ${certificate.number}`;
    const known = this.certificates.get(key);
    if (!known) {
      this.certificates.set(key, { ...certificate, productId });
      this.newCertificates.add(key);
      return true;
    }
    if (!isSame(known, { ...known, ...certificate }))
      this.issues.push({
        ...{ row, code: 'certificate.number', severity: 'warning' },
        messageVi: 'Đã có giấy mang số này với nội dung khác; giấy đã có được giữ nguyên.',
      });
    return false;
  }
}

/** Both have the same keys. Values of attributes are texts, numbers and flags. */
function isSame(before: object, after: object): boolean {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).every(([key, value]) => {
    const was = old.get(key);
    return typeof value === 'object' && value !== null && typeof was === 'object' && was !== null
      ? Object.keys(value).length === Object.keys(was).length && isSame(was, value)
      : was === value;
  });
}
