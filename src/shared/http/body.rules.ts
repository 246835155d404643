import type { FieldError } from '../kernel';

/** Deepest nesting of a JSON body: our deepest DTO has four levels. */
export const MAX_DEPTH = 32;

/**
 * Longest list and most values of a JSON body: our longest list takes 1,000 (deliveries to replay). Each item is judged field by field before the length of the list is:
 * 100,000 empty packs in 300 kB kept the program from everything else for 17 s.
 */
export const MAX_ITEMS = 1_000;
export const MAX_VALUES = 10_000;

/**
 * Names that would reach into JavaScript's own machinery when an object is copied field by field. Every object has those of Object.prototype, so a check
 * for unknown fields that asks a plain object takes `toString` for a known one.
 */
const POISON: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** One token of a JSON pointer (RFC 6901). */
export function pointerToken(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Half of a pair that stands alone; PostgreSQL cannot store it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function faultOfText(text: string): string | null {
  if (text.includes('\0')) return 'Có ký tự NUL, không được phép.';
  return LONE_SURROGATE.test(text) ? 'Có ký tự Unicode hỏng.' : null;
}

/** What no text of ours may hold, wherever it stands in the body. Answers the first fault. Works level by level, so depth costs no stack. */
export function faultOfBody(body: unknown): FieldError | null {
  let level: { value: unknown; pointer: string }[] = [{ value: body, pointer: '' }];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return { pointer: '', message: `Dữ liệu lồng nhau quá ${MAX_DEPTH} tầng.` };
    const next: typeof level = [];
    for (const { value, pointer } of level) {
      if (typeof value === 'string') {
        const fault = faultOfText(value);
        if (fault) return { pointer, message: fault };
      } else if (typeof value === 'object' && value !== null) {
        if (Array.isArray(value) && value.length > MAX_ITEMS) return { pointer, message: `Danh sách dài quá ${MAX_ITEMS} mục.` };
        for (const [name, inner] of Object.entries(value)) {
          const fault = POISON.has(name) ? 'Tên trường không được phép.' : faultOfText(name);
          if (fault) return { pointer, message: fault };
          if (++count > MAX_VALUES) return { pointer: '', message: `Dữ liệu có quá ${MAX_VALUES} giá trị.` };
          next.push({ value: inner, pointer: pointer + pointerToken(name) });
        }
      }
    }
    level = next;
  }
  return null;
}
