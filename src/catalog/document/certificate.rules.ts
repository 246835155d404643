import { addDays, addMonths } from './day.rules';

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

const IN_VIETNAM = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar day in Vietnam at that time, as `yyyy-mm-dd`. */
export function vietnamDay(at: Date): string {
  return IN_VIETNAM.format(at);
}
