import { cleanText, isDay, NO_CONTROL_BUT_LINES, type FieldError } from '../../shared/kernel';

export const ATTRIBUTE_KINDS = ['text', 'number', 'choice', 'flag', 'day'] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

export const ATTRIBUTE_LEVELS = ['required', 'conditional', 'recommended', 'optional'] as const;
export type AttributeLevel = (typeof ATTRIBUTE_LEVELS)[number];

/** text, choice, day (`yyyy-mm-dd`): string. */
export type AttributeValue = string | number | boolean;
export type AttributeValues = Readonly<Record<string, AttributeValue>>;

export const ATTRIBUTE_CODE = /^[a-z][a-zA-Z0-9]{1,39}$/;

/** Most values that one product may have. */
export const MAX_VALUES = 100;
/** Larger than any measure of a product; smaller than where whole numbers blur. */
const MAX_NUMBER = 1e12;

/** What judging a value needs to know of its definition. */
export interface AttributeFacts {
  readonly code: string;
  readonly kind: AttributeKind;
  readonly choices: readonly string[];
  readonly maxChars: number;
}

/** What is to be stored, or what is wrong with what was sent. */
export type Merged = { readonly values: AttributeValues } | { readonly errors: readonly FieldError[] };

/**
 * Merges what was sent into what is stored, code by code; null removes. Only what was sent is judged: a stored value whose definition has ended stays, and can be
 * removed. `definitions`: those valid today for the set of the product.
 */
export function mergeValues(
  stored: AttributeValues,
  sent: Readonly<Record<string, unknown>>,
  definitions: readonly AttributeFacts[],
): Merged {
  if (Object.keys(sent).length > MAX_VALUES)
    return { errors: [{ pointer: '/attributes', message: `Nhiều nhất ${MAX_VALUES} thuộc tính.` }] };
  const byCode = new Map(definitions.map((definition) => [definition.code, definition]));
  const values = new Map(Object.entries(stored));
  const errors: FieldError[] = [];
  for (const [code, raw] of Object.entries(sent)) {
    const pointer = `/attributes/${code.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const definition = byCode.get(code);
    if (raw === null) {
      if (!definition && !values.has(code)) errors.push({ pointer, message: UNKNOWN });
      values.delete(code);
    } else if (!definition) {
      errors.push({ pointer, message: UNKNOWN });
    } else {
      const value = cleanText(raw);
      const fault = faultOf(value, definition);
      if (fault) errors.push({ pointer, message: fault });
      else values.set(code, value as AttributeValue); // has just been judged to be of the definition's kind
    }
  }
  if (errors.length === 0 && values.size > MAX_VALUES)
    errors.push({ pointer: '/attributes', message: `Nhiều nhất ${MAX_VALUES} thuộc tính.` });
  return errors.length > 0 ? { errors } : { values: Object.fromEntries(values) };
}

const UNKNOWN = 'Nhóm sản phẩm này không có thuộc tính này.';

/** Why a value does not fit its definition; null when it does. */
function faultOf(value: unknown, { kind, choices, maxChars }: AttributeFacts): string | null {
  switch (kind) {
    case 'text':
      if (typeof value !== 'string') return 'Phải là chữ.';
      if (value.length === 0 || [...value].length > maxChars) return `Cần từ 1 đến ${maxChars} ký tự.`;
      return NO_CONTROL_BUT_LINES.test(value) ? null : 'Có ký tự không được phép.';
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'Phải là số.';
      return Math.abs(value) <= MAX_NUMBER ? null : 'Số quá lớn.';
    case 'choice':
      return typeof value === 'string' && choices.includes(value) ? null : `Phải là một trong: ${choices.join(', ')}.`;
    case 'flag':
      return typeof value === 'boolean' ? null : 'Phải là true hoặc false.';
    case 'day':
      return isDay(value) ? null : 'Phải là một ngày có thật, dạng 2026-11-21.';
    default:
      return kind satisfies never;
  }
}
