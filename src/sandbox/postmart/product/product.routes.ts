import type { FastifyInstance } from 'fastify';
import type { Fields } from '../fields';
import { asFields, asList, flagOf, page, textOf, textOr } from '../fields';
import { Refusal } from '../refusal';
import type { Customer, Product } from '../state';
import type { Desk } from '../desk';
import { attributesOf } from './categories';
import { priceOf } from './product.rules';
import { caseRow, octetStream, productRow, shortSource } from './product.view';

const MAX_ENTRIES = 20;
const MAX_PRICES = 50;

/** Categories, products and stock. */
export function productRoutes(api: FastifyInstance, prefix: string, desk: Desk): void {
  const { access, catalogue, inventory, section } = desk;

  api.get(`${prefix}/product/getAllCategory`, async (_request, reply) => {
    const version = String(section.data.treeVersion);
    void reply.header('x-tree-version', version);
    return section.data.categories.map(({ isLeaf, retiredTo, ...each }) => ({
      ...each,
      isLeaf: isLeaf ? '1' : '0',
      status: retiredTo === null ? '1' : '0',
      treeVersion: version,
    }));
  });

  api.get(`${prefix}/product/getCategoryAttribute`, async (request) => {
    const code = textOf(asFields(request.query, 'query'), 'categoryCode');
    const category = section.data.categories.find((each) => each.categoryCode === code);
    if (!category) throw new Refusal(404, 'CATEGORY_NOT_FOUND', `category ${code}`);
    if (!category.isLeaf) return [];
    return attributesOf(code).map(({ attrCode, attrName, saysRequired, dataType, options }) => ({
      attrCode,
      attrName,
      isRequired: saysRequired ? '1' : '0',
      dataType,
      options,
    }));
  });

  api.post(`${prefix}/product/CreateProduct`, async (request) => {
    access.refuseLocked(request);
    const requestId = request.headers['x-request-id'];
    const entries = asList(request.body, 'body', MAX_ENTRIES);
    return catalogue.create(access.customerOf(request), entries, typeof requestId === 'string' && requestId !== '' ? requestId : null);
  });

  api.post(`${prefix}/product/createProductByDraft`, async (request) => {
    access.refuseLocked(request);
    const query = asFields(request.query, 'query');
    if (query['type'] !== '2') throw new Refusal(400, 'INVALID_REQUEST', 'type: must be 2');
    const each = catalogue.submitDraft(access.customerOf(request), textOf(query, 'code'));
    return caseRow(each, section.data.products[each.productId]);
  });

  api.get(`${prefix}/product/updateCase`, async (request) => {
    const each = catalogue.caseOf(access.customerOf(request), textOf(asFields(request.query, 'query'), 'caseId'));
    return caseRow(each, section.data.products[each.productId]);
  });

  api.post(`${prefix}/product/orderCorrection`, async (request) => {
    access.refuseLocked(request);
    const customer = access.customerOf(request);
    const body = asFields(request.body);
    const each = catalogue.correct(customer, productOfCorrection(desk, customer, body), asFields(body['changes'], 'changes'));
    return caseRow(each, section.data.products[each.productId]);
  });

  api.post(`${prefix}/product/updatePrice`, async (request) => {
    access.refuseLocked(request);
    const customer = access.customerOf(request);
    const items = asList(request.body, 'body', MAX_PRICES).map((each) => asFields(each, 'body'));
    const results = items.map((item) => priceResult(desk, customer, item));
    const success = results.filter((each) => each.code === null).map(({ sku, priceVnd }) => ({ sku, priceVnd }));
    const failure = results.filter((each) => each.code !== null).map(({ sku, code, message }) => ({ sku, code, message }));
    return { total: items.length, successCount: success.length, failureCount: failure.length, success, failure };
  });

  api.post(`${prefix}/product/changeStatus`, async (request) => {
    access.refuseLocked(request);
    const body = asFields(request.body);
    const product = catalogue.byCode(access.customerOf(request), textOf(body, 'productCode'));
    catalogue.setActive(product, flagOf(body, 'active'));
    return { productCode: product.productCode, sku: product.sku, active: product.active ? '1' : '0' };
  });

  api.get(`${prefix}/product/getListProduct`, async (request) => {
    const customer = access.customerOf(request);
    const query = asFields(request.query, 'query');
    const wanted = textOr(query, 'status', '').split(',').filter(Boolean);
    const all = catalogue.of(customer).filter((each) => wanted.length === 0 || wanted.includes(String(catalogue.statusOf(each))));
    const rows = page(all, query);
    return { ...rows, content: rows.content.map((each) => productRow(each, catalogue.statusOf(each), customer, shortSource)) };
  });

  api.get(`${prefix}/product/getProduct`, async (request) => {
    const customer = access.customerOf(request);
    const product = productOfQuery(desk, customer, asFields(request.query, 'query'));
    return productRow(product, catalogue.statusOf(product), customer, octetStream);
  });

  api.post(`${prefix}/product/updateInventory`, async (request) => {
    const customer = access.customerOf(request);
    return inventory.update(customer, asFields(request.body), access.isLocked(customer));
  });
}

function productOfQuery({ catalogue }: Desk, customer: Customer, query: Fields): Product {
  if (query['sku'] === undefined) return catalogue.byCode(customer, textOf(query, 'productCode'));
  const sku = textOf(query, 'sku');
  const product = catalogue.bySku(customer, sku);
  if (!product) throw new Refusal(404, 'PRODUCT_NOT_FOUND', `sku ${sku}`);
  return product;
}

function productOfCorrection({ catalogue, section }: Desk, customer: Customer, body: Fields): Product {
  if (body['caseId'] === undefined) return catalogue.byCode(customer, textOf(body, 'productCode'));
  const each = catalogue.caseOf(customer, textOf(body, 'caseId'));
  const product = section.data.products[each.productId];
  if (!product || product.deleted) throw new Refusal(404, 'PRODUCT_NOT_FOUND', `case ${each.caseId}`);
  return product;
}

interface PriceResult {
  readonly sku: string;
  readonly priceVnd: number | null;
  readonly code: string | null;
  readonly message: string;
}

function priceResult({ catalogue }: Desk, customer: Customer, item: Fields): PriceResult {
  const sku = textOf(item, 'sku');
  const failed = (code: string, message: string): PriceResult => ({ sku, priceVnd: null, code, message });
  const product = catalogue.bySku(customer, sku);
  if (!product) return failed('SKU_NOT_FOUND', 'sku does not exist');
  if (product.locked) return failed('LOCKED', 'product is locked');
  if (product.productCode === null) return failed('NOT_APPROVED', 'product is not approved yet');
  try {
    const priceVnd = priceOf(item);
    catalogue.updatePrice(product, priceVnd);
    return { sku, priceVnd, code: null, message: 'OK' };
  } catch (error) {
    if (error instanceof Refusal) return failed(error.code, error.description);
    throw error;
  }
}
