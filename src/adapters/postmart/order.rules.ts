import type { Call, CaseVerdict, OrderStage, Receiver, RemoteOrder, RemoteOrderLine, RemoteOrderRef } from '../../platform/contract';
import type { OrderFacts } from './stage.rules';
import { cancelledBy, stageOf } from './stage.rules';
import type { Fields } from './wire.rules';
import { countOf, fieldsOf, instantIn, instantOf, listOf, malformed, textIn, textOf, valueOf, wholeIn } from './wire.rules';

/** The constant that the sibling puts in place of a district since July 2025. */
const NO_DISTRICT = 'VNPOST';

/** The two state fields of an order row. */
export function factsOf(row: Fields): Omit<OrderFacts, 'hadLeft'> {
  return { orderState: textOf(row, 'orderState'), status: wholeIn(row, 'status'), hasParcel: textIn(row, 'itemCode') !== undefined };
}

/** A row of GetListOrder or the answer of getOrder. Throws: malformed when an id, a quantity, a price or the date of the order is missing. */
export function toOrder(row: Fields, hadLeft: boolean): RemoteOrder {
  const facts = factsOf(row);
  const stage = stageOf({ ...facts, hadLeft });
  const changedAt = instantIn(row, 'updatedDate');
  const confirmBy = instantIn(row, 'mustConfirmedBeforeAt');
  const lines = linesOf(row, stage);
  const cashOnDelivery = wholeIn(row, 'codAmount') ?? 0;
  return {
    orderId: textOf(row, 'originalId'),
    parcelCode: textIn(row, 'itemCode'),
    stage,
    platformState: `${facts.orderState}/${facts.status ?? '-'}`,
    cancelledBy: cancelledBy(stage, facts.orderState, { hasParcel: facts.hasParcel, changedAt, confirmBy }),
    createdAt: instantOf(row, 'createdDate'),
    changedAt,
    confirmBy,
    // `paymentStatus` turns to PAID when the post pays the cash out (21); the cash on delivery stays.
    payment: cashOnDelivery > 0 ? 'cod' : 'paid',
    cashOnDelivery,
    total: lines.reduce((sum, { quantity, confirmedQuantity = quantity, unitPrice }) => sum + confirmedQuantity * unitPrice, 0),
    fees: (wholeIn(row, 'totalFee') ?? 0) + (wholeIn(row, 'commission') ?? 0),
    receiver: receiverOf(row),
    note: textIn(row, 'contentNote'),
    lines,
  };
}

/** Whether a list row has its lines; a platform may leave them to getOrder. */
export function hasLines(row: Fields): boolean {
  return Array.isArray(valueOf(row, 'lines'));
}

/**
 * After the confirmation the platform writes what was accepted over what was ordered, so a refused line has quantity 0. How many were ordered is then
 * forgotten; it was at least 1, which is what such a line says (1 ordered, 0 accepted).
 * Which units came back of a partial return it does not tell; `returnedQuantity` is read in case it does one day.
 */
function linesOf(row: Fields, stage: OrderStage): readonly RemoteOrderLine[] {
  const isDecided = stage !== 'awaiting-seller' && stage !== 'cancelled' && stage !== 'unknown';
  return listOf(valueOf(row, 'lines'), 'lines').map((each, index) => {
    const line = fieldsOf(each, 'line');
    const left = countOf(line, 'quantity');
    const returnedQuantity = wholeIn(line, 'returnedQuantity');
    return {
      lineId: textIn(line, 'lineId') ?? String(index + 1),
      sku: textOf(line, 'sku'),
      quantity: Math.max(1, left),
      unitPrice: countOf(line, 'priceVnd'),
      title: textIn(line, 'nameVi'),
      ...(isDecided || left === 0 ? { confirmedQuantity: left } : {}),
      ...(returnedQuantity === undefined ? {} : { returnedQuantity }),
    };
  });
}

/** The text is the truth. Codes are the old ones unless the district is the constant of the new scheme: getOrder speaks old, lists speak new. */
function receiverOf(row: Fields): Receiver {
  const district = textIn(row, 'receiverDistrictCode');
  return {
    name: textIn(row, 'receiverName') ?? '',
    phone: textIn(row, 'receiverPhone') ?? '',
    address: textIn(row, 'receiverAddress') ?? '',
    provinceCode: textIn(row, 'receiverProvinceCode'),
    communeCode: textIn(row, 'receiverCommuneCode'),
    addressScheme: district === undefined ? 'unknown' : district === NO_DISTRICT ? '2025-07' : 'pre-2025-07',
  };
}

/** Lines of the body of confirmItems: what is left out is refused, none at all refuses the order. */
export interface AcceptedLine {
  readonly lineId: string;
  readonly quantity: number;
}

/** Everything that is still on the order. */
export function everyLine({ lines }: Pick<RemoteOrderRef, 'lines'>): readonly AcceptedLine[] {
  return lines
    .map(({ lineId, quantity, confirmedQuantity = quantity }) => ({ lineId, quantity: confirmedQuantity }))
    .filter(({ quantity }) => quantity > 0);
}

/** Body of confirmItems. The courier comes ("1") unless the shop said at which post office it hands in ("2"). */
export function toConfirmation(orderId: string, accepted: readonly AcceptedLine[], credentials: Call['credentials']): Fields {
  const orgCodeAccept = credentials['orgCodeAccept'];
  return {
    originalId: orderId,
    warehouseCode: credentials['warehouseCode'],
    items: accepted.filter(({ quantity }) => quantity > 0).map(({ lineId, quantity }) => ({ lineId, quantity })),
    sendType: orgCodeAccept ? '2' : '1',
    ...(orgCodeAccept ? { orgCodeAccept } : {}),
  };
}

/** Parcel statuses of GetStatusHistoryOrder. */
export function statusesOf(answer: unknown): readonly number[] {
  const parcels = listOf(valueOf(fieldsOf(answer, 'history'), 'data'), 'data').map((each) => fieldsOf(each, 'parcel'));
  return parcels
    .flatMap((parcel) => listOf(valueOf(parcel, 'statusHistory') ?? [], 'statusHistory'))
    .map((each) => {
      const status = wholeIn(fieldsOf(each, 'status'), 'statusCode');
      if (status === undefined) throw malformed('statusCode is missing');
      return status;
    });
}

/** Case id of `[{type, note, message, originalId, caseId}]`; undefined when the order was cancelled at once. */
export function cancelCaseOf(answer: unknown): string | undefined {
  return textIn(fieldsOf(listOf(answer, 'orderCancel')[0], 'orderCancel'), 'caseId');
}

/** Statuses of an amendment or cancel case: 5 approved, 6 refused, 7 and 8 closed without it; below that it is under way (platforms.md 7.2). */
export function caseVerdictOf(answer: unknown): CaseVerdict {
  const fields = fieldsOf(answer, 'orderCorrection/updateCase');
  const status = countOf(fields, 'caseStatus');
  const platformText = textIn(fields, 'message') ?? textIn(fields, 'note') ?? `caseStatus ${status}`;
  return { decided: status < 5 ? 'not-yet' : status === 5 ? 'granted' : 'refused', platformText };
}
