import { trueNow } from '../store/program-time';
import { dateFormat, numberFormat } from './intl';
import { language } from './language.svelte';
import { nearness } from './when.rules';

const locale = (): string => (language.now === 'vi' ? 'vi-VN' : 'en-GB');

/** Whole đồng: `125.000 ₫`. Put together here: browsers take a telephone 60 ms to find out how currencies are written. */
export function money(vnd: number): string {
  if (language.now === 'vi') return `${number(vnd)}\u00a0₫`;
  return `${vnd < 0 ? '-' : ''}₫${number(Math.abs(vnd))}`;
}

export const number = (value: number): string => numberFormat(locale(), {}).format(value);

export const percent = (share: number): string => numberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

const NEAR = {
  vi: { today: 'hôm nay', yesterday: 'hôm qua', tomorrow: 'ngày mai' },
  en: { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow' },
};

/** `19:05 hôm nay`, `19:05 ngày 20/11`, in Vietnam. */
export function time(iso: string, now: number = Date.now()): string {
  const near = nearness(iso, now);
  const part = (options: Intl.DateTimeFormatOptions): string => dateFormat(locale(), options).format(new Date(iso));
  const clock = part({ hour: '2-digit', minute: '2-digit' });
  if (near === 'today' || near === 'yesterday' || near === 'tomorrow') return `${clock} ${NEAR[language.now][near]}`;
  const date = part({ day: '2-digit', month: '2-digit', ...(near === 'other-year' ? { year: 'numeric' } : {}) });
  // The format of a day and a month alone is `20-11` in Vietnamese
  return `${clock} ${language.now === 'vi' ? 'ngày' : 'on'} ${date.replaceAll('-', '/')}`;
}

/** `22/11/2026`; takes a time or a day `yyyy-mm-dd`. */
export const day = (iso: string): string =>
  dateFormat(locale(), { day: '2-digit', month: '2-digit', year: 'numeric' }).format(
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
  return `${numberFormat(locale(), { maximumFractionDigits: 1 }).format(shown.value)} ${shown.unit}`;
}
