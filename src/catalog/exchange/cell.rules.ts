/** What a cell holds, before anybody knows what it means. */
export type RawCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** Something that is never taken for a value. */
  | { readonly kind: 'refused'; readonly message: string };

/** A value, or the reason why it cannot be known, for the screen. */
export type Reading<T> = { readonly value: T } | { readonly fault: string };

export const FORMULA = 'Ô này là công thức; xin dán giá trị (Dán đặc biệt → Giá trị) thay cho công thức.';

const GROUPED_BY_DOT = /^\d{1,3}(?:\.\d{3})+$/;
const GROUPED_BY_COMMA = /^\d{1,3}(?:,\d{3})+$/;
const SPACES = /[\s\u00a0\u2007\u2009\u202f]+/g;

/** Words that people write behind a number, by what the column counts. */
const TAILS: Readonly<Record<string, RegExp>> = {
  money: /(?:đồng|vnđ|vnd|đ|₫|d)$/i,
  g: /(?:gram|gam|gr|g)$/i,
  cm: /cm$/i,
  day: /ngày$/i,
};

/**
 * A number as people in Vietnam write it: `1.234,5`, `1,234.5`, `1 234`, `120.000đ`. What can be read in two ways is refused, never guessed:
 * `12k`, `1,234` (1234, or 1 and 234 thousandths). `1.234` is 1234 where only whole numbers make sense.
 */
export function readNumber(raw: RawCell, wants: 'whole' | 'decimal', tail?: 'money' | 'g' | 'cm' | 'day'): Reading<number> {
  if (raw.kind === 'number') return whole(raw.value, String(raw.value), wants);
  if (raw.kind !== 'text') return { fault: faultOf(raw, 'một số') };
  const typed = raw.text.trim();
  let text = typed.normalize('NFC');
  if (tail) text = text.replace(TAILS[tail] ?? /$^/, '').trim();
  if (/\d\s*(?:k|tr|triệu|nghìn|ngàn|ng)$/i.test(text)) return { fault: `“${typed}” viết tắt; xin viết đủ số, như 12.000.` };
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  const tight = /^\d{1,3}(?:[\s\u00a0\u2007\u2009\u202f]\d{3})+(?:[.,]\d+)?$/.test(digits) ? digits.replace(SPACES, '') : digits;
  const plain = plainNumber(tight, wants, digits !== tight);
  if (plain === 'ambiguous')
    return {
      fault: `“${typed}” đọc được hai cách (${tight.replace(/[.,]/g, '')} hoặc ${tight.replace(/[.,]/, ',')}); xin viết số liền, không có dấu ngăn.`,
    };
  if (plain === null) return { fault: `“${typed}” không phải một số; xin chỉ viết chữ số.` };
  return whole(sign * plain, typed, wants);
}

function plainNumber(text: string, wants: 'whole' | 'decimal', isGroupedBySpaces: boolean): number | 'ambiguous' | null {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  if (isGroupedBySpaces) return /^\d{1,15}[.,]\d{1,9}$/.test(text) ? Number(text.replace(',', '.')) : null;
  if (GROUPED_BY_DOT.test(text)) {
    const isOneGroup = text.indexOf('.') === text.lastIndexOf('.');
    return isOneGroup && wants === 'decimal' ? 'ambiguous' : Number(text.replace(/\./g, ''));
  }
  if (GROUPED_BY_COMMA.test(text)) return text.indexOf(',') === text.lastIndexOf(',') ? 'ambiguous' : Number(text.replace(/,/g, ''));
  if (/^\d{1,3}(?:\.\d{3})+,\d{1,9}$/.test(text)) return Number(text.replace(/\./g, '').replace(',', '.'));
  if (/^\d{1,3}(?:,\d{3})+\.\d{1,9}$/.test(text)) return Number(text.replace(/,/g, ''));
  if (/^\d{1,15}[.,]\d{1,9}$/.test(text)) return Number(text.replace(',', '.'));
  return null;
}

function whole(value: number, typed: string, wants: 'whole' | 'decimal'): Reading<number> {
  if (!Number.isFinite(value)) return { fault: `“${typed}” không phải một số.` };
  if (wants === 'whole' && !Number.isSafeInteger(value)) return { fault: `“${typed}” phải là số nguyên, không có phần lẻ.` };
  return { value };
}

/** A day: a date cell, `21/11/2026`, `21-11-2026`, `21.11.2026`, `2026-11-21`. Day before month, as in Vietnam; two-digit years are refused. */
export function readDay(raw: RawCell): Reading<string> {
  if (raw.kind === 'day') return { value: raw.day };
  if (raw.kind !== 'text') return { fault: `${faultOf(raw, 'một ngày')} Xin viết như 21/11/2026.` };
  const text = raw.text.trim();
  const vi = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = vi ? `${vi[3]}-${vi[2]?.padStart(2, '0')}-${vi[1]?.padStart(2, '0')}` : iso ? text : null;
  const at = day === null ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  if (day === null || Number.isNaN(at) || !new Date(at).toISOString().startsWith(day))
    return { fault: `“${text}” không phải một ngày có thật; xin viết như 21/11/2026.` };
  return { value: day };
}

const YES = new Set(['có', 'co', 'x', '1', 'true', 'yes', 'đúng']);
const NO = new Set(['không', 'khong', '0', 'false', 'no', 'sai']);

export function readFlag(raw: RawCell): Reading<boolean> {
  if (raw.kind === 'flag') return { value: raw.value };
  const text = raw.kind === 'number' ? String(raw.value) : raw.kind === 'text' ? raw.text.trim().normalize('NFC').toLowerCase() : null;
  if (text !== null && YES.has(text)) return { value: true };
  if (text !== null && NO.has(text)) return { value: false };
  return { fault: `Xin ghi “có” hoặc “không”${raw.kind === 'text' ? `, không phải “${raw.text.trim()}”` : ''}.` };
}

export function readText(raw: RawCell): Reading<string> {
  switch (raw.kind) {
    case 'text':
      return { value: raw.text };
    case 'number':
      return Number.isSafeInteger(raw.value)
        ? { value: String(raw.value) }
        : { fault: `Ô này là số ${String(raw.value)}; xin định dạng ô là chữ.` };
    case 'day':
    case 'flag':
    case 'refused':
      return { fault: faultOf(raw, 'chữ') };
    default:
      return raw satisfies never;
  }
}

function faultOf(raw: RawCell, wanted: string): string {
  switch (raw.kind) {
    case 'refused':
      return raw.message;
    case 'day':
      return `Ô này đang là ngày (${raw.day}); cần ${wanted}.`;
    case 'flag':
      return `Ô này đang là TRUE/FALSE; cần ${wanted}.`;
    case 'number':
      return `Ô này đang là số ${String(raw.value)}; cần ${wanted}.`;
    case 'text':
      return `Cần ${wanted}.`;
    default:
      return raw satisfies never;
  }
}

/** `A`, `Z`, `AA` … for column 1, 26, 27. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Text that a spreadsheet would run when it opens it: typed by hand or put there to be passed on. */
export function looksLikeFormula(text: string): boolean {
  return /^[=\t\r]/.test(text) || /^[+\-@].*[(|!]/.test(text);
}
