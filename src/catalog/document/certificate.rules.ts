import { checkSheetCode } from '../identifier/paper-code.rules';
import { addDays, addMonths, dayVi } from './day.rules';
import type { PaperWarning } from './document.rules';

export { vietnamDay } from '../../shared/kernel';

export const CERTIFICATE_STATES = ['submitted', 'verified', 'refused', 'revoked'] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

/** Who decides on stars, or did: certificates stay good to their own end when the authority is gone. Source: QĐ 26/2026 Đ4, Đ8, Đ12.1; QĐ 148/2023; QĐ 1489/2025. */
export const OCOP_AUTHORITIES = {
  district: 'UBND huyện',
  province: 'UBND tỉnh',
  'ministry-mard': 'Bộ Nông nghiệp và Phát triển nông thôn',
  'ministry-mae': 'Bộ Nông nghiệp và Môi trường',
} as const;
export type OcopAuthority = keyof typeof OCOP_AUTHORITIES;

/** Source: QĐ 26/2026 Đ8. */
export const REVOCATION_GROUNDS = {
  'false-dossier': 'Hồ sơ không trung thực',
  'criteria-no-longer-met': 'Không còn đáp ứng tiêu chí',
  'law-violation': 'Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, nhãn hàng hoá',
  'mark-misuse': 'Sử dụng sai nhãn hiệu chứng nhận OCOP',
  'production-stopped': 'Không còn sản xuất',
  other: 'Lý do khác',
} as const;
export type RevocationGround = keyof typeof REVOCATION_GROUNDS;

/** A decision stands; a verified certificate can only be revoked, a refused one is submitted anew. */
const MOVES: Readonly<Record<CertificateState, readonly CertificateState[]>> = {
  submitted: ['verified', 'refused'],
  verified: ['revoked'],
  refused: [],
  revoked: [],
};

/** Whether a certificate may go from one state to another. */
export function mayMove(from: CertificateState, to: CertificateState): boolean {
  return MOVES[from].includes(to);
}

/** What deciding on certificates needs to know of one. Days are `yyyy-mm-dd`, Vietnam time. */
export interface CertificateFacts {
  readonly stars: 3 | 4 | 5;
  readonly number: string;
  readonly issuedBy: string;
  readonly issuedOn: string;
  /** The last day on which it is good. */
  readonly expiresOn: string;
  readonly state: CertificateState;
  /** Day on which the dossier of the renewal was complete. */
  readonly renewalFiledOn?: string | null;
  /** First day on which it is good no more. */
  readonly revokedOn?: string | null;
}

/** A certificate is good for 36 months. Source: QĐ 26/2026. */
const VALID_MONTHS = 36;
/** Days before the end between which the renewal is to be filed, and how long the old one runs on while it is decided. Source: QĐ 26/2026 Đ12.3. */
export const RENEWAL = { opensDays: 180, closesDays: 120, extendsDays: 180 } as const;

/** The last day of a certificate that was decided on that day. */
export function proposedEnd(decidedOn: string): string {
  return addMonths(decidedOn, VALID_MONTHS);
}

/** The last day on which it is good as things stand: while a filed renewal is being decided, it runs on. */
export function lastDay({ expiresOn, renewalFiledOn }: Pick<CertificateFacts, 'expiresOn' | 'renewalFiledOn'>): string {
  return renewalFiledOn && renewalFiledOn <= expiresOn ? addDays(expiresOn, RENEWAL.extendsDays) : expiresOn;
}

/** Where a certificate stands on a day. Derived from its row, so no job can be late with it. */
export const CERTIFICATE_PHASES = [
  'submitted',
  'refused',
  'revoked',
  'not-yet',
  'certified',
  'renewal-open',
  'renewal-late',
  'extended',
  'expired',
] as const;
export type CertificatePhase = (typeof CERTIFICATE_PHASES)[number];

export function certificatePhase(certificate: CertificateFacts, onDay: string): CertificatePhase {
  const { state, issuedOn, expiresOn, revokedOn } = certificate;
  if (state === 'submitted' || state === 'refused') return state;
  if (state === 'revoked' && (!revokedOn || revokedOn <= onDay)) return 'revoked';
  if (onDay < issuedOn) return 'not-yet';
  if (onDay > expiresOn) return onDay <= lastDay(certificate) ? 'extended' : 'expired';
  if (onDay < addDays(expiresOn, -RENEWAL.opensDays)) return 'certified';
  return onDay <= addDays(expiresOn, -RENEWAL.closesDays) ? 'renewal-open' : 'renewal-late';
}

/** The badge, the words "OCOP" and the logo may be shown only now. */
const GOOD: ReadonlySet<CertificatePhase> = new Set(['certified', 'renewal-open', 'renewal-late', 'extended']);

/**
 * The certificate that speaks for the product on that day: verified and within its period, or within what the period is extended by. Of several the one issued last, since a new assessment
 * replaces the older one even when it gave fewer stars.
 */
export function validCertificate<T extends CertificateFacts>(certificates: readonly T[], onDay: string): T | null {
  const valid = certificates.filter((one) => GOOD.has(certificatePhase(one, onDay)));
  const [newest] = valid.sort(
    (a, b) => compare(b.issuedOn, a.issuedOn) || compare(b.expiresOn, a.expiresOn) || compare(a.number, b.number),
  );
  return newest ?? null;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Number of a decision as mostly printed; only a hint. */
const DECISION_FORM = /^\d{1,5}\/(QĐ|QD)-[A-ZĐ0-9-]+$/;
/** Sheet codes: province-commune-serial-year since 2026, with the district before. Source: QĐ 26/2026, QĐ 19/2025. */
export const SHEET_CODE = /^\d{2}-(\d{3}-)?\d{5}-\d{1,4}-20\d{2}$/;

/** Hundredths of a point that a number of stars needs, from and up to. */
const POINTS: Readonly<Record<3 | 4 | 5, readonly [least: number, below: number]>> = {
  3: [50_00, 70_00],
  4: [70_00, 90_00],
  5: [90_00, 100_01],
};

/** The authorities that decided on so many stars, and when. Source: §1.3: QĐ 148/2023 (districts, until 30/6/2025), the ministries' merger of 1/3/2025. */
const DECIDED_BY: readonly {
  readonly authority: OcopAuthority;
  readonly stars: readonly number[];
  readonly from: string;
  readonly to: string;
}[] = [
  { authority: 'district', stars: [3], from: '2023-02-24', to: '2025-06-30' },
  { authority: 'province', stars: [3, 4], from: '2018-05-07', to: '2200-12-31' },
  { authority: 'ministry-mard', stars: [5], from: '2018-05-07', to: '2025-02-28' },
  { authority: 'ministry-mae', stars: [5], from: '2025-03-01', to: '2200-12-31' },
];

export type CertificateDetail = CertificateFacts & {
  readonly authority: OcopAuthority | null;
  readonly points: number | null;
  readonly ocopSheetCode: string | null;
  readonly hasFile: boolean;
};

/** What a person should look at again. Nothing is refused for it. */
export function certificateWarnings(certificate: CertificateDetail): PaperWarning[] {
  const { stars, number, authority, points, ocopSheetCode, issuedOn, expiresOn, hasFile } = certificate;
  const warnings: PaperWarning[] = [];
  if (!DECISION_FORM.test(number))
    warnings.push({
      code: 'number-unusual',
      field: 'number',
      messageVi: 'Số quyết định thường có dạng 1234/QĐ-UBND; xin so lại với bản giấy.',
    });
  if (expiresOn !== proposedEnd(issuedOn))
    warnings.push({
      code: 'end-unusual',
      field: 'expiresOn',
      messageVi: `Giấy chứng nhận OCOP có hạn 36 tháng từ ngày quyết định, đến ngày ${dayVi(proposedEnd(issuedOn))}.`,
    });
  const isPlausible = (one: (typeof DECIDED_BY)[number]): boolean =>
    one.authority === authority && one.stars.includes(stars) && one.from <= issuedOn && issuedOn <= one.to;
  if (authority !== null && !DECIDED_BY.some(isPlausible))
    warnings.push({
      code: 'authority-unusual',
      field: 'authority',
      messageVi: `${OCOP_AUTHORITIES[authority]} thường không quyết định ${stars} sao vào ngày ${dayVi(issuedOn)}; xin so lại với bản giấy.`,
    });
  const [least, below] = POINTS[stars];
  if (points !== null && (points < least || points >= below))
    warnings.push({ code: 'points-unusual', field: 'points', messageVi: `Số điểm này không khớp với hạng ${stars} sao.` });
  for (const { code, messageVi } of ocopSheetCode === null ? [] : checkSheetCode(ocopSheetCode, issuedOn).findings)
    warnings.push({
      ...{ code: 'sheet-code-unusual', field: 'ocopSheetCode' },
      messageVi: code === 'sheet-code-year' ? 'Năm trong mã phiếu sau năm của quyết định; xin so lại với phiếu.' : messageVi,
    });
  if (!hasFile) warnings.push({ code: 'file-missing', field: 'file', messageVi: 'Chưa có bản chụp hoặc bản quét của giấy.' });
  return warnings;
}
