export const CERTIFICATE_STATES = ['submitted', 'verified', 'refused'] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

/** What a person may make of a certificate: a verified one that turns out wrong can still be refused, a refused one stays refused (submit it anew). */
const MOVES: Readonly<Record<CertificateState, readonly CertificateState[]>> = {
  submitted: ['verified', 'refused'],
  verified: ['refused'],
  refused: [],
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
}

/**
 * The certificate that speaks for the product on that day: verified and within its period. Of several the one issued last, since a new assessment
 * replaces the older one even when it gave fewer stars.
 */
export function validCertificate<T extends CertificateFacts>(certificates: readonly T[], onDay: string): T | null {
  const valid = certificates.filter((one) => one.state === 'verified' && one.issuedOn <= onDay && onDay <= one.expiresOn);
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
