import { Problem, problems } from '../../shared/kernel';
import type { ReviewDecision, Section, SimCore } from '../core';
import type { VosoEvents } from './events';
import {
  findReason,
  isBigPriceStep,
  isPrice,
  isQuantity,
  needsReview,
  readContent,
  rejectionNotes,
  statusAfterEdit,
} from './product.rules';
import { attributesOf } from './reference';
import { refusals } from './voso.refusal';
import type { Product, ProductContent, ProductStatus, Shop, VosoState } from './voso.state';

type Body = Readonly<Record<string, unknown>>;

const REVIEW_TIMER = 'voso.review';
/** The shelf on which a certificate is asked for. */
const OCOP_CATEGORY = 65;

/** The products of all shops: create, change, review, stock. */
export class ProductDesk {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<VosoState>,
    private readonly events: VosoEvents,
  ) {
    core.clock.on(REVIEW_TIMER, (id) => this.reviewByItself(Number(id)));
  }

  create(shop: Shop, body: Body): Product {
    const content = this.contentOf(shop, body);
    if (!isQuantity(body['PRODUCT_QUANTITY'])) throw refusals.incorrect('PRODUCT_QUANTITY');
    if (body['CHECK_UNIQUE'] === true && this.findByCode(shop, content.code)) throw refusals.productExists();
    const isDraft = body['IS_DRAFT'] === true;
    const now = this.core.clock.now().toISOString();
    const kept = this.core.faults.take('image-dropped') ? content.pictures.slice(0, -1) : content.pictures;
    const product: Product = {
      id: this.section.data.nextProductId++,
      shopId: shop.id,
      content: { ...content, pictures: kept },
      sellable: body['PRODUCT_QUANTITY'],
      hold: 0,
      status: 0,
      statusAt: now,
      reasonCode: null,
      note: '',
      createdAt: now,
    };
    this.section.data.products.push(product);
    if (!isDraft) this.submit(product);
    return product;
  }

  edit(shop: Shop, body: Body): Product {
    const product = this.owned(shop, body['PRODUCT_ID']);
    if (product.status === 10) throw refusals.beingReviewed();
    if (product.status === 50) throw refusals.productLocked();
    const content = this.contentOf(shop, body);
    const quantity = body['PRODUCT_QUANTITY'];
    if (quantity !== undefined && !isQuantity(quantity)) throw refusals.incorrect('PRODUCT_QUANTITY');
    const twin = this.findByCode(shop, content.code);
    if (twin && twin.id !== product.id && content.code !== product.content.code) throw refusals.productExists();
    const next = statusAfterEdit(product.status, needsReview(product.content, content));
    product.content = content;
    if (quantity !== undefined) product.sellable = quantity;
    if (next === 10) this.submit(product);
    return product;
  }

  /** TYPE 1 submit, 2 hide, 3 show, 11 delete. */
  update(shop: Shop, body: Body): Product {
    const product = this.owned(shop, body['PRODUCT_ID']);
    if (product.status === 50) throw refusals.productLocked();
    switch (body['TYPE']) {
      case 1:
        if (product.status === 10) throw refusals.beingReviewed();
        if (product.status !== 0 && product.status !== 30) throw refusals.productStatusExists();
        this.submit(product);
        return product;
      case 2:
        return this.flip(product, 20, 40);
      case 3:
        return this.flip(product, 40, 20);
      case 11:
        this.core.clock.cancel(reviewKey(product.id));
        this.setStatus(product, 90, null, '');
        return product;
      default:
        throw refusals.incorrect('TYPE');
    }
  }

  updatePrice(shop: Shop, body: Body): Product {
    const product = this.owned(shop, body['PRODUCT_ID']);
    const price = body['PRODUCT_PRICE'];
    if (!isPrice(price)) throw refusals.incorrect('PRODUCT_PRICE');
    if (product.status === 10) throw refusals.beingReviewed();
    if (product.status === 50) throw refusals.productLocked();
    const isBig = isBigPriceStep(product.content.priceVnd, price);
    product.content = { ...product.content, priceVnd: price };
    if (isBig && product.status !== 0) this.submit(product);
    return product;
  }

  /** An absolute number of sellable units; the last writer wins, whatever was sold in between (a weakness of this contract on purpose). */
  setStock(product: Product, quantity: number): void {
    if (this.core.faults.isOn('enforceHold') && quantity < product.hold) {
      this.core.faults.take('enforceHold');
      throw refusals.belowHold();
    }
    product.sellable = quantity;
  }

  /** Throws: unknown, deleted and other shops' products are all `Product does not exist`. */
  owned(shop: Shop, id: unknown): Product {
    if (typeof id !== 'number' || !Number.isInteger(id)) throw refusals.incorrect('PRODUCT_ID');
    const product = this.section.data.products.find((each) => each.id === id && each.shopId === shop.id);
    if (!product || product.status === 90) throw refusals.productUnknown();
    return product;
  }

  /** The newest of the twins. */
  findByCode(shop: Shop, code: string): Product | undefined {
    return this.section.data.products.findLast((each) => each.shopId === shop.id && each.content.code === code && each.status !== 90);
  }

  /** A person decides. Throws: notFound, illegalMove, validation. */
  review(id: string, decision: ReviewDecision): Product {
    const product = this.byId(id);
    if (product.status !== 10) throw new Problem(problems.illegalMove, 'Sản phẩm không ở trạng thái chờ duyệt.');
    if (decision.approve) return this.decide(product, null, decision.note ?? '');
    const code = decision.reason === undefined ? 199 : Number(decision.reason);
    const isCode = Number.isInteger(code);
    return this.decide(product, isCode ? code : 199, decision.note ?? (isCode ? rejectionNotes[code] : decision.reason) ?? 'Lý do khác');
  }

  /** The platform locks or unlocks a product. */
  lock(id: string, locked: boolean, note: string): Product {
    const product = this.byId(id);
    this.setStatus(product, locked ? 50 : 20, null, note);
    this.events.product(product);
    return product;
  }

  byId(id: string): Product {
    const product = this.section.data.products.find((each) => String(each.id) === id && each.status !== 90);
    if (!product) throw new Problem(problems.notFound, `Không có sản phẩm ${id}.`);
    return product;
  }

  isPictureUsed(pictureId: string): boolean {
    return this.section.data.products.some(
      (each) =>
        each.status !== 90 &&
        (each.content.pictures.includes(pictureId) || each.content.attributes.some((entry) => entry.value === pictureId)),
    );
  }

  private contentOf(shop: Shop, body: Body): ProductContent {
    const { categories, pictures } = this.section.data;
    const content = readContent(body, { categories, attributesOf, hasPicture: (id) => Object.hasOwn(pictures, id) });
    if ('wrong' in content) throw refusals.incorrect(...content.wrong);
    if (!shop.inventories.some((each) => each.groupAddressId === content.groupAddressId)) throw refusals.groupAddress();
    return content;
  }

  private submit(product: Product): void {
    this.setStatus(product, 10, null, '');
    if (this.core.reviewMs !== null) this.core.clock.schedule(REVIEW_TIMER, this.core.reviewMs, product.id, reviewKey(product.id));
  }

  private reviewByItself(id: number): void {
    const product = this.section.data.products.find((each) => each.id === id);
    if (product?.status !== 10) return;
    const wanted = this.core.faults.take('review-rejected', { code: product.content.code })?.number('reason', 199);
    const reason =
      wanted ??
      (this.core.faults.take('image-rejected', { code: product.content.code }) ? 101 : null) ??
      findReason(product.content, OCOP_CATEGORY, this.core.clock.now());
    this.decide(product, reason, reason === null ? '' : (rejectionNotes[reason] ?? 'Lý do khác'));
  }

  private decide(product: Product, reason: number | null, note: string): Product {
    this.core.clock.cancel(reviewKey(product.id));
    this.setStatus(product, reason === null ? 20 : 30, reason, note);
    this.events.product(product);
    return product;
  }

  private flip(product: Product, from: ProductStatus, to: ProductStatus): Product {
    if (product.status === to) throw refusals.productStatusExists();
    if (product.status !== from) throw refusals.incorrect('TYPE');
    this.setStatus(product, to, null, '');
    return product;
  }

  private setStatus(product: Product, status: ProductStatus, reasonCode: number | null, note: string): void {
    product.status = status;
    product.statusAt = this.core.clock.now().toISOString();
    product.reasonCode = reasonCode;
    product.note = note;
  }
}

const reviewKey = (id: number): string => `review:${id}`;
