import type { Producer } from '../producer/producer.entity';
import { newestOf, readPlaces, showPlaces } from '../act/act.rules';
import { conflict, conflictOver, filledFields, MERGE_CONFLICTS, shownHash } from './merge.rules';

const EMPTY = {
  ...{ kind: 'cooperative', provinceCode: '08', taxCode: null, legacyTaxCode: null, registrationNumber: null, registeredOn: null },
  ...{ representative: '', communeCode: null, hamlet: '', address: '', legacyAddress: null },
} as unknown as Producer; // what the rule looks at

describe('merging two producers', () => {
  it('[PD7] takes over what the producer that is left lacks', () => {
    const from = { ...EMPTY, taxCode: '1', representative: 'Lan', hamlet: 'Má Lé', communeCode: '00001' };
    expect(filledFields(from, EMPTY)).toEqual(['taxCode', 'representative', 'communeCode', 'hamlet']);
    expect(filledFields(from, { ...EMPTY, taxCode: '2', representative: 'Mai' })).toEqual(['communeCode', 'hamlet']);
  });

  it('[PD7] never mixes two places, nor numbers of another kind of producer', () => {
    const from = { ...EMPTY, taxCode: '1', representative: 'Lan', hamlet: 'Má Lé', communeCode: '00001' };
    expect(filledFields(from, { ...EMPTY, address: 'Số 1' })).toEqual(['taxCode', 'representative']);
    expect(filledFields(from, { ...EMPTY, provinceCode: '66' })).toEqual(['taxCode', 'representative']);
    expect(filledFields(from, { ...EMPTY, kind: 'household' })).toEqual(['representative', 'communeCode', 'hamlet']);
  });

  it('[PD7] says of every conflict what it is, what to do and who does it', () => {
    for (const code of MERGE_CONFLICTS) {
      const { messageVi, todoVi, byRoles } = conflict(code);
      expect([messageVi, todoVi]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
      expect(byRoles.length).toBeGreaterThan(0);
    }
    expect(conflictOver('gtin', [])).toEqual([]);
    expect(conflictOver('gtin', ['a'])).toMatchObject([{ code: 'gtin', about: ['a'] }]);
  });

  it('[PD7] has one fingerprint for what was shown, however it is written', () => {
    expect(shownHash({ a: 1, b: [2] })).toBe(shownHash({ b: [2], a: 1 }));
    expect(shownHash({ a: 1, b: [2] })).not.toBe(shownHash({ a: 1, b: [3] }));
  });

  it('[PD7] [PD4] reads two chains of acts as one, page by page, each in its own order', () => {
    const [a, b] = ['a'.repeat(36), 'b'.repeat(36)];
    const act = (chainId: string, seq: number, at: string): { chainId: string; seq: number; at: string } => ({ chainId, seq, at });
    // The clock of the second act of `a` went backwards: its place in the chain counts.
    const chains = [act(a, 3, '5'), act(a, 2, '1'), act(a, 1, '3'), act(b, 2, '4'), act(b, 1, '2')];
    const names: string[] = [];
    for (let places = new Map<string, number>(); ;) {
      const left = chains.filter(({ chainId, seq }) => seq < (places.get(chainId) ?? 9));
      const page = newestOf(left, 2);
      if (page.length === 0) break;
      names.push(...page.map(({ chainId, seq }) => `${chainId[0]}${seq}`));
      places = readPlaces(showPlaces(places, page));
    }
    expect(names).toEqual(['a3', 'b2', 'b1', 'a2', 'a1']);
  });
});
