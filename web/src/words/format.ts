import { trueNow } from '../store/program-time';
import { language } from './language.svelte';

const ZONE = 'Asia/Ho_Chi_Minh';
const locale = (): string => (language.now === 'vi' ? 'vi-VN' : 'en-GB');

/** Whole đồng: `125.000 ₫`. */
export const money = (vnd: number): string =>
  new Intl.NumberFormat(locale(), { style: 'currency', currency: 'VND', maximumFractionDigits: 0 }).format(vnd);

export const number = (value: number): string => new Intl.NumberFormat(locale()).format(value);

export const percent = (share: number): string =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** `22/11/2026 19:05`, in Vietnam. */
export const time = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), {
    timeZone: ZONE,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));

/** `22/11/2026`; takes a time or a day `yyyy-mm-dd`. */
export const day = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' }).format(
    new Date(iso.length === 10 ? `${iso}T00:00:00+07:00` : iso),
  );

/** `còn 3 giờ`, `2 ngày trước`, by the program's clock. */
export function fromNow(iso: string, now: number = trueNow().getTime()): string {
  const minutes = Math.round((new Date(iso).getTime() - now) / 60_000);
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 48 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 1440), 'day');
}

/** `350 kB`, `1,2 MB`. */
export function size(bytes: number): string {
  const shown = bytes < 1_000_000 ? { value: Math.ceil(bytes / 1_000), unit: 'kB' } : { value: bytes / 1_000_000, unit: 'MB' };
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(shown.value)} ${shown.unit}`;
}
