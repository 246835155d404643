import { mandateThen, mayWait } from './late-work.rules';
import type { Mandated } from '../mandate/mandate.rules';

const at = (text: string): Date => new Date(text);
const mandate: Mandated = {
  ...{ id: 'm', rights: ['profile.read', 'stock.update'], validFrom: '2026-01-01T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' },
  ...{ revokedAt: '2026-06-10T00:00:00Z', consentWithdrawnAt: null, consentValidUntil: null, evidenceDueAt: null },
};
const ask = (capturedAt: string, now: string, right: 'stock.update' | 'price.update' = 'stock.update'): string | null =>
  mandateThen([mandate], right, { capturedAt: at(capturedAt), now: at(now) });

describe('work that arrives after the mandate has ended', () => {
  it('[PD6] was done up to the last second before the revocation, and not at it', () => {
    expect(ask('2026-06-09T23:59:59Z', '2026-06-11T00:00:00Z')).toBe('m');
    expect(ask('2026-06-10T00:00:00Z', '2026-06-11T00:00:00Z')).toBeNull();
  });

  it('[PD6] was done from the first second of the mandate on', () => {
    const short = { ...mandate, validFrom: '2026-06-01T00:00:00Z' };
    const then = (capturedAt: string): string | null =>
      mandateThen([short], 'stock.update', { capturedAt: at(capturedAt), now: at('2026-06-11T00:00:00Z') });
    expect(then('2026-06-01T00:00:00Z')).toBe('m');
    expect(then('2026-05-31T23:59:59Z')).toBeNull();
  });

  it('is at most 30 days old and not of tomorrow', () => {
    expect(ask('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z')).toBe('m');
    expect(ask('2026-06-01T00:00:00Z', '2026-07-01T00:00:01Z')).toBeNull();
    expect(ask('2026-06-09T00:00:00Z', '2026-06-09T00:00:00Z')).toBe('m');
    expect(ask('2026-06-09T00:00:01Z', '2026-06-09T00:00:00Z')).toBeNull();
    expect(mandateThen([mandate], 'stock.update', { capturedAt: undefined, now: at('2026-06-11T00:00:00Z') })).toBeNull();
  });

  it('needs the right then', () => {
    expect(ask('2026-06-09T00:00:00Z', '2026-06-11T00:00:00Z', 'price.update')).toBeNull();
  });

  it('is never about money, mandates or consents', () => {
    const home = '/api/v1/producers/:producerId';
    expect(mayWait(`PATCH ${home}/products/:productId`, { version: 1 })).toBe(true);
    expect(mayWait(`POST ${home}/listings/:listingId/pause`, undefined)).toBe(true);
    expect(mayWait(`PATCH ${home}`, { version: 1, bankAccount: null })).toBe(false);
    for (const never of [`POST ${home}/mandates`, `POST ${home}/mandates/:mandateId/revoke`, `POST ${home}/consents`, `GET ${home}`])
      expect(mayWait(never, {})).toBe(false);
  });
});
