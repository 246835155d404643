import { foldVi } from '../../shared/kernel';

/** How long something keeps, as a label says it. */
export interface KeepingTime {
  readonly amount: number;
  readonly unit: 'day' | 'month' | 'year';
}

/** One date of a label: a day (`yyyy-mm-dd`), or a time since it was made. */
export type LabelDate = { readonly day: string } | { readonly keeps: KeepingTime };

const UNITS: Readonly<Record<string, KeepingTime['unit']>> = { ngay: 'day', thang: 'month', nam: 'year' };
const MARK = /^(?:nsx|hsd|ngay san xuat|han su dung|ngay dong goi|su dung tot nhat truoc ngay|su dung tot nhat truoc)\s*:?\s*/;

/**
 * Reads a date as labels carry it: `02/04/26`, `02.04.2026`, `020426`, `HSD: 30 tháng kể từ NSX`. Day, month, year, as NĐ 37/2026, Phụ lục III orders.
 * null: not a date, or a day that does not exist.
 */
export function readLabelDate(typed: string): LabelDate | null {
  const text = foldVi(typed);
  const bare = text.replace(MARK, '');
  const [, day, month, year] = /^(\d{2})[./ -]?(\d{2})[./ -]?(\d{4}|\d{2})$/.exec(bare) ?? [];
  if (day && month && year) {
    const written = `${year.length === 2 ? `20${year}` : year}-${month}-${day}`;
    return exists(written) ? { day: written } : null;
  }
  const [, amount, word] = /^(\d{1,3}) ?(ngay|thang|nam)(?: (?:ke )?tu (?:nsx|ngay san xuat))?$/.exec(bare) ?? [];
  const unit = UNITS[word ?? ''];
  return amount && unit && Number(amount) > 0 ? { keeps: { amount: Number(amount), unit } } : null;
}

/** Both dates of a label in one line: `NSX: 020426 HSD: 30 tháng`. null when one of them cannot be read, or it would expire before it was made. */
export function readLabelDates(typed: string): { readonly madeOn: string; readonly expiresOn: string } | null {
  const [, first, second] = /^nsx\s*:?\s*(.+?)[\s,;-]*hsd\s*:?\s*(.+)$/.exec(foldVi(typed)) ?? [];
  const made = first === undefined ? null : readLabelDate(first);
  const expires = second === undefined ? null : readLabelDate(second);
  if (!made || !expires || !('day' in made)) return null;
  const expiresOn = 'day' in expires ? expires.day : after(made.day, expires.keeps);
  return expiresOn >= made.day ? { madeOn: made.day, expiresOn } : null;
}

/** The day that lies so much later; the last of the month where the month is too short (31/1 and a month: 28/2). */
export function after(day: string, { amount, unit }: KeepingTime): string {
  const from = new Date(`${day}T00:00:00Z`);
  if (unit === 'day') return isoDay(new Date(from.getTime() + amount * 86_400_000));
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + (unit === 'year' ? 12 * amount : amount);
  const lastOfMonth = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return isoDay(new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(from.getUTCDate(), lastOfMonth))));
}

const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

function exists(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && isoDay(at) === day;
}
