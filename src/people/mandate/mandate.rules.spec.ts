import { addMonths, endOf, judgeMandates, type Mandated } from './mandate.rules';

const FROM = '2026-01-01T00:00:00Z';
const UNTIL = '2027-01-01T00:00:00Z';
const mandate = (change: Partial<Mandated> = {}): Mandated => ({
  ...{ id: 'm', rights: ['profile.read', 'stock.update'], validFrom: FROM, validUntil: UNTIL },
  ...{ revokedAt: null, consentWithdrawnAt: null, consentValidUntil: null, evidenceDueAt: null },
  ...change,
});
const at = (text: string): Date => new Date(text);

describe('a mandate', () => {
  it('[PD3] counts from its first second to the last one before its end', () => {
    const ask = (now: string): string => judgeMandates([mandate()], 'stock.update', at(now)).is;
    expect(ask('2025-12-31T23:59:59Z')).toBe('not-begun');
    expect(ask('2026-01-01T00:00:00Z')).toBe('granted');
    expect(ask('2026-12-31T23:59:59Z')).toBe('granted');
    expect(ask('2027-01-01T00:00:00Z')).toBe('ended');
  });

  it.each([
    ['revoked', { revokedAt: '2026-06-01T00:00:00Z' }],
    ['without its consent', { consentWithdrawnAt: '2026-06-01T00:00:00Z' }],
    ['whose paper has not come in time', { evidenceDueAt: '2026-06-01T00:00:00Z' }],
    ['over with its consent', { consentValidUntil: '2026-06-01T00:00:00Z' }],
  ])('%s counts no longer', (_, change) => {
    const ended = mandate(change);
    expect(judgeMandates([ended], 'stock.update', at('2026-05-31T23:59:59Z')).is).toBe('granted');
    expect(judgeMandates([ended], 'stock.update', at('2026-06-01T00:00:00Z'))).toEqual({ is: 'ended', at: at('2026-06-01T00:00:00Z') });
    expect(endOf(ended)).toEqual(at('2026-06-01T00:00:00Z'));
  });

  it('[PD2] gives what it names and nothing else', () => {
    expect(judgeMandates([mandate()], 'listing.publish', at('2026-05-01T00:00:00Z'))).toEqual({ is: 'without-right' });
    expect(judgeMandates([], 'profile.read', at('2026-05-01T00:00:00Z'))).toEqual({ is: 'none' });
  });

  it('one that ended does not hide the new one', () => {
    const old = mandate({ id: 'old', revokedAt: '2026-02-01T00:00:00Z' });
    const renewed = mandate({ id: 'new', validFrom: '2026-02-01T00:00:00Z' });
    expect(judgeMandates([old, renewed], 'stock.update', at('2026-03-01T00:00:00Z'))).toEqual({ is: 'granted', mandateId: 'new' });
  });
});

it('months end where the month ends', () => {
  expect(addMonths(at('2026-01-31T05:00:00Z'), 1)).toEqual(at('2026-02-28T05:00:00Z'));
  expect(addMonths(at('2026-11-22T05:00:00Z'), 12)).toEqual(at('2027-11-22T05:00:00Z'));
});
