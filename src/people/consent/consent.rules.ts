import { createHash } from 'node:crypto';

/** What can be agreed to, each by itself (NĐ 356/2025/NĐ-CP, Điều 6). The texts lie in the database, in versions. */
export const PURPOSES = [
  ...(['register-profile', 'publish-on-platform', 'order-fulfilment', 'officer-acts-for-me'] as const),
  ...(['report-named', 'training-records', 'id-image', 'bank-account'] as const),
] as const;
export type PurposeCode = (typeof PURPOSES)[number];

export const PURPOSES_VI: Readonly<Record<PurposeCode, string>> = {
  'register-profile': 'Lưu hồ sơ bán hàng',
  'publish-on-platform': 'Đăng bán trên sàn',
  'order-fulfilment': 'Giao nhận đơn hàng',
  'officer-acts-for-me': 'Cán bộ làm thay',
  'report-named': 'Có tên trong báo cáo',
  'training-records': 'Ghi việc tập huấn',
  'id-image': 'Lưu ảnh thẻ căn cước',
  'bank-account': 'Lưu tài khoản ngân hàng',
};

/** The one purpose that names a platform. */
export const PUBLISHING = 'publish-on-platform' satisfies PurposeCode;
/** The one that is agreed to with a mandate. */
export const HELPING = 'officer-acts-for-me' satisfies PurposeCode;

const PLATFORM = '{platform}';

export const namesPlatform = (textVi: string): boolean => textVi.includes(PLATFORM);

/** The text as the person reads or hears it. */
export function shownText(textVi: string, platformName: string | null): string {
  return platformName === null ? textVi : textVi.replaceAll(PLATFORM, platformName);
}

export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** SQL: when a later text that everybody has to agree to anew voids the consent `c`: the beginning of its first day in Vietnam; null: no text does. */
export function voidedAt(c: string): string {
  return `(select min(newer.effective_from)::timestamp at time zone 'Asia/Ho_Chi_Minh' from consent_text newer
    where newer.purpose = ${c}.purpose and newer.version > ${c}.text_version and newer.requires_new)`;
}

/** SQL: said, and not yet shown by the code to the household's phone, of the consent `c`. */
export function awaitsCode(c: string): string {
  return `(${c}.method = 'otp-sms' and ${c}.code_confirmed_at is null)`;
}

/**
 * SQL: whether the consent `c` counts at the moment `now`: given, not withdrawn, not over, to a text that no later one voids, and not waiting for its code.
 * The only place that says so. `now`: a parameter, or anything of that time.
 */
export function consentCounts(c: string, now: string): string {
  return `(${consentStands(c, now)} and not ${awaitsCode(c)})`;
}

/** SQL: the same of what a mandate stands on, which may wait for its proof some days (`EVIDENCE_DUE`). */
export function consentStands(c: string, now: string): string {
  const at = `${now}::timestamptz`;
  return `(${c}.given_at <= ${at} and coalesce(${c}.withdrawn_at, 'infinity') > ${at} and coalesce(${c}.valid_until, 'infinity') > ${at}
    and coalesce(${voidedAt(c)}, 'infinity') > ${at})`;
}
