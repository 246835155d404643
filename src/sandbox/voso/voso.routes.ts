import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SimCore } from '../core';
import type { VosoDesks } from './desks';
import { readList, select } from './list.rules';
import { MAX_PICTURE_BYTES } from './picture';
import { fitsText, isQuantity } from './product.rules';
import { attributesOf, districtsOld, provincesNew, provincesOld, wardsNew, wardsOld } from './reference';
import type { Envelope } from './voso.refusal';
import { VosoRefusal, accepted, answerCrash, answerRefusal, refusals } from './voso.refusal';
import { toVosoTime } from './voso.format';
import type { Order } from './voso.state';
import { picturePath, toProductAnswer, toWireInventories, toWireOrder, toWireProduct } from './wire';

/** How long a call waits for its own webhook to arrive first. */
const BEFORE_ANSWER_MS = 1000;

const bodyOf = (request: FastifyRequest): Record<string, unknown> => {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refusals.incorrect('BODY');
  return { ...body };
};
const queryOf = (request: FastifyRequest, name: string): string | undefined => {
  const query = request.query;
  const found = typeof query === 'object' && query !== null ? Object.entries(query).find(([key]) => key === name) : undefined;
  return found ? String(found[1]) : undefined;
};

/** Contract A, call by call (platforms.md 7.1). */
export function vosoRoutes(api: FastifyInstance, core: SimCore, desks: VosoDesks): void {
  api.setErrorHandler((error, _request, reply) => {
    if (error instanceof VosoRefusal) return answerRefusal(reply, error);
    const code = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
    if (typeof code === 'number' && code >= 400 && code < 500) return answerRefusal(reply, refusals.incorrect('BODY'));
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return answerCrash(reply);
  });
  accountRoutes(api, desks);
  referenceRoutes(api, desks);
  productRoutes(api, core, desks);
  orderRoutes(api, core, desks);
  // In a scope of its own: the plugin brings a parser and hooks that no other route needs.
  api.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: MAX_PICTURE_BYTES, files: 1 } });
    scope.post('/v2/image/upload', async (request) => {
      desks.accounts.writerOf(request);
      const picture = await desks.pictures.upload(await uploadedBytes(request));
      return accepted({
        IMAGE_ID: picture.id,
        IMAGE_URL: `${core.baseUrl}${picturePath(picture.id)}`,
        WIDTH: picture.width,
        HEIGHT: picture.height,
        SIZE: picture.size,
      });
    });
  });
}

async function uploadedBytes(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw refusals.incorrect('FILE');
  try {
    const part = await request.file();
    if (part?.fieldname === 'FILE') return await part.toBuffer();
  } catch {
    // too large, two files, cut off: the platform says the same about all of them
  }
  throw refusals.incorrect('FILE');
}

function accountRoutes(api: FastifyInstance, { accounts }: VosoDesks): void {
  const credentials = (request: FastifyRequest): [string, string] => {
    const { USERNAME, PASSWORD } = bodyOf(request);
    if (typeof USERNAME !== 'string' || typeof PASSWORD !== 'string') throw refusals.wrongPassword();
    return [USERNAME, PASSWORD];
  };
  api.post('/v2/user/Login', async (request) => accepted(accounts.login(...credentials(request))));
  api.post('/v2/user/ownerconnect', async (request) => accepted(accounts.ownerConnect(request, ...credentials(request))));
  api.get('/v2/user/listInventory', async (request) => accepted(toWireInventories(accounts.shopOf(request))));
}

function referenceRoutes(api: FastifyInstance, { accounts, section }: VosoDesks): void {
  const chosen = <T>(rows: readonly T[], key: keyof T, request: FastifyRequest, parameter: string): Envelope => {
    const wanted = queryOf(request, parameter) ?? '-1';
    return accepted(wanted === '-1' ? rows : rows.filter((row) => String(row[key]) === wanted));
  };
  api.get('/v2/categories/listProvinceById', async (request) => chosen(provincesOld, 'PROVINCE_ID', request, 'provinceId'));
  api.get('/v2/categories/listProvince', async () => accepted(provincesOld));
  api.get('/v2/categories/listDistrict', async (request) => chosen(districtsOld, 'PROVINCE_ID', request, 'provinceId'));
  api.get('/v2/categories/listWards', async (request) => chosen(wardsOld, 'DISTRICT_ID', request, 'districtId'));
  api.get('/v3/categories/listProvinceNew', async () => accepted(provincesNew));
  api.get('/v3/categories/listWardsNew', async (request) => chosen(wardsNew, 'PROVINCE_ID', request, 'provinceId'));

  // A bare array: one of the calls that break the envelope.
  api.get('/v2/category/listCategory', async (request) => {
    accounts.shopOf(request);
    return section.data.categories.map((each) => ({
      CATEGORY_ID: each.id,
      CATEGORY_CODE: each.code,
      CATEGORY_NAME: each.name,
      PARENT_ID: each.parentId,
      IS_LEAF: each.isLeaf,
      STATUS: each.retired ? 0 : 1,
    }));
  });
  api.get('/v2/category/listAttribute', async (request) => {
    accounts.shopOf(request);
    const id = Number(queryOf(request, 'categoryId'));
    if (!section.data.categories.some((each) => each.id === id && each.isLeaf)) throw refusals.incorrect('CATEGORY_ID');
    return accepted(
      attributesOf(id).map((each) => ({
        ATTRIBUTE_ID: each.id,
        ATTRIBUTE_CODE: each.code,
        ATTRIBUTE_NAME: each.name,
        REQUIRED: each.required,
        INPUT_TYPE: each.input,
        OPTIONS: each.options,
      })),
    );
  });
}

function productRoutes(api: FastifyInstance, core: SimCore, { accounts, products, orders, section }: VosoDesks): void {
  api.post('/v2/product/createProduct', async (request) => {
    const product = products.create(accounts.writerOf(request), bodyOf(request));
    return accepted(toProductAnswer(product, core.baseUrl));
  });
  api.post('/v2/product/edit', async (request) => {
    const product = products.edit(accounts.writerOf(request), bodyOf(request));
    return accepted(toProductAnswer(product, core.baseUrl));
  });
  api.post('/v2/product/UpdateProduct', async (request) => {
    const product = products.update(accounts.writerOf(request), bodyOf(request));
    return accepted(toProductAnswer(product, core.baseUrl));
  });
  api.post('/v2/product/updatePrice', async (request) => {
    const product = products.updatePrice(accounts.writerOf(request), bodyOf(request));
    return accepted({ ...toProductAnswer(product, core.baseUrl), PRODUCT_PRICE: product.content.priceVnd });
  });
  api.get('/v2/product/getProduct', async (request) => {
    const shop = accounts.shopOf(request);
    const code = queryOf(request, 'PRODUCT_CODE');
    const product = code === undefined ? products.owned(shop, Number(queryOf(request, 'PRODUCT_ID'))) : products.findByCode(shop, code);
    if (!product) throw refusals.productUnknown();
    return accepted(toWireProduct(product, core.baseUrl));
  });
  api.post('/v2/product/listProduct', async (request) => {
    const shop = accounts.shopOf(request);
    const wish = readList(bodyOf(request), 'PRODUCT_STATUS');
    const own = section.data.products.filter((each) => each.shopId === shop.id && (each.status !== 90 || wish.statuses?.includes(90)));
    const { all, page } = select(own, wish);
    return accepted({ data: { TOTAL: all.length, LIST_PRODUCT: page.map((each) => toWireProduct(each, core.baseUrl)) } });
  });
  api.post('/v2/product/updateStock', async (request) => {
    const shop = accounts.writerOf(request);
    const body = bodyOf(request);
    const product = products.owned(shop, body['PRODUCT_ID']);
    const quantity = body['QUANTITY'];
    if (!isQuantity(quantity)) throw refusals.incorrect('QUANTITY');
    accounts.countStockCall(request);
    const race = core.faults.take('stock-race', { code: product.content.code });
    if (race) orders.placeIfPossible(product.id, race.number('quantity', 1));
    products.setStock(product, quantity);
    return accepted({
      PRODUCT_ID: product.id,
      QUANTITY: product.sellable,
      HOLD_QUANTITY: product.hold,
      STATUSDATE: toVosoTime(core.clock.now()),
    });
  });
}

function orderRoutes(api: FastifyInstance, core: SimCore, { accounts, orders, labels, section }: VosoDesks): void {
  api.post('/v2/order/listOrder', async (request) => {
    const shop = accounts.shopOf(request);
    const wish = readList(bodyOf(request), 'ORDER_STATUS');
    const { all, page } = select(
      section.data.orders.filter((each) => each.shopId === shop.id),
      wish,
    );
    const money = all.reduce((sum, order) => sum + order.goodsVnd + order.feeVnd, 0);
    return accepted({ data: { TOTAL: all.length, TOTAL_MONEY: money, LIST_ORDER: page.map(toWireOrder) } });
  });
  // A bare array of one, or of none.
  api.get('/v2/order/getOrderDetail', async (request) => {
    const shop = accounts.shopOf(request);
    const number = queryOf(request, 'OrderNumber');
    return section.data.orders.filter((each) => each.shopId === shop.id && each.number === number).map(toWireOrder);
  });
  api.post('/v2/order/UpdateOrder', async (request) => {
    const shop = accounts.writerOf(request);
    const body = bodyOf(request);
    if (body['NOTE'] !== undefined && body['NOTE'] !== null && !fitsText(body['NOTE'])) throw refusals.incorrect('NOTE');
    const order = orders.owned(shop, body['ORDER_NUMBER']);
    return updateOrder(order, body['TYPE']);
  });
  api.post('/v2/order/printing-code', async (request) => {
    const code = labels.issue(accounts.shopOf(request), bodyOf(request));
    return accepted(null, code.code);
  });

  async function updateOrder(order: Order, type: unknown): Promise<Envelope> {
    switch (type) {
      case 1:
        await arriveFirst(orders.confirm(order), false);
        return accepted(null, 'Duyệt đơn hàng thành công');
      case 2:
        await arriveFirst(orders.answerFailedDelivery(order, 515), false);
        return accepted(null, 'Duyệt hoàn thành công');
      case 3:
        await arriveFirst(orders.answerFailedDelivery(order, 550), false);
        return accepted(null, 'Yêu cầu phát tiếp thành công');
      case 4:
        await arriveFirst(orders.cancelBySeller(order), false);
        return accepted(null, 'Hủy đơn hàng thành công');
      case 6:
        await arriveFirst(orders.createWaybill(order), true);
        return accepted({ WAYBILL: order.waybill, SORT_CODE: order.sortCode });
      default:
        throw refusals.incorrect('TYPE');
    }
  }

  /** The waybill's webhook comes before the answer by contract; the knob makes the others do so too. */
  async function arriveFirst(delivery: number, always: boolean): Promise<void> {
    if (always || core.faults.take('webhook-before-answer')) await core.webhooks.firstAttempt(delivery, BEFORE_ANSWER_MS);
  }
}
