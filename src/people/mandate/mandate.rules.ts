import { awaitsCode } from '../consent/consent.rules';

/** What an officer can be allowed to do for a producer. The database knows the same words (`mandate_rights_known`). */
export const RIGHTS = [
  ...(['profile.read', 'profile.edit', 'product.create', 'product.edit', 'listing.publish', 'stock.update', 'price.update'] as const),
  ...(['order.confirm', 'order.handover', 'document.upload', 'report.view', 'payout.view'] as const),
] as const;
export type Right = (typeof RIGHTS)[number];

export const RIGHTS_VI: Readonly<Record<Right, string>> = {
  'profile.read': 'xem hồ sơ',
  'profile.edit': 'sửa hồ sơ',
  'product.create': 'thêm sản phẩm',
  'product.edit': 'sửa sản phẩm, ảnh',
  'listing.publish': 'đăng và gỡ tin',
  'stock.update': 'cập nhật kho',
  'price.update': 'đề nghị giá',
  'order.confirm': 'nhận hoặc từ chối đơn',
  'order.handover': 'giao hàng cho bưu cục',
  'document.upload': 'nộp giấy tờ',
  'report.view': 'xem báo cáo',
  'payout.view': 'xem tiền về',
};

export const UNITS = ['extension', 'community-team', 'post-office', 'cooperative', 'commune-office'] as const;
export type OfficerUnit = (typeof UNITS)[number];

/** A mandate without a term lasts a year (Bộ luật Dân sự 2015, Điều 563); ours are never longer than two. */
export const DEFAULT_MONTHS = 12;
export const MOST_MONTHS = 24;

/** One mandate of an officer for a producer, with the consent that it stands on. */
export interface Mandated {
  readonly id: string;
  readonly rights: readonly Right[];
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly revokedAt: string | null;
  readonly consentWithdrawnAt: string | null;
  /** Its own term, or the day from which everybody has to agree to another text. */
  readonly consentValidUntil: string | null;
  /** Agreed on paper whose photo has not come, or by a code that has not: when it has to be here. */
  readonly evidenceDueAt: string | null;
}

/** A paper is photographed where it is signed, and may wait for a signal so long. */
export const EVIDENCE_DAYS = 14;
/** A code needs a signal at both ends, and until it is there nothing shows that anybody agreed: so long an officer may fill in what the household just told. */
export const CODE_DAYS = 3;
/** An end that is so near is shown. */
export const WARNING_DAYS = 30;

/** SQL: when the photo of the paper, or the code, has to be here, of `mandate d` and its `consent c`; null when it is here or none is needed. */
export const EVIDENCE_DUE = `case when c.method in ('paper-photo', 'thumbprint-witness') and c.evidence_received_at is null
    then d.valid_from + interval '${EVIDENCE_DAYS} days'
  when ${awaitsCode('c')} then d.valid_from + interval '${CODE_DAYS} days' end`;

/** SQL: when a mandate stops counting, the same as `endOf`, of `mandate d` and its `consent c`. */
export const MANDATE_END = `least(d.valid_until, d.revoked_at, c.withdrawn_at, c.valid_until, ${EVIDENCE_DUE})`;

export type MandateAnswer =
  | { readonly is: 'granted'; readonly mandateId: string }
  /** The right is in none of those that count now. */
  | { readonly is: 'without-right' }
  /** There was one. Since when it counts no longer. */
  | { readonly is: 'ended'; readonly at: Date }
  | { readonly is: 'not-begun'; readonly from: Date }
  | { readonly is: 'none' };

/** When a mandate stops counting: its own end, its revocation, the end of the consent, or the day its paper had to be here, whichever is first. */
export function endOf(mandate: Mandated): Date {
  const ends = [mandate.validUntil, mandate.revokedAt, mandate.consentWithdrawnAt, mandate.consentValidUntil, mandate.evidenceDueAt];
  return new Date(Math.min(...ends.flatMap((end) => (end === null ? [] : [Date.parse(end)]))));
}

/** May the officer use `right` at the moment `now`? The end itself no longer counts. */
export function judgeMandates(mandates: readonly Mandated[], right: Right, now: Date): MandateAnswer {
  const begun = mandates.filter((mandate) => Date.parse(mandate.validFrom) <= now.getTime());
  const valid = begun.filter((mandate) => now < endOf(mandate));
  const granted = valid.find((mandate) => mandate.rights.includes(right));
  if (granted) return { is: 'granted', mandateId: granted.id };
  if (valid.length > 0) return { is: 'without-right' };
  const [ended] = begun.map(endOf).sort((a, b) => b.getTime() - a.getTime());
  if (ended) return { is: 'ended', at: ended };
  const [coming] = mandates.map((mandate) => new Date(mandate.validFrom)).sort((a, b) => a.getTime() - b.getTime());
  return coming ? { is: 'not-begun', from: coming } : { is: 'none' };
}

/** Whether it counts now and not for long. */
export function endsSoon(mandate: Mandated, now: Date): boolean {
  const left = endOf(mandate).getTime() - now.getTime();
  return Date.parse(mandate.validFrom) <= now.getTime() && left > 0 && left <= WARNING_DAYS * 86_400_000;
}

/** The same day so many months later, in UTC; the last day of a shorter month. */
export function addMonths(from: Date, months: number): Date {
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + months);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to;
}
