import type {
  Call,
  CaseVerdict,
  Label,
  OrderAct,
  OrderActResult,
  OrderPage,
  OrderQuery,
  RemoteOrder,
  RemoteOrderRef,
} from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import type { Client } from './client';
import { beforeActing, orNull, wrongState } from './client';
import type { AcceptedLine } from './order.rules';
import { cancelCaseOf, caseVerdictOf, everyLine, factsOf, hasLines, statusesOf, toConfirmation, toOrder } from './order.rules';
import { needsHistory, showsDeparture } from './stage.rules';
import type { Fields } from './wire.rules';
import { fieldsOf, malformed, pageOf, textIn, textOf } from './wire.rules';
import { cursorAfter, windowOf } from './window.rules';

const PAGE_SIZE = 50;

export async function listOrders(client: Client, call: Call, query: OrderQuery): Promise<OrderPage> {
  const window = windowOf(query, call.at);
  const answer = await client.get(call, '/GetListOrder', {
    fromDate: window.from.toISOString(),
    toDate: window.to.toISOString(),
    pageIndex: window.pageIndex,
    pageSize: PAGE_SIZE,
  });
  const { rows, isLast } = pageOf(answer, window.pageIndex, PAGE_SIZE);
  const orders: RemoteOrder[] = [];
  for (const row of rows) orders.push(await read(client, call, hasLines(row) ? row : await rowOf(client, call, textOf(row, 'originalId'))));
  return { orders, next: cursorAfter(window, isLast, query.until) };
}

export async function readOrder(client: Client, call: Call, orderId: string): Promise<RemoteOrder | null> {
  const row = await orNull(rowOf(client, call, orderId));
  return row && read(client, call, row);
}

async function rowOf(client: Client, call: Call, orderId: string): Promise<Fields> {
  return fieldsOf(await client.get(call, '/getOrder', { type: '1', code: orderId }), 'getOrder');
}

async function read(client: Client, call: Call, row: Fields): Promise<RemoteOrder> {
  if (!needsHistory(factsOf(row))) return toOrder(row, false);
  const history = await client.get(call, '/GetStatusHistoryOrder', { type: '1', code: textOf(row, 'originalId') });
  return toOrder(row, showsDeparture(statusesOf(history)));
}

export async function actOnOrder(client: Client, call: Call, order: RemoteOrderRef, act: OrderAct): Promise<OrderActResult> {
  switch (act.kind) {
    case 'confirm':
      return confirm(client, call, order, act.accepted ?? (await allOf(client, call, order)));
    case 'refuse':
      // The platform has no place for the reason.
      return confirm(client, call, order, []);
    case 'cancel':
      return cancel(client, call, order.orderId, act.reason);
    case 'ship':
      // Confirming makes the parcel, and the post office's scan moves the order.
      throw (await isAt(client, call, order.orderId, SENT)) ? done('the parcel exists already') : wrongState('confirming makes the parcel');
    case 'accept-return':
    case 'deliver-again':
      throw wrongState(`the platform has no call for ${act.kind}`);
    default:
      return act satisfies never;
  }
}

type Stages = readonly RemoteOrder['stage'][];
const SENT: Stages = ['ready-to-ship', 'picked-up', 'delivered', 'completed', 'returning', 'returned', 'partly-returned'];
const CONFIRMED: Stages = ['confirmed', ...SENT];

/** No lines in the body would refuse the order, so an order whose lines we do not know is read first. */
async function allOf(client: Client, call: Call, order: RemoteOrderRef): Promise<readonly AcceptedLine[]> {
  const known = everyLine(order);
  const lines = known.length > 0 ? known : everyLine(toOrder(await beforeActing(rowOf(client, call, order.orderId)), false));
  if (lines.length === 0) throw wrongState(`${order.orderId} has no lines to confirm`);
  return lines;
}

async function confirm(
  client: Client,
  call: Call,
  { orderId }: RemoteOrderRef,
  accepted: readonly AcceptedLine[],
): Promise<OrderActResult> {
  const body = toConfirmation(orderId, accepted, call.credentials);
  const isRefusal = Array.isArray(body['items']) && body['items'].length === 0;
  try {
    const answer = fieldsOf(await client.post(call, '/order/confirmItems', body, { safeToRepeat: false }), 'confirmItems');
    return { done: 'yes', parcelCode: textIn(answer, 'itemCode') };
  } catch (error) {
    throw await settled(client, call, orderId, error, isRefusal ? ['cancelled'] : CONFIRMED);
  }
}

async function cancel(client: Client, call: Call, orderId: string, reason: string): Promise<OrderActResult> {
  try {
    const answer = await client.post(call, '/orderCancel', { OriginalId: orderId, note: reason }, { safeToRepeat: false });
    const caseId = cancelCaseOf(answer);
    return caseId === undefined ? { done: 'yes' } : { done: 'pending', caseId };
  } catch (error) {
    // Asked before, and still being decided: the same answer as then, without the number of the case.
    if (isConflict(error, 'being-reviewed')) return { done: 'pending' };
    throw await settled(client, call, orderId, error, ['cancelled']);
  }
}

export async function readCase(client: Client, call: Call, caseId: string): Promise<CaseVerdict> {
  return caseVerdictOf(await client.get(call, '/orderCorrection/updateCase', { caseId }));
}

/** "Not in this state" and "done before" look alike from here; the order itself tells them apart. */
async function settled(client: Client, call: Call, orderId: string, error: unknown, wanted: Stages): Promise<unknown> {
  if (!isConflict(error, 'wrong-state') && !isConflict(error, 'already-done')) return error;
  return (await isAt(client, call, orderId, wanted)) ? done(error.platformText) : wrongState(error.platformText);
}

async function isAt(client: Client, call: Call, orderId: string, stages: Stages): Promise<boolean> {
  const order = await readOrder(client, call, orderId);
  return order !== null && stages.includes(order.stage);
}

const isConflict = (error: unknown, reason: string): error is PlatformError =>
  error instanceof PlatformError && error.failure.kind === 'conflict' && error.failure.reason === reason;

const done = (text: string): PlatformError => new PlatformError({ kind: 'conflict', reason: 'already-done' }, text);

/** 202 while the label is being printed. */
export async function readLabel(client: Client, call: Call, { orderId, parcelCode }: RemoteOrderRef): Promise<Label | null> {
  const answer = await client.fetch(call, '/order/printLabel', { code: parcelCode ?? orderId });
  if (answer.status === 202) return null;
  if (!answer.body.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw malformed('printLabel: not a PDF');
  return { contentType: 'application/pdf', bytes: answer.body };
}
