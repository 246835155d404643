import type { FastifyInstance } from 'fastify';
import type { Desk } from '../desk';
import type { Fields } from '../fields';
import { asFields, countOf, page, textOf, textOr } from '../fields';
import { Refusal } from '../refusal';
import type { Customer, Order } from '../state';
import { labelPdf } from './label';
import type { ConfirmItem } from './order-desk';
import { cancelCaseRow, fullOrder, listedOrder, statusHistory } from './order.view';
import { orderStates } from './parcel.rules';

const DAY_MS = 24 * 3_600_000;
/** Source: Shopee. */
const LONGEST_WINDOW_MS = 15 * DAY_MS;
/** A label is not there the moment the parcel is (as at Shopee). Units: simulated milliseconds. */
export const LABEL_AFTER_MS = 1000;

/** Orders, cancel cases and labels. */
export function orderRoutes(api: FastifyInstance, prefix: string, desk: Desk): void {
  const { access, orders, section } = desk;

  api.get(`${prefix}/GetListOrder`, async (request) => {
    const customer = access.customerOf(request);
    const rows = page(listed(desk, customer, asFields(request.query, 'query')), asFields(request.query, 'query'));
    return { ...rows, content: rows.content.map((order) => listedOrder(order, customer)) };
  });

  const orderOfQuery = (customer: Customer, query: Fields): Order => {
    if (query['type'] !== '1') throw new Refusal(400, 'INVALID_REQUEST', 'type: must be 1');
    return orders.find(customer, textOf(query, 'code'));
  };
  api.get(`${prefix}/getOrder`, async (request) => {
    const customer = access.customerOf(request);
    return fullOrder(orderOfQuery(customer, asFields(request.query, 'query')), customer);
  });
  api.get(`${prefix}/GetStatusHistoryOrder`, async (request) =>
    statusHistory(orderOfQuery(access.customerOf(request), asFields(request.query, 'query'))),
  );

  api.post(`${prefix}/order/confirmItems`, async (request) => {
    access.refuseLocked(request);
    const customer = access.customerOf(request);
    const body = asFields(request.body);
    const items = readConfirm(customer, body);
    const order = orders.find(customer, textOf(body, 'originalId'));
    orders.confirm(customer, order, items);
    return fullOrder(order, customer);
  });

  api.post(`${prefix}/orderCancel`, async (request) => {
    access.refuseLocked(request);
    const customer = access.customerOf(request);
    const body = asFields(request.body);
    const order = orders.find(customer, textOf(body, 'OriginalId'));
    const note = textOr(body, 'note', '');
    const opened = orders.requestCancel(order, note);
    const message = opened?.message ?? 'Đã hủy đơn hàng';
    return [{ type: 'CANCEL', note, message, originalId: order.originalID, caseId: opened?.caseId ?? null }];
  });

  api.get(`${prefix}/orderCorrection/updateCase`, async (request) => {
    const caseId = textOf(asFields(request.query, 'query'), 'caseId');
    const opened = section.data.cancelCases[caseId];
    if (!opened) throw new Refusal(404, 'CASE_NOT_FOUND', `case ${caseId}`);
    if (opened.customerCode !== access.customerOf(request).customerCode) {
      throw new Refusal(403, 'CUSTOMER_MISMATCH', 'belongs to another customerCode');
    }
    return cancelCaseRow(opened);
  });

  api.get(`${prefix}/order/printLabel`, async (request, reply) => {
    const customer = access.customerOf(request);
    const order = orders.find(customer, textOf(asFields(request.query, 'query'), 'code'));
    if (order.itemCode === null || order.confirmedAt === null) {
      throw new Refusal(422, 'NOT_CONFIRMED', `order ${order.originalID} has no parcel`);
    }
    if (desk.now() < order.confirmedAt + LABEL_AFTER_MS) return reply.code(202).send({ code: order.itemCode, message: 'LABEL_NOT_READY' });
    const pdf = labelPdf({
      itemCode: order.itemCode,
      originalId: order.originalID,
      sender: `${customer.name} ${customer.phone}`,
      receiver: order.buyer.name,
      phone: order.buyer.phone,
      address: order.destination.text,
      codAmount: order.codAmount,
      lines: order.lines.filter((line) => line.quantity > 0).map((line) => `${line.quantity} x ${line.nameVi}`),
    });
    return reply.type('application/pdf').header('content-disposition', `inline; filename="${order.itemCode}.pdf"`).send(pdf);
  });
}

function listed(desk: Desk, customer: Customer, query: Fields): Order[] {
  const to = instant(query, 'toDate', true) ?? desk.now();
  const from = instant(query, 'fromDate', false) ?? to - LONGEST_WINDOW_MS;
  if (from > to) throw new Refusal(400, 'INVALID_REQUEST', 'fromDate: must not be after toDate');
  if (to - from > LONGEST_WINDOW_MS) throw new Refusal(422, 'WINDOW_TOO_LONG', 'fromDate to toDate: at most 15 days');
  const wanted = textOr(query, 'orderState', '').split(',').filter(Boolean);
  const unknown = wanted.find((each) => !orderStates.some((state) => state === each));
  if (unknown !== undefined) throw new Refusal(400, 'INVALID_REQUEST', `orderState: ${unknown}`);
  return Object.values(desk.section.data.orders)
    .filter((order) => order.customerCode === customer.customerCode)
    .filter((order) => order.createdAt >= from && order.createdAt <= to)
    .filter((order) => wanted.length === 0 || wanted.includes(order.orderState))
    .reverse();
}

/** A day in Vietnam (its beginning, or its last millisecond) or a full ISO time. */
function instant(query: Fields, name: string, isEnd: boolean): number | null {
  const value = textOr(query, name, '');
  if (value === '') return null;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  // An unescaped "+07:00" in an address arrives as a blank.
  const at = Date.parse(isDay ? `${value}T00:00:00.000+07:00` : value.replace(/ (\d\d:\d\d)$/, '+$1'));
  if (Number.isNaN(at) || !/^\d{4}-/.test(value)) throw new Refusal(400, 'INVALID_REQUEST', `${name}: must be an ISO day or time`);
  return isDay && isEnd ? at + DAY_MS - 1 : at;
}

function readConfirm(customer: Customer, body: Fields): ConfirmItem[] {
  const items = body['items'];
  if (!Array.isArray(items) || items.length > 200) throw new Refusal(400, 'INVALID_REQUEST', 'items: must be an array of at most 200');
  const read = items.map((each: unknown) => {
    const item = asFields(each, 'items');
    return { lineId: textOf(item, 'lineId'), quantity: countOf(item, 'quantity', 1) };
  });
  if (read.length === 0) return read; // a refusal needs no warehouse
  const warehouse = textOf(body, 'warehouseCode');
  if (warehouse !== customer.warehouseCode) throw new Refusal(404, 'WAREHOUSE_NOT_FOUND', `warehouse ${warehouse}`);
  const sendType = textOf(body, 'sendType');
  if (sendType !== '1' && sendType !== '2')
    throw new Refusal(422, 'SEND_TYPE_INVALID', 'sendType must be "1" (pickup) or "2" (at the office)');
  if (sendType === '2') textOf(body, 'orgCodeAccept');
  return read;
}
