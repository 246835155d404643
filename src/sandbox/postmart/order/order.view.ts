import type { PlaceCodes } from '../places';
import { springDate } from '../refusal';
import type { CancelCase, Customer, Order } from '../state';
import { maskedPhone, statusName } from './parcel.rules';

/** An order as `GetListOrder` shows it: new place codes, district `VNPOST`. */
export const listedOrder = (order: Order, customer: Customer): unknown => orderRow(order, customer, order.destination.new);

/** An order as `getOrder` shows it: old place codes, while the free text has the names the buyer wrote. */
export const fullOrder = (order: Order, customer: Customer): unknown => orderRow(order, customer, order.destination.old);

function orderRow(order: Order, customer: Customer, place: PlaceCodes): unknown {
  return {
    orderHdrID: order.orderHdrID,
    originalID: order.originalID,
    itemCode: order.itemCode,
    originalItemCode: order.itemCode,
    saleOrderCode: null,
    senderCode: customer.customerCode,
    orderState: order.orderState,
    status: order.status,
    createdDate: springDate(order.createdAt),
    updatedDate: springDate(order.updatedAt),
    mustConfirmedBeforeAt: springDate(order.mustConfirmBefore),
    paymentStatus: order.payment === 'paid' || order.status === 21 ? 'PAID' : 'UNPAID',
    codAmount: order.codAmount,
    totalFee: order.mainFee + order.vasFee,
    mainFee: order.mainFee,
    vasFee: order.vasFee,
    commission: order.commission,
    receiverName: order.buyer.name,
    receiverPhone: order.confirmedAt === null ? maskedPhone(order.buyer.phone) : order.buyer.phone,
    receiverEmail: null,
    receiverAddress: order.destination.text,
    receiverProvinceCode: place.provinceCode,
    receiverProvinceName: place.provinceName,
    receiverDistrictCode: place.districtCode,
    receiverDistrictName: place.districtName,
    receiverCommuneCode: place.communeCode,
    receiverCommuneName: place.communeName,
    contentNote: order.contentNote,
    lines: order.lines.map(({ lineId, sku, productCode, nameVi, quantity, priceVnd, weight }) => ({
      lineId,
      sku,
      productCode,
      nameVi,
      quantity,
      priceVnd,
      weight,
    })),
  };
}

/** `GetStatusHistoryOrder`: date and hour in two fields, Vietnamese time, no zone. */
export function statusHistory(order: Order): unknown {
  const statusHistory = order.history.map(({ at, status }) => {
    const local = new Date(at + 7 * 3_600_000).toISOString();
    const [year, month, day] = local.slice(0, 10).split('-');
    return { createdDate: `${day}/${month}/${year}`, createHour: local.slice(11, 19), statusCode: status, statusName: statusName(status) };
  });
  return { data: [{ itemCode: order.itemCode, statusHistory }] };
}

/** A cancel case as `orderCorrection/updateCase` answers it. */
export function cancelCaseRow(each: CancelCase): unknown {
  return {
    caseId: each.caseId,
    caseType: 'CANCEL',
    caseTypeName: 'Hủy đơn hàng',
    originalId: each.originalId,
    caseStatus: each.status,
    note: each.note,
    message: each.message,
    createdDate: springDate(each.createdAt),
    updatedDate: springDate(each.updatedAt),
  };
}
