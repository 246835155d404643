import { createPublicKey } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Problem, problems } from '../../shared/kernel';
import type { BuyerOrder, CancelBy, PlatformControl, ReviewDecision, SimState } from '../core';
import { asObject, fieldProblem } from '../core';
import type { Desk } from './desk';
import { orderStateName } from './order/parcel.rules';
import { isOnSale } from './order/order-desk';
import { sellable } from './product/inventory';
import { reasonOf } from './product/product.rules';
import type { Customer, Product, WebhookSetting } from './state';
import { practiceCustomer } from './state';

const MAX_URL = 200;

/** The hands of the person at the controls of the practice Postmart. */
export class PostmartControl implements PlatformControl {
  constructor(private readonly desk: Desk) {}

  reset(): void {
    this.desk.access.reset(); // the shop itself stands in the fresh state
  }

  /** `{customers: [{customerCode, username?, password?, name?, phone?, warehouseCode?, locked?, webhookUrl?, webhookApproved?, signatureMode?, receiverPublicKey?}], ipWhitelist?: string[] | null}` */
  seed(body: Readonly<Record<string, unknown>>): unknown {
    const given = body['customers'] ?? [];
    if (!Array.isArray(given)) throw fieldProblem('/customers', 'Phải là một danh sách.');
    const { section } = this.desk;
    const read = given.map((each: unknown, index) => this.readCustomer(each, `/customers/${index}`));
    const whitelist = body['ipWhitelist'];
    if (whitelist !== undefined && whitelist !== null && !(Array.isArray(whitelist) && whitelist.every((ip) => typeof ip === 'string'))) {
      throw fieldProblem('/ipWhitelist', 'Phải là danh sách địa chỉ IP hoặc null.');
    }
    for (const customer of read) section.data.customers[customer.customerCode] = customer;
    if (whitelist !== undefined) section.data.ipWhitelist = whitelist;
    return { customers: read.map(({ password: _hidden, ...shown }) => shown), ipWhitelist: section.data.ipWhitelist };
  }

  placeOrder(order: BuyerOrder): { orderId: string } {
    return { orderId: this.desk.orders.place(order).originalID };
  }

  advance(orderId: string, status: string): unknown {
    const order = this.orderOf(orderId);
    this.desk.orders.advance(order, status);
    return { orderId: order.originalID, orderState: order.orderState, status: order.status, itemCode: order.itemCode };
  }

  cancel(orderId: string, by: CancelBy): unknown {
    const order = this.orderOf(orderId);
    this.desk.orders.cancel(order, by);
    return { orderId: order.originalID, orderState: order.orderState, status: order.status };
  }

  /** `productId`: our id, the SKU, the product code or the case. Decides the newest case. */
  review(productId: string, decision: ReviewDecision): unknown {
    const product = this.productOf(productId);
    const { section, work } = this.desk;
    const each = section.data.cases[product.caseId];
    if (!each || each.status < 1 || each.status > 4) {
      throw new Problem(problems.illegalMove, `${product.sku} không có hồ sơ nào đang chờ duyệt.`);
    }
    if (decision.approve) work.approve(each);
    else work.reject(each, reasonOf(decision.reason ?? 'OTHER', decision.note ?? decision.reason ?? 'Không đạt yêu cầu'));
    return { caseId: each.caseId, caseStatus: each.status, productCode: product.productCode };
  }

  /** `{categoryCode, newCode, move?: boolean}`: live products are moved by the platform unless `move` is false. */
  retireCategory(body: Readonly<Record<string, unknown>>): unknown {
    const { section, notices } = this.desk;
    const category = section.data.categories.find((each) => each.categoryCode === body['categoryCode']);
    const target = section.data.categories.find((each) => each.categoryCode === body['newCode']);
    if (!category) throw fieldProblem('/categoryCode', 'Không có danh mục này.');
    if (!target || !target.isLeaf || target === category) throw fieldProblem('/newCode', 'Phải là một danh mục lá khác.');
    category.retiredTo = target.categoryCode;
    section.data.treeVersion += 1;
    const hit = Object.values(section.data.products).filter((each) => each.data.categoryCode === category.categoryCode && !each.deleted);
    for (const product of body['move'] === false ? [] : hit) {
      product.data.categoryCode = target.categoryCode;
      const open = section.data.cases[product.caseId];
      if (open && open.status < 5) open.data.categoryCode = target.categoryCode;
      notices.add(product.customerCode, 'products', {
        caseType: 'CATEGORY',
        caseId: product.caseId,
        sku: product.sku,
        caseStatus: this.desk.catalogue.statusOf(product),
        productCode: product.productCode,
        categoryCode: target.categoryCode,
      });
    }
    return { treeVersion: section.data.treeVersion, products: hit.map(({ sku }) => sku) };
  }

  expireTokens(body: Readonly<Record<string, unknown>>): unknown {
    const code = body['customerCode'];
    if (code !== undefined && typeof code !== 'string') throw fieldProblem('/customerCode', 'Phải là mã khách hàng.');
    return { expired: this.desk.access.expire(code ?? null) };
  }

  state(): SimState {
    const { products, orders, customers } = this.desk.section.data;
    return {
      products: Object.values(products).map((product) => ({
        id: product.id,
        sku: product.sku,
        name: product.data.nameVi,
        status: String(this.desk.catalogue.statusOf(product)),
        onSale: isOnSale(product, customers[product.customerCode]),
        priceVnd: product.data.priceVnd,
        sellable: sellable(product),
        reserved: product.reserved,
        onHand: product.onHand,
      })),
      orders: Object.values(orders).map((order) => ({
        id: order.originalID,
        status: order.orderState,
        statusName: orderStateName(order.orderState),
        waybill: order.itemCode,
        payment: order.payment,
        totalVnd: order.lines.reduce((sum, line) => sum + line.quantity * line.priceVnd, 0),
        cancelledBy: order.cancelledBy,
        lines: order.lines.map(({ sku, quantity, priceVnd }) => ({ sku, quantity, priceVnd })),
      })),
    };
  }

  /** What only this platform has: the public key, the approval of the webhook address, locking and deleting of a product. */
  routes(control: FastifyInstance): void {
    control.get('/__sim/public-key', async (_request, reply) => reply.type('application/x-pem-file').send(this.desk.key.publicPem));
    control.post('/__sim/approve-webhook', async (request) => this.approveWebhook(asObject(request.body)));
    control.post<{ Params: { id: string } }>('/__sim/products/:id/lock', async (request) => {
      const product = this.productOf(request.params.id);
      product.locked = asObject(request.body)['locked'] !== false;
      return { sku: product.sku, locked: product.locked };
    });
    control.post<{ Params: { id: string } }>('/__sim/products/:id/delete', async (request) => {
      const product = this.productOf(request.params.id);
      const { section, work } = this.desk;
      const newest = section.data.cases[product.caseId];
      product.deleted = true;
      if (newest) work.drop(newest);
      return { sku: product.sku, deleted: true };
    });
  }

  /** `{customerCode?, url?}`: types the address into the portal if given, and approves it; also switches a stopped endpoint on again. */
  private approveWebhook(body: Record<string, unknown>): unknown {
    const code = body['customerCode'] ?? practiceCustomer().customerCode;
    const customer = typeof code === 'string' ? this.desk.section.data.customers[code] : undefined;
    if (!customer) throw new Problem(problems.notFound, 'Không có khách hàng này.');
    if (body['url'] !== undefined) customer.webhook = { ...newWebhook(readUrl(body['url'], '/url')), ...keptOf(customer.webhook) };
    if (!customer.webhook) throw fieldProblem('/url', 'Khách hàng chưa khai báo địa chỉ webhook.');
    customer.webhook.isApproved = true;
    customer.webhook.isEnabled = true;
    return { customerCode: customer.customerCode, url: customer.webhook.url, isApproved: true };
  }

  private readCustomer(value: unknown, pointer: string): Customer {
    const body = asObject(value, pointer);
    const code = body['customerCode'] ?? practiceCustomer().customerCode;
    if (typeof code !== 'string' || !/^\w{1,20}$/.test(code))
      throw fieldProblem(`${pointer}/customerCode`, 'Phải là 1 đến 20 chữ hoặc số.');
    const known = this.desk.section.data.customers[code] ?? { ...practiceCustomer(), username: code.toLowerCase() };
    const text = (name: 'username' | 'password' | 'name' | 'phone' | 'warehouseCode'): string => {
      const given = body[name] ?? known[name];
      if (typeof given !== 'string' || given === '') throw fieldProblem(`${pointer}/${name}`, 'Phải là một đoạn chữ.');
      return given;
    };
    return {
      customerCode: code,
      username: text('username'),
      password: text('password'),
      name: text('name'),
      phone: text('phone'),
      warehouseCode: text('warehouseCode'),
      locked: body['locked'] === undefined ? known.locked : body['locked'] === true,
      webhook: readWebhook(body, known.webhook, pointer),
    };
  }

  private productOf(id: string): Product {
    const all = Object.values(this.desk.section.data.products).reverse();
    const product = all.find((each) => !each.deleted && [each.id, each.sku, each.productCode, each.caseId].includes(id));
    if (!product) throw new Problem(problems.notFound, `Không có sản phẩm ${id}.`);
    return product;
  }

  private orderOf(id: string): NonNullable<ReturnType<Desk['orders']['byAnyCode']>> {
    const order = this.desk.orders.byAnyCode(id);
    if (!order) throw new Problem(problems.notFound, `Không có đơn ${id}.`);
    return order;
  }
}

function readWebhook(body: Record<string, unknown>, known: WebhookSetting | null, pointer: string): WebhookSetting | null {
  const { webhookUrl, webhookApproved, signatureMode, receiverPublicKey } = body;
  if (webhookUrl === null) return null;
  const base = webhookUrl === undefined ? known : { ...newWebhook(readUrl(webhookUrl, `${pointer}/webhookUrl`)), ...keptOf(known) };
  if (!base) return null;
  if (signatureMode !== undefined && signatureMode !== 'rsa-sha256' && signatureMode !== 'rsa-encrypt') {
    throw fieldProblem(`${pointer}/signatureMode`, 'Phải là rsa-sha256 hoặc rsa-encrypt.');
  }
  const setting: WebhookSetting = {
    ...base,
    isApproved: webhookApproved === undefined ? base.isApproved : webhookApproved === true,
    mode: signatureMode ?? base.mode,
    receiverPublicKey:
      receiverPublicKey === undefined ? base.receiverPublicKey : readPublicKey(receiverPublicKey, `${pointer}/receiverPublicKey`),
  };
  if (setting.mode === 'rsa-encrypt' && !setting.receiverPublicKey) {
    throw fieldProblem(`${pointer}/receiverPublicKey`, 'Chế độ rsa-encrypt cần khóa công khai của bên nhận.');
  }
  return setting;
}

const newWebhook = (url: string): WebhookSetting => ({
  url,
  isApproved: false,
  isEnabled: true,
  mode: 'rsa-sha256',
  receiverPublicKey: null,
});

/** A new address has to be approved anew; how to sign stays. */
const keptOf = (known: WebhookSetting | null): Partial<WebhookSetting> =>
  known ? { mode: known.mode, receiverPublicKey: known.receiverPublicKey } : {};

function readUrl(value: unknown, pointer: string): string {
  if (typeof value !== 'string' || value.length > MAX_URL || !/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw fieldProblem(pointer, `Phải là một địa chỉ http(s), không quá ${MAX_URL} ký tự.`);
  }
  return value;
}

function readPublicKey(value: unknown, pointer: string): string {
  try {
    if (typeof value === 'string') return createPublicKey(value).export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    // told below
  }
  throw fieldProblem(pointer, 'Phải là khóa công khai RSA dạng PEM.');
}
