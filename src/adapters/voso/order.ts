import { type Call, type Label, type OrderAct, type OrderActResult, PlatformError } from '../../platform/contract';
import type { OrderPage, OrderQuery, RemoteOrder, RemoteOrderRef } from '../../platform/contract';
import { ask, askList, askPage } from './client';
import { actTypes, isWhole, toListBody, toNext, toOrderList, toPlace, toRemoteOrder } from './order.rules';
import { isSystemError } from './refusal.rules';
import { malformed, optionalText, shortened, toRow } from './wire.rules';

export async function listOrders(call: Call, query: OrderQuery): Promise<OrderPage> {
  const place = toPlace(query.cursor);
  const json = toListBody(query, place.page);
  const { data } = await ask(call, { method: 'POST', path: '/v2/order/listOrder', json, safeToRepeat: true });
  const { total, rows } = toOrderList(data);
  const next = toNext(place, total, rows.length);
  return { orders: rows.map(toRemoteOrder), ...(next && { next }) };
}

/** The detail call answers with a list of one, or of none. */
export async function readOrder(call: Call, orderId: string): Promise<RemoteOrder | null> {
  try {
    const query = { OrderNumber: orderId };
    const [first] = await askList(call, { method: 'GET', path: '/v2/order/getOrderDetail', query, safeToRepeat: true });
    return first === undefined ? null : toRemoteOrder(toRow(first, 'getOrderDetail'));
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Not safe to repeat by itself: after a lost answer the repetition says "already", and for `ship` without the parcel code. */
export async function actOnOrder(call: Call, order: RemoteOrderRef, act: OrderAct): Promise<OrderActResult> {
  if (act.kind === 'confirm' && act.accepted && !isWhole(order.lines, act.accepted)) throw onlyWhole();
  const note = act.kind === 'refuse' || act.kind === 'cancel' ? shortened(act.reason) : '';
  const json = { TYPE: actTypes[act.kind], ORDER_NUMBER: order.orderId, NOTE: note };
  const reply = ask(call, { method: 'POST', path: '/v2/order/UpdateOrder', json, safeToRepeat: false });
  const { data } = await (act.kind === 'cancel' || act.kind === 'refuse' ? untilSpread(reply) : reply);
  if (act.kind !== 'ship') return { done: 'yes' };
  const parcelCode = optionalText(toRow(data, 'UpdateOrder'), 'WAYBILL');
  return { done: 'yes', ...(parcelCode && { parcelCode }) };
}

/**
 * A waybill is not known everywhere for about three seconds, and a cancel within them fails with `System error`: nothing was done, and the caller
 * may simply come again. Source: one integrator's measurement (platforms.md 2.5).
 */
async function untilSpread<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (error) {
    if (!(error instanceof PlatformError) || !isSystemError(error)) throw error;
    throw new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, error.platformText, { cause: error });
  }
}

/** The label is fetched at once, so the code need not live long; a week keeps it alive when the platform's clock is some days ahead of ours. */
const LABEL_LIFE_MS = 7 * 86_400_000;

/** Two steps: buy a code (it comes in `message`), then open the print page with it. A5 without the carriage on it. */
export async function readLabel(call: Call, order: RemoteOrderRef): Promise<Label | null> {
  const json = { EXPIRY_TIME: call.at.getTime() + LABEL_LIFE_MS, ORDER_ARRAY: [order.orderId] };
  try {
    const { message } = await ask(call, { method: 'POST', path: '/v2/order/printing-code', json, safeToRepeat: true });
    if (typeof message !== 'string' || message === '') throw malformed('printing-code: no code');
    const query = { type: 1, bill: message, showPostage: 0 };
    const page = await askPage(call.http, { method: 'GET', path: '/DigitalizePrint/report.do', query, safeToRepeat: true });
    return { contentType: page.headers['content-type'] ?? 'application/octet-stream', bytes: page.body };
  } catch (error) {
    if (isNotFound(error)) return null; // said of an order without a waybill, too
    throw error;
  }
}

const isNotFound = (error: unknown): boolean => error instanceof PlatformError && error.failure.kind === 'not-found';

function onlyWhole(): PlatformError {
  const platformText = 'UpdateOrder TYPE 1: whole orders only';
  const adviceVi = 'Sàn này chỉ cho xác nhận cả đơn: xác nhận đủ hoặc từ chối cả đơn.';
  return new PlatformError({ kind: 'rejected', issues: [{ code: 'quantity', platformText, adviceVi }] }, platformText);
}
