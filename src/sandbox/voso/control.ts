import { Problem, problems } from '../../shared/kernel';
import type { PlatformControl, SimProduct } from '../core';
import { asObject, fieldProblem, shortText } from '../core';
import type { VosoDesks } from './desks';
import { statusName } from './order.rules';
import { isPrice, isQuantity } from './product.rules';
import { freshCategories } from './reference';
import type { Order, Product, Shop, VosoState } from './voso.state';

type Body = Readonly<Record<string, unknown>>;

export const freshState = (): VosoState => ({
  partners: [],
  shops: [],
  tokens: {},
  categories: freshCategories(),
  pictures: {},
  products: [],
  orders: [],
  printCodes: [],
  nextUserId: 15_421_466,
  nextInventoryId: 5_818_802,
  nextProductId: 711_236,
  nextOrder: 1,
  nextWaybill: 123_456_789,
});

export const defaultShop = { username: 'htx-thuc-hanh', password: 'thuc-hanh', webhookSecret: 'bi-mat-thuc-hanh-a' } as const;
export const defaultPartner = { username: 'lensan', password: 'thuc-hanh' } as const;

/** The controls of the practice Voso. */
export function vosoControl(desks: VosoDesks, now: () => Date): PlatformControl {
  const { section, products, orders, accounts } = desks;
  return {
    reset: () => {
      section.data.partners.push({ id: 13_840_789, ...defaultPartner });
      seedShop(section.data, { ...defaultShop, name: 'HTX Thực hành' });
    },
    seed: (body) => seed(section.data, body, now()),
    placeOrder: (wish) => ({ orderId: orders.place(wish).number }),
    advance: (number, status, body) => {
      const code = Number(status);
      if (!Number.isInteger(code)) throw fieldProblem('/status', 'Trạng thái của sàn này là một số nguyên.');
      return toSimOrder(orders.advance(number, code, body));
    },
    cancel: (number, by) => toSimOrder(orders.cancelByHand(number, by)),
    review: (id, decision) => toSimProduct(products.review(id, decision)),
    retireCategory: (body) => retire(section.data, body),
    expireTokens: (body) => ({ revoked: accounts.revoke(textOrNull(body['kind'], '/kind'), textOrNull(body['username'], '/username')) }),
    state: () => ({
      products: section.data.products.filter((each) => each.status !== 90).map(toSimProduct),
      orders: section.data.orders.map(toSimOrder),
    }),
  };
}

/** `{shops: [{username, password?, webhookUrl?, webhookSecret?, name?, phone?, locked?}], partner?, products?}`; a known username is changed. */
function seed(state: VosoState, body: Body, now: Date): unknown {
  for (const key of Object.keys(body)) {
    if (!['shops', 'partner', 'products'].includes(key)) throw fieldProblem(`/${key}`, 'Chỉ nhận shops, partner và products.');
  }
  const shops = listOf(body['shops'], '/shops').map((shop, index) => seedShop(state, shop, `/shops/${index}`));
  if (body['partner'] !== undefined) {
    const partner = asObject(body['partner'], '/partner');
    const username = shortText(partner['username'], '/partner/username');
    const password = shortText(partner['password'], '/partner/password');
    const known = state.partners.find((each) => each.username === username);
    if (known) known.password = password;
    else state.partners.push({ id: state.nextUserId++, username, password });
  }
  const made = listOf(body['products'], '/products').map((each, index) => seedProduct(state, each, `/products/${index}`, now));
  return {
    shops: shops.map((shop) => ({
      userId: shop.id,
      username: shop.username,
      groupAddressIds: shop.inventories.map((each) => each.groupAddressId),
    })),
    products: made.map(toSimProduct),
  };
}

function seedShop(state: VosoState, given: Body, pointer = ''): Shop {
  const username = shortText(given['username'], `${pointer}/username`);
  const known = state.shops.find((each) => each.username === username);
  const shop = known ?? newShop(state, username);
  if (!known) state.shops.push(shop);
  const text = (field: 'password' | 'name' | 'phone' | 'address' | 'webhookSecret'): string =>
    given[field] === undefined ? shop[field] : shortText(given[field], `${pointer}/${field}`);
  shop.password = text('password');
  shop.name = text('name');
  shop.phone = text('phone');
  shop.address = text('address');
  shop.webhookSecret = text('webhookSecret');
  if (given['webhookUrl'] !== undefined)
    shop.webhookUrl = given['webhookUrl'] === null ? null : httpUrl(given['webhookUrl'], `${pointer}/webhookUrl`);
  if (given['locked'] !== undefined) shop.locked = given['locked'] === true;
  return shop;
}

function newShop(state: VosoState, username: string): Shop {
  const address = 'Thôn 1, Xã Xuân Phước, Tỉnh Đắk Lắk';
  return {
    id: state.nextUserId++,
    username,
    password: 'thuc-hanh',
    name: username,
    phone: '0912345678',
    address,
    webhookUrl: null,
    webhookSecret: 'bi-mat-thuc-hanh-a',
    locked: false,
    inventories: [
      {
        groupAddressId: state.nextInventoryId++,
        name: 'Kho chính',
        phone: '0912345678',
        address,
        provinceId: 66,
        districtId: null,
        wardsId: 22111,
      },
    ],
  };
}

/** A product that is on sale at once, for trying the buyer's side without a connector. */
function seedProduct(state: VosoState, given: Body, pointer: string, now: Date): Product {
  const shop = given['shop'] === undefined ? state.shops[0] : state.shops.find((each) => each.username === given['shop']);
  const [inventory] = shop?.inventories ?? [];
  if (!shop || !inventory) throw fieldProblem(`${pointer}/shop`, 'Không có gian hàng này.');
  const { priceVnd, quantity } = given;
  if (!isPrice(priceVnd)) throw fieldProblem(`${pointer}/priceVnd`, 'Giá phải là số nguyên dương.');
  if (!isQuantity(quantity)) throw fieldProblem(`${pointer}/quantity`, 'Số lượng phải là số nguyên không âm.');
  const product: Product = {
    id: state.nextProductId++,
    shopId: shop.id,
    content: {
      code: shortText(given['sku'], `${pointer}/sku`),
      name: shortText(given['name'], `${pointer}/name`),
      categoryId: 68,
      description: shortText(given['description'] ?? '', `${pointer}/description`),
      unit: 'gói',
      priceVnd,
      marketPriceVnd: null,
      weightGrams: 500,
      lengthCm: null,
      widthCm: null,
      heightCm: null,
      type: 'HH',
      groupAddressId: inventory.groupAddressId,
      pictures: [],
      attributes: [],
      ocop: null,
      expiredDays: null,
    },
    sellable: quantity,
    hold: 0,
    status: 20,
    statusAt: now.toISOString(),
    reasonCode: null,
    note: '',
    createdAt: now.toISOString(),
  };
  state.products.push(product);
  return product;
}

/** `{categoryId, moveTo?}`: the category takes nothing new; its products move silently when `moveTo` says where. */
function retire(state: VosoState, body: Body): unknown {
  const category = state.categories.find((each) => each.id === body['categoryId'] && each.isLeaf);
  if (!category) throw new Problem(problems.notFound, 'Không có danh mục này.');
  const target = body['moveTo'];
  if (target !== undefined && !state.categories.some((each) => each.id === target && each.isLeaf && !each.retired)) {
    throw fieldProblem('/moveTo', 'Danh mục đích không nhận sản phẩm.');
  }
  category.retired = true;
  const moved = typeof target === 'number' ? state.products.filter((each) => each.content.categoryId === category.id) : [];
  for (const product of moved) product.content = { ...product.content, categoryId: Number(target) };
  return { moved: moved.length };
}

function toSimProduct(product: Product): SimProduct {
  return {
    id: String(product.id),
    sku: product.content.code,
    name: product.content.name,
    status: String(product.status),
    onSale: product.status === 20,
    priceVnd: product.content.priceVnd,
    sellable: product.sellable,
    reserved: product.hold,
    onHand: product.sellable + product.hold,
  };
}

function toSimOrder(order: Order) {
  return {
    id: order.number,
    status: String(order.status),
    statusName: statusName(order.status),
    waybill: order.waybill,
    payment: order.payment,
    totalVnd: order.goodsVnd + order.feeVnd,
    cancelledBy: order.cancelBy,
    lines: order.lines.map(({ code, quantity, priceVnd }) => ({ sku: code, quantity, priceVnd })),
  };
}

function listOf(value: unknown, pointer: string): Record<string, unknown>[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw fieldProblem(pointer, 'Phải là một danh sách.');
  return value.map((each: unknown, index) => asObject(each, `${pointer}/${index}`));
}

function httpUrl(value: unknown, pointer: string): string {
  if (typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw fieldProblem(pointer, 'Phải là một địa chỉ http(s).');
}

const textOrNull = (value: unknown, pointer: string): string | null => (value === undefined ? null : shortText(value, pointer));
