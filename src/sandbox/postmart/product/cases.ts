import type { Section, SimCore } from '../../core';
import type { Notices } from '../notices';
import type { Picture, PostmartState, Product, ProductCase, Reason } from '../state';
import type { PictureFetcher } from './pictures';
import { LOCKED_AFTER_REJECTIONS, missingDocuments, reasonOf, reviewFinding } from './product.rules';

const FETCH = 'postmart-fetch';
const DECIDE = 'postmart-decide';
/** How long a case waits in the queue at most. Units: simulated milliseconds. */
const QUEUE_MS = 500;

/** What happens to a product case after it was handed in: queue, pictures, papers, decision. */
export class CaseWork {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<PostmartState>,
    private readonly fetcher: PictureFetcher,
    private readonly notices: Notices,
  ) {
    core.clock.on(FETCH, async (caseId) => this.fetchPictures(String(caseId)));
    core.clock.on(DECIDE, (caseId) => this.decide(String(caseId)));
  }

  /** 0 or nothing → 1. */
  submit(each: ProductCase): void {
    this.move(each, 1);
    this.core.clock.schedule(FETCH, Math.min(QUEUE_MS, (this.core.reviewMs ?? 2 * QUEUE_MS) / 2), each.caseId);
  }

  /** Puts what was cut off by a stop of the program back to work. */
  resume(): void {
    for (const each of Object.values(this.section.data.cases)) {
      if (each.status === 2) this.core.clock.schedule(FETCH, 0, each.caseId);
    }
  }

  approve(each: ProductCase): void {
    const product = this.productOf(each);
    if (!product) return;
    product.data = structuredClone(each.data);
    product.pictures = [...each.pictures];
    product.productCode ??= `PM${this.section.data.nextId++}`;
    product.updatedAt = this.now();
    this.move(each, 5);
  }

  /** 6, or 7 after the third time. */
  reject(each: ProductCase, reason: Reason): void {
    const product = this.productOf(each);
    if (!product) return;
    each.reasons = [reason];
    product.rejections += 1;
    const locks = product.rejections >= LOCKED_AFTER_REJECTIONS;
    if (locks) product.locked = true;
    this.move(each, locks ? 7 : 6);
  }

  /** A case that another one replaced, or that was a draft thrown away. */
  drop(each: ProductCase): void {
    this.move(each, 8);
  }

  private async fetchPictures(caseId: string): Promise<void> {
    const state = this.section.data;
    const each = state.cases[caseId];
    if (!each || (each.status !== 1 && each.status !== 2)) return;
    if (each.status === 1) this.move(each, 2);
    const sources = [each.data.image, ...each.data.images].filter((source) => source !== '');
    const pictures = await Promise.all(sources.map((source) => this.pictureOf(source, each.sku)));
    // A reset or a decision by hand may have come in between.
    if (this.section.data !== state || each.status !== 2) return;
    each.pictures = pictures.filter((picture) => picture !== null);
    if (each.pictures.length === 0) return this.reject(each, reasonOf('PRODUCT_IMAGE_EMPTY', 'product media is empty'));
    each.missingDocuments = this.core.faults.take('missing-document', { sku: each.sku }) ? ['ATTP'] : missingDocuments(each.data);
    if (each.missingDocuments.length > 0) return this.move(each, 3);
    this.move(each, 4);
    if (this.core.reviewMs !== null) this.core.clock.schedule(DECIDE, this.core.reviewMs, caseId);
  }

  private async pictureOf(source: string, sku: string): Promise<Picture | null> {
    if (this.core.faults.take('picture-dropped', { sku, url: source.slice(0, 200) })) return null;
    const cache = this.section.data.pictureCache;
    const cached = cache[source];
    if (cached) return cached;
    const picture = await this.fetcher.fetch(source);
    if (picture && !source.startsWith('data:')) cache[source] = picture;
    return picture;
  }

  private decide(caseId: string): void {
    const each = this.section.data.cases[caseId];
    if (!each || each.status !== 4) return;
    const fault = this.core.faults.take('review-reject', { sku: each.sku });
    const finding = fault
      ? reasonOf(fault.text('reasonId', 'IMAGE_QUALITY'), fault.text('description', 'Ảnh chụp mờ, đề nghị chụp lại'))
      : reviewFinding(each.data, vietnamDay(this.core.clock.now()));
    if (finding) this.reject(each, finding);
    else this.approve(each);
  }

  private move(each: ProductCase, status: ProductCase['status']): void {
    each.status = status;
    each.updatedAt = this.now();
    if (status < 3 || status === 8) return; // the seller is told of results, not of our queue
    const { caseId, sku, customerCode } = each;
    const productCode = this.productOf(each)?.productCode ?? null;
    this.notices.add(customerCode, 'products', { caseType: 'PRODUCT', caseId, sku, caseStatus: status, productCode });
  }

  private productOf(each: ProductCase): Product | undefined {
    return this.section.data.products[each.productId];
  }

  private now(): number {
    return this.core.clock.now().getTime();
  }
}

/** The day in Vietnam, yyyy-MM-dd. */
export function vietnamDay(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}
