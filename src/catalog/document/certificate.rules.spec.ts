import { certificatePhase, mayMove, proposedEnd, validCertificate, vietnamDay, type CertificateFacts } from './certificate.rules';
import { addMonths } from './day.rules';

const certificate = (over: Partial<CertificateFacts> = {}): CertificateFacts => ({
  stars: 4,
  number: '12/QĐ-UBND',
  issuedBy: 'UBND tỉnh Tuyên Quang',
  issuedOn: '2025-03-12',
  expiresOn: '2028-03-12',
  state: 'verified',
  ...over,
});

describe('the certificate that counts on a day', () => {
  it('is good on its first and its last day and on no other side of them', () => {
    const only = [certificate()];
    expect(['2025-03-11', '2025-03-12', '2028-03-12', '2028-03-13'].map((day) => validCertificate(only, day) !== null)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is never one that nobody verified', () => {
    expect(validCertificate([certificate({ state: 'submitted' }), certificate({ state: 'refused' })], '2026-01-01')).toBeNull();
  });

  it('is the one issued last, even with fewer stars, in whatever order they come', () => {
    const older = certificate({ stars: 4 });
    const newer = certificate({ stars: 3, number: '7/QĐ', issuedOn: '2026-02-01', expiresOn: '2029-02-01' });
    expect(validCertificate([older, newer], '2026-06-01')?.stars).toBe(3);
    expect(validCertificate([newer, older], '2026-06-01')?.stars).toBe(3);
    expect(validCertificate([newer, older], '2026-01-31')?.stars).toBe(4);
  });

  it('goes by the day in Vietnam, which begins at 17:00 UTC', () => {
    expect(vietnamDay(new Date('2026-11-21T16:59:59Z'))).toBe('2026-11-21');
    expect(vietnamDay(new Date('2026-11-21T17:00:00Z'))).toBe('2026-11-22');
  });
});

it('a decision stands: what was verified can only be revoked', () => {
  const states = ['submitted', 'verified', 'refused', 'revoked'] as const;
  const moves = states.flatMap((from) => states.filter((to) => mayMove(from, to)).map((to) => `${from} → ${to}`));
  expect(moves).toEqual(['submitted → verified', 'submitted → refused', 'verified → revoked']);
});

describe('where a certificate stands', () => {
  const phases = (over: Partial<CertificateFacts>, ...days: string[]): string[] =>
    days.map((day) => certificatePhase(certificate(over), day));

  it('changes on the 180th and after the 120th day before its end, and after its end', () => {
    // 2028-03-12 less 180 days is 2027-09-14, less 120 days 2027-11-13.
    expect(
      phases({}, '2025-03-11', '2025-03-12', '2027-09-13', '2027-09-14', '2027-11-13', '2027-11-14', '2028-03-12', '2028-03-13'),
    ).toEqual([...['not-yet', 'certified', 'certified', 'renewal-open', 'renewal-open', 'renewal-late', 'renewal-late', 'expired']]);
  });

  it('runs on for 180 days while a renewal that was filed before its end is decided', () => {
    const filed = { renewalFiledOn: '2028-03-12' };
    expect(phases(filed, '2028-03-13', '2028-09-08', '2028-09-09')).toEqual(['extended', 'extended', 'expired']);
    expect(validCertificate([certificate(filed)], '2028-09-08')?.stars).toBe(4);
    expect(validCertificate([certificate(filed)], '2028-09-09')).toBeNull();
    expect(phases({ renewalFiledOn: '2028-03-13' }, '2028-03-13')).toEqual(['expired']);
  });

  it('counts no more from the day on which it is revoked, and still shows that it did before', () => {
    const revoked = { state: 'revoked', revokedOn: '2026-05-01' } as const;
    expect(phases(revoked, '2026-04-30', '2026-05-01')).toEqual(['certified', 'revoked']);
    expect(validCertificate([certificate(revoked)], '2026-05-01')).toBeNull();
  });

  it('ends 36 months after the decision, at the latest on the last day of that month', () => {
    expect(['2025-03-12', '2024-02-29', '2025-02-28', '2023-08-31'].map(proposedEnd)).toEqual([
      ...['2028-03-12', '2027-02-28', '2028-02-28', '2026-08-31'],
    ]);
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
  });
});
