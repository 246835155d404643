import { Problem, problems } from '../../shared/kernel';
import type { AddressScheme, BuyerLine, BuyerOrder, CancelBy, ReviewDecision } from './platform';
import { addressSchemes } from './platform';

/** A refusal of one field of a control call, as problem+json. */
export function fieldProblem(pointer: string, message: string): Problem {
  return new Problem(problems.validation, message, {}, [{ pointer, message }]);
}

/** A JSON object; an absent body is `{}`. Throws: validation. */
export function asObject(value: unknown, pointer = ''): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw fieldProblem(pointer, 'Phải là một đối tượng JSON.');
  return { ...value };
}

export function readBuyerOrder(body: unknown): BuyerOrder {
  const order = asObject(body);
  const lines = order['lines'];
  if (!Array.isArray(lines) || lines.length === 0) throw fieldProblem('/lines', 'Đơn hàng phải có ít nhất một dòng.');
  const buyer = asObject(order['buyer'], '/buyer');
  return {
    lines: lines.map((line: unknown, index) => readLine(line, `/lines/${index}`)),
    payment: oneOf(order['payment'] ?? 'cod', ['cod', 'paid'] as const, '/payment'),
    address: oneOf<AddressScheme>(order['address'] ?? 'new', addressSchemes, '/address'),
    buyer: {
      name: shortText(buyer['name'] ?? 'Người mua thực hành', '/buyer/name'),
      phone: shortText(buyer['phone'] ?? '0900000000', '/buyer/phone'),
    },
    note: shortText(order['note'] ?? '', '/note'),
  };
}

function readLine(value: unknown, pointer: string): BuyerLine {
  const line = asObject(value, pointer);
  const { sku, productId, quantity } = line;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > 100_000) {
    throw fieldProblem(`${pointer}/quantity`, 'Số lượng phải là số nguyên từ 1 đến 100000.');
  }
  if (typeof sku === 'string' && sku !== '') return { sku, quantity };
  if (typeof productId === 'string' || typeof productId === 'number') return { productId: String(productId), quantity };
  throw fieldProblem(pointer, 'Cần sku hoặc productId.');
}

export function readReview(body: unknown): ReviewDecision {
  const review = asObject(body);
  if (review['approve'] !== true && review['reject'] !== true && review['approve'] !== false) {
    throw fieldProblem('/approve', 'Cần approve: true hoặc reject: true.');
  }
  const reason = review['reason'];
  const note = review['note'];
  return {
    approve: review['approve'] === true,
    ...(reason === undefined || reason === null ? {} : { reason: shortText(String(reason), '/reason') }),
    ...(note === undefined || note === null ? {} : { note: shortText(note, '/note') }),
  };
}

export function readCancelBy(body: unknown): CancelBy {
  return oneOf(asObject(body)['by'] ?? 'buyer', ['seller', 'buyer', 'system'] as const, '/by');
}

export function readStatus(body: Readonly<Record<string, unknown>>): string {
  const status = body['status'];
  if (typeof status === 'number' && Number.isInteger(status)) return String(status);
  if (typeof status === 'string' && status !== '') return status;
  throw fieldProblem('/status', 'Cần status: trạng thái tiếp theo.');
}

/** Milliseconds of `POST /__sim/clock`; at most ten years. */
export function readAdvance(body: unknown): number {
  const advance = asObject(body)['advance'];
  if (typeof advance !== 'number' || !Number.isFinite(advance) || advance < 0 || advance > 315_360_000_000) {
    throw fieldProblem('/advance', 'advance là số mili giây, không âm.');
  }
  return advance;
}

export function shortText(value: unknown, pointer: string): string {
  if (typeof value !== 'string' || value.length > 500) throw fieldProblem(pointer, 'Phải là một đoạn chữ, không quá 500 ký tự.');
  return value;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], pointer: string): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw fieldProblem(pointer, `Phải là một trong: ${allowed.join(', ')}.`);
  return found;
}
