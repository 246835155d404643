import { canonicalJson, contentHash, PROPOSAL_MS, stateOf, stillStands, wayOf } from './proposal.rules';

const now = new Date('2026-11-22T03:00:00Z');
const after = (ms: number): Date => new Date(now.getTime() + ms);
const mandated = {
  ...{ id: 'm', rights: ['price.update'] as const, validFrom: now.toISOString(), validUntil: after(30 * 86_400_000).toISOString() },
  ...{ revokedAt: null, consentWithdrawnAt: null, consentValidUntil: null, evidenceDueAt: null },
};
const open = { state: 'open' as const, expiresAt: after(PROPOSAL_MS), mandated };

describe('a proposal', () => {
  it('is open for seven days by the clock, to the millisecond', () => {
    expect(stateOf(open, after(PROPOSAL_MS - 1))).toBe('open');
    expect(stateOf(open, after(PROPOSAL_MS))).toBe('expired');
    expect(stateOf({ ...open, state: 'confirmed' }, after(PROPOSAL_MS))).toBe('confirmed');
  });

  it('is frozen from the instant its mandate ends', () => {
    const revoked = { ...open, mandated: { ...mandated, revokedAt: after(1000).toISOString() } };
    expect(stateOf(revoked, after(999))).toBe('open');
    expect(stateOf(revoked, after(1000))).toBe('frozen');
    expect(stateOf({ ...open, mandated: { ...mandated, consentWithdrawnAt: now.toISOString() } }, now)).toBe('frozen');
  });

  it('has another hash for another producer, thing or content, and the same for the same in another order', () => {
    const one = { producerId: 'a', kind: 'price', subject: 's', content: { before: { x: 1, y: 2 }, after: 3 } } as const;
    const hex = (of: Parameters<typeof contentHash>[0]): string => contentHash(of).toString('hex');
    expect(hex({ ...one, content: { after: 3, before: { y: 2, x: 1 } } })).toBe(hex(one));
    const others = [{ producerId: 'b' }, { subject: 't' }, { kind: 'publication' as const }, { content: { ...one.content, after: 4 } }];
    expect(new Set([one, ...others.map((other) => ({ ...one, ...other }))].map(hex)).size).toBe(5);
    expect(canonicalJson([{ b: null, a: [2, 1] }])).toBe('[{"a":[2,1],"b":null}]');
  });

  it('stands while the thing is as it was', () => {
    expect(stillStands({ before: { priceVnd: 5 }, after: null }, { priceVnd: 5 })).toBe(true);
    expect(stillStands({ before: { priceVnd: 5 }, after: null }, { priceVnd: 6 })).toBe(false);
    expect(stillStands({ before: { priceVnd: 5 }, after: null }, null)).toBe(false);
  });

  it('is confirmed by each in the own way only', () => {
    expect(wayOf('producer', {})).toEqual({ how: 'app-tap' });
    expect(wayOf('officer', {})).toMatchObject({ fault: 'code' });
    expect(wayOf('officer', { code: '123456' })).toEqual({ how: 'code' });
    expect(wayOf('officer', { proof: {} })).toMatchObject({ fault: 'code' });
    for (const office of ['province', 'operator'] as const) {
      expect(wayOf(office, { code: '123456' })).toMatchObject({ fault: 'proof' });
      expect(wayOf(office, { proof: {} })).toEqual({ how: 'paper' });
    }
  });
});
