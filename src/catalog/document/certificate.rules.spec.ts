import { mayMove, validCertificate, vietnamDay, type CertificateFacts } from './certificate.rules';

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

it('a refused certificate stays refused', () => {
  expect(mayMove('submitted', 'verified')).toBe(true);
  expect(mayMove('verified', 'refused')).toBe(true);
  expect(mayMove('refused', 'verified')).toBe(false);
  expect(mayMove('verified', 'submitted')).toBe(false);
});
