const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** `21/11/2026 11:07:16`: Vietnam time, no zone in the text, as the sibling sends it. */
export function toVosoTime(at: Date): string {
  const local = new Date(at.getTime() + VIETNAM_OFFSET_MS);
  return `${toVosoDay(at)} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
}

/** `21/11/2026`, Vietnam's day. */
export function toVosoDay(at: Date): string {
  const local = new Date(at.getTime() + VIETNAM_OFFSET_MS);
  return `${two(local.getUTCDate())}/${two(local.getUTCMonth() + 1)}/${local.getUTCFullYear()}`;
}

/** Start of a Vietnam day written `dd/MM/yyyy`; null when it is not one (31/02 included). */
export function fromVosoDay(text: string): Date | null {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  if (!match) return null;
  const at = new Date(Date.UTC(Number(match[3]), Number(match[2]) - 1, Number(match[1])) - VIETNAM_OFFSET_MS);
  return toVosoDay(at) === text ? at : null;
}

/** `261121` for the order number. */
export function toOrderDay(at: Date): string {
  const [day = '', month = '', year = ''] = toVosoDay(at).split('/');
  return `${year.slice(2)}${month}${day}`;
}

/** `mat-ong-bac-ha` for the product address. */
export function toSlug(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
