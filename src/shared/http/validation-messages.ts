import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { FieldError } from '../kernel';
import { pointerToken } from './body.rules';

type Bounds = readonly unknown[];

/**
 * Vietnamese sentences per constraint of class-validator, in the order of what to say first: that something is no number matters more than that it is
 * too small. A constraint with a `message` of its own keeps it.
 */
const MESSAGES: Readonly<Record<string, (bounds: Bounds) => string>> = {
  whitelistValidation: () => 'Trường này không có trong tài liệu.',
  unknownValue: () => 'Dữ liệu không đúng dạng.',
  nestedValidation: () => 'Phải là một đối tượng.',
  isDefined: () => 'Bắt buộc phải có.',
  isString: () => 'Phải là chữ.',
  isInt: () => 'Phải là số nguyên.',
  isNumber: () => 'Phải là số.',
  isBoolean: () => 'Phải là true hoặc false.',
  isArray: () => 'Phải là một danh sách.',
  isObject: () => 'Phải là một đối tượng.',
  isUuid: () => 'Phải là mã UUID.',
  isDay: () => 'Phải là một ngày có thật, dạng 2026-11-21.',
  isDateString: () => 'Phải là thời điểm dạng ISO 8601.',
  isIso8601: () => 'Phải là thời điểm dạng ISO 8601.',
  isUrl: () => 'Phải là một địa chỉ web.',
  isNotEmpty: () => 'Không được để trống.',
  isIn: ([values]) => `Phải là một trong: ${Array.isArray(values) ? values.join(', ') : ''}.`,
  isEnum: () => 'Giá trị không có trong danh sách cho phép.',
  arrayNotEmpty: () => 'Danh sách không được trống.',
  arrayMinSize: ([min]) => `Cần ít nhất ${String(min)} mục.`,
  arrayMaxSize: ([max]) => `Nhiều nhất ${String(max)} mục.`,
  arrayUnique: () => 'Các mục không được trùng nhau.',
  isLength: ([min, max]) => (min === 0 ? `Nhiều nhất ${String(max)} ký tự.` : `Cần từ ${String(min)} đến ${String(max)} ký tự.`),
  minLength: ([min]) => `Cần ít nhất ${String(min)} ký tự.`,
  maxLength: ([max]) => `Nhiều nhất ${String(max)} ký tự.`,
  min: ([min]) => `Nhỏ nhất là ${String(min)}.`,
  max: ([max]) => `Lớn nhất là ${String(max)}.`,
  matches: () => 'Không đúng dạng.',
};
const ORDER = Object.keys(MESSAGES);

/** Turns what class-validator found into one Vietnamese sentence per field. `prefix` is '' for a body and '?' for a query or path. */
export function fieldErrors(found: readonly ValidationError[], prefix: '' | '?', path = ''): FieldError[] {
  return found.flatMap((error) => {
    const here = prefix === '?' ? `?${error.property}` : path + pointerToken(error.property);
    const inner = fieldErrors(error.children ?? [], prefix, here);
    return error.constraints ? [{ pointer: here, message: sentence(error, error.constraints) }, ...inner] : inner;
  });
}

function sentence(error: ValidationError, constraints: Readonly<Record<string, string>>): string {
  if (error.value === undefined && constraints.whitelistValidation === undefined) return 'Bắt buộc phải có.';
  const names = Object.keys(constraints).sort((a, b) => rank(a) - rank(b));
  const name = names[0] ?? '';
  const rule = metadataOf(error, name);
  if (rule?.message) return constraints[name] ?? '';
  const text = MESSAGES[name]?.(rule?.constraints ?? []) ?? 'Giá trị chưa hợp lệ.';
  return rule?.each && name !== 'nestedValidation' ? `Từng mục: ${text}` : text;
}

function rank(name: string): number {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}

interface Rule {
  readonly message: unknown;
  readonly constraints: Bounds | undefined;
  readonly each: boolean;
}

function metadataOf(error: ValidationError, name: string): Rule | undefined {
  if (!error.target) return undefined;
  const rules = getMetadataStorage().getTargetValidationMetadatas(error.target.constructor, '', true, false);
  return rules.find((rule) => rule.propertyName === error.property && (rule.name ?? rule.type) === name);
}
