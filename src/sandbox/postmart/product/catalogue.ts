import { createHash } from 'node:crypto';
import type { Section, SimCore } from '../../core';
import type { Fields } from '../fields';
import { isFields } from '../fields';
import { Refusal } from '../refusal';
import type { CaseStatus, Customer, PostmartState, Product, ProductCase, ProductData } from '../state';
import type { CaseWork } from './cases';
import { isUnderWay, readProduct, sameName, skuOf } from './product.rules';

const REQUEST_ID_KEPT_MS = 24 * 3_600_000;

/** One entry of the answer of CreateProduct. */
export interface CreateResult {
  readonly index: number;
  readonly sku: string | null;
  readonly requestId: string;
  readonly caseId: string | null;
  readonly caseStatus: CaseStatus | -1;
  readonly message: string;
}

/** Products and the cases that create and change them. */
export class Catalogue {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<PostmartState>,
    private readonly work: CaseWork,
  ) {}

  /** CreateProduct with idempotency: the same id and body within 24 h get the same answer. */
  create(customer: Customer, entries: readonly unknown[], requestId: string | null): readonly CreateResult[] {
    const bodyHash = createHash('sha256').update(JSON.stringify(entries)).digest('hex');
    const key = requestId === null ? null : `${customer.customerCode}:${requestId}`;
    const earlier = key === null ? undefined : this.earlier(key);
    if (earlier && earlier.bodyHash !== bodyHash) throw new Refusal(409, 'REQUEST_ID_REUSED', 'same x-request-id, different body');
    if (earlier) return earlier.answer as readonly CreateResult[]; // only stored below
    const id = requestId ?? this.core.random.hex(32);
    const results = entries.map((entry, index) => this.createOne(customer, entry, index, id, entries.length === 1));
    if (key !== null) this.section.data.answered[key] = { bodyHash, answer: results, at: this.now() };
    return results;
  }

  /** A draft (case status 0) goes into the queue. */
  submitDraft(customer: Customer, caseId: string): ProductCase {
    const each = this.caseOf(customer, caseId);
    if (each.status !== 0) throw new Refusal(409, 'NOT_A_DRAFT', `case ${caseId} has status ${each.status}`);
    this.work.submit(each);
    return each;
  }

  /** orderCorrection: a change is itself a case; the product keeps what it shows until that is approved. */
  correct(customer: Customer, product: Product, changes: Fields): ProductCase {
    this.refuseBusy(product);
    // Live wins over the newest rejected try, which is what a seller of a rejected first listing corrects.
    const latest = this.section.data.cases[product.caseId];
    const base = product.productCode === null && latest ? latest.data : product.data;
    const data = readProduct({ ...base, ...changes }, this.section.data.categories);
    if (JSON.stringify(data) === JSON.stringify(base) && latest?.status !== 6)
      throw new Refusal(422, 'NO_CHANGES', 'changes change nothing');
    this.refuseTwinName(customer, data.nameVi, product);
    return this.startCorrection(product, data, this.core.random.hex(32));
  }

  updatePrice(product: Product, priceVnd: number): void {
    product.data.priceVnd = priceVnd;
    // A correction under way would otherwise bring the old price back with its approval.
    const latest = this.section.data.cases[product.caseId];
    if (latest && latest.status < 5) latest.data.priceVnd = priceVnd;
    product.updatedAt = this.now();
  }

  setActive(product: Product, active: boolean): void {
    if (product.locked) throw new Refusal(422, 'LOCKED', `${product.sku} is locked`);
    product.active = active;
    product.updatedAt = this.now();
  }

  /** Throws: 404 unknown, 403 somebody else's. */
  caseOf(customer: Customer, caseId: string): ProductCase {
    const each = this.section.data.cases[caseId];
    if (!each) throw new Refusal(404, 'CASE_NOT_FOUND', `case ${caseId}`);
    if (each.customerCode !== customer.customerCode) throw new Refusal(403, 'CUSTOMER_MISMATCH', 'belongs to another customerCode');
    return each;
  }

  bySku(customer: Customer, sku: string): Product | undefined {
    return this.of(customer).find((product) => product.sku === sku);
  }

  /** Throws: 404 unknown, 403 somebody else's. */
  byCode(customer: Customer, productCode: string): Product {
    const product = Object.values(this.section.data.products).find((each) => each.productCode === productCode && !each.deleted);
    if (!product) throw new Refusal(404, 'PRODUCT_NOT_FOUND', `product ${productCode}`);
    if (product.customerCode !== customer.customerCode) throw new Refusal(403, 'CUSTOMER_MISMATCH', 'belongs to another customerCode');
    return product;
  }

  /** The products of a customer, newest first. */
  of(customer: Customer): Product[] {
    return Object.values(this.section.data.products)
      .filter((product) => product.customerCode === customer.customerCode && !product.deleted)
      .reverse();
  }

  /** What the product counts as: 5 once it is live, whatever happens to a later correction. */
  statusOf(product: Product): CaseStatus {
    if (product.deleted) return 8;
    if (product.locked) return 7;
    if (product.productCode !== null) return 5;
    return this.section.data.cases[product.caseId]?.status ?? 0;
  }

  private createOne(customer: Customer, entry: unknown, index: number, requestId: string, alone: boolean): CreateResult {
    const sku = isFields(entry) && typeof entry['sku'] === 'string' ? entry['sku'] : null;
    try {
      if (!isFields(entry)) throw new Refusal(422, 'FIELD_INVALID', `entry ${index} must be an object`);
      const created = this.accept(customer, entry, requestId);
      return { index, sku, requestId, caseId: created.caseId, caseStatus: created.status, message: 'OK' };
    } catch (error) {
      if (alone || !(error instanceof Refusal)) throw error;
      return { index, sku, requestId, caseId: null, caseStatus: -1, message: `${error.code}: ${error.description}` };
    }
  }

  private accept(customer: Customer, entry: Fields, requestId: string): ProductCase {
    const sku = skuOf(entry);
    const data = readProduct(entry, this.section.data.categories);
    const isDraft = entry['orderCreationStatus'] === 0 || entry['orderCreationStatus'] === '0';
    const twin = this.bySku(customer, sku);
    if (entry['overwrite'] === '1' || entry['overwrite'] === 1) {
      const overwritten = twin ?? this.of(customer).find((product) => sameName(product.data.nameVi, data.nameVi));
      if (overwritten) return this.overwrite(customer, overwritten, sku, data, requestId);
    }
    if (twin) throw new Refusal(409, 'SKU_DUPLICATE', `sku ${sku} exists already`);
    this.refuseTwinName(customer, data.nameVi, null);
    return this.addProduct(customer, sku, data, requestId, isDraft);
  }

  private overwrite(customer: Customer, product: Product, sku: string, data: ProductData, requestId: string): ProductCase {
    this.refuseBusy(product);
    this.refuseTwinName(customer, data.nameVi, product);
    product.sku = sku;
    return this.startCorrection(product, data, requestId);
  }

  private addProduct(customer: Customer, sku: string, data: ProductData, requestId: string, isDraft: boolean): ProductCase {
    const state = this.section.data;
    const now = this.now();
    const productId = `P${state.nextId++}`;
    const created = this.newCase(customer.customerCode, productId, sku, 'CREATE', data, requestId);
    state.products[productId] = {
      id: productId,
      customerCode: customer.customerCode,
      sku,
      data: structuredClone(data),
      pictures: [],
      productCode: null,
      caseId: created.caseId,
      active: true,
      locked: false,
      deleted: false,
      rejections: 0,
      onHand: 0,
      reserved: 0,
      stockSentAt: null,
      createdAt: now,
      updatedAt: now,
    };
    if (!isDraft) this.work.submit(created);
    return created;
  }

  private startCorrection(product: Product, data: ProductData, requestId: string): ProductCase {
    const waiting = this.section.data.cases[product.caseId];
    if (waiting && (waiting.status === 0 || waiting.status === 3)) this.work.drop(waiting);
    const correction = this.newCase(product.customerCode, product.id, product.sku, 'CORRECTION', data, requestId);
    product.caseId = correction.caseId;
    this.work.submit(correction);
    return correction;
  }

  private newCase(
    customerCode: string,
    productId: string,
    sku: string,
    kind: ProductCase['kind'],
    data: ProductData,
    requestId: string,
  ): ProductCase {
    const state = this.section.data;
    const caseId = `CASE${state.nextId++}`;
    const now = this.now();
    return (state.cases[caseId] = {
      caseId,
      requestId,
      customerCode,
      productId,
      sku,
      kind,
      status: 0,
      data,
      pictures: [],
      missingDocuments: [],
      reasons: [],
      createdAt: now,
      updatedAt: now,
    });
  }

  private refuseBusy(product: Product): void {
    if (product.locked) throw new Refusal(422, 'LOCKED', `${product.sku} is locked`);
    const latest = this.section.data.cases[product.caseId];
    if (latest && isUnderWay(latest.status)) throw new Refusal(409, 'CASE_OPEN', `case ${latest.caseId} is still under way`);
  }

  /** The platform's products are keyed by name as well as by code (from the MyVNPost portal). */
  private refuseTwinName(customer: Customer, nameVi: string, except: Product | null): void {
    const twin = this.of(customer).find((product) => product !== except && sameName(product.data.nameVi, nameVi));
    if (twin) throw new Refusal(409, 'NAME_DUPLICATE', `"${nameVi}" exists already as ${twin.sku}`);
  }

  private earlier(key: string): PostmartState['answered'][string] | undefined {
    const { answered } = this.section.data;
    const oldest = this.now() - REQUEST_ID_KEPT_MS;
    for (const [each, { at }] of Object.entries(answered)) if (at < oldest) delete answered[each];
    return answered[key];
  }

  private now(): number {
    return this.core.clock.now().getTime();
  }
}
