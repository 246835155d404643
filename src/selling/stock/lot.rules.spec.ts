import fc from 'fast-check';
import { addDays } from '../../catalog';
import { heldUnits, holdsOn, lotState, nextTurn, unitsByLot, type Calendar, type LedgerDay, type Lot } from './lot.rules';

const lot = (id: string, over: Partial<Lot> = {}): Lot => ({
  ...{ id, name: `Lô ${id}`, quantity: 100, availableFrom: '2026-11-01', expiresOn: '2026-11-20', preorderFrom: null, preorderTo: null },
  ...over,
});
const day = (on: string, over: Partial<LedgerDay>): LedgerDay => ({ day: on, shipped: 0, returned: 0, corrected: 0, ...over });
const calendar = (over: Partial<Calendar> = {}): Calendar => ({
  ...{ season: [], minDaysLeftAtDispatch: 0, lots: [], ledger: [], onHand: 100 },
  ...over,
});

describe('lots', () => {
  const early = lot('a');
  const late = lot('b', { expiresOn: '2026-12-20' });

  it('[PR7] are taken first expired, first out, of those that could be sent on that day', () => {
    const ledger = [day('2026-11-10', { shipped: 50 }), day('2026-11-21', { shipped: 20 })];
    const { left, loose } = unitsByLot([late, early], ledger, 130);
    expect([left.get('a'), left.get('b'), loose]).toEqual([50, 80, 0]); // what left after the 20th cannot have come from the first
  });

  it('[PR7] expired goods stop counting by the calendar, and still do when they were written off', () => {
    const lots = [early, late];
    const ledger = [day('2026-11-10', { shipped: 50 })];
    expect(heldUnits(calendar({ lots, ledger, onHand: 150 }), '2026-11-20')).toBe(0);
    expect(heldUnits(calendar({ lots, ledger, onHand: 150 }), '2026-11-21')).toBe(50);
    expect(heldUnits(calendar({ lots: [{ ...early, quantity: 50 }, late], ledger, onHand: 100 }), '2026-11-21')).toBe(0);
  });

  it('[PR7] leave the buyer the good days that the product promises', () => {
    const on = (minDaysLeft: number, today: string) => lotState(early, minDaysLeft, today);
    expect([on(0, '2026-11-20'), on(0, '2026-11-21'), on(5, '2026-11-15'), on(5, '2026-11-16')]).toEqual([
      'on-sale',
      'expired',
      'on-sale',
      'expired',
    ]);
  });

  it('[N14] are sold before the harvest on the days of their pre-order only, and after it', () => {
    const ahead = lot('c', { availableFrom: '2026-12-10', expiresOn: null, preorderFrom: '2026-12-01', preorderTo: '2026-12-05' });
    const states = ['2026-11-30', '2026-12-01', '2026-12-05', '2026-12-06', '2026-12-09', '2026-12-10'].map((on) => lotState(ahead, 0, on));
    expect(states).toEqual(['not-harvested', 'pre-order', 'pre-order', 'not-harvested', 'not-harvested', 'on-sale']);
    const turns = ['2026-11-01', '2026-12-01', '2026-12-06', '2026-12-10'].map((on) => nextTurn(calendar({ lots: [ahead] }), on));
    expect(turns).toEqual(['2026-12-01', '2026-12-06', '2026-12-10', null]);
  });

  it('[PR7] out of season nothing is sold, whatever lots there are, and the reason is said', () => {
    const season = [{ from: '10-01', to: '02-28' }];
    expect(heldUnits(calendar({ season, lots: [late] }), '2027-03-01')).toBeGreaterThan(10_000_000);
    expect(holdsOn(calendar({ season }), '2027-03-01')).toMatchObject([
      { reason: 'out-of-season', units: 100, messageVi: expect.stringContaining('01/10/2027') },
    ]);
    expect(holdsOn(calendar({ onHand: null }), '2027-03-01')).toMatchObject([{ reason: 'uncounted' }]);
  });

  const days = fc.integer({ min: 0, max: 40 }).map((n) => addDays('2026-11-01', n));
  const lots = fc
    .array(fc.record({ quantity: fc.nat(50), availableFrom: days, good: fc.option(fc.nat(20)) }), { maxLength: 5 })
    .map((list) =>
      list.map(({ quantity, availableFrom, good }, i) =>
        lot(`l${i}`, { quantity, availableFrom, expiresOn: good === null ? null : addDays(availableFrom, good) }),
      ),
    );
  const ledgers = fc
    .uniqueArray(fc.record({ day: days, shipped: fc.nat(40), returned: fc.nat(10), corrected: fc.integer({ min: -30, max: 30 }) }), {
      selector: (each) => each.day,
    })
    .map((list) => list.sort((a, b) => (a.day < b.day ? -1 : 1)));

  it('[PR7] explain the ledger: whatever happened, their units and the loose ones add up to it', () => {
    fc.assert(
      fc.property(lots, ledgers, fc.nat(400), (list, ledger, onHand) => {
        const { left, loose } = unitsByLot(list, ledger, onHand);
        const units = [...left.values()];
        expect([loose, ...units].every((each) => each >= 0)).toBe(true);
        expect(loose + units.reduce((sum, each) => sum + each, 0)).toBe(onHand);
        for (const { id, quantity } of list) expect(left.get(id)).toBeLessThanOrEqual(quantity);
      }),
    );
  });

  it('[PR7] between two turns of the calendar the same may be sold on every day', () => {
    fc.assert(
      fc.property(lots, fc.nat(200), fc.integer({ min: 0, max: 5 }), days, (list, onHand, minDaysLeftAtDispatch, today) => {
        const of = calendar({ lots: list, onHand, minDaysLeftAtDispatch, season: [{ from: '11-05', to: '11-25' }] });
        const turn = nextTurn(of, today);
        for (let on = today; on !== turn && on < addDays(today, 60); on = addDays(on, 1))
          expect(heldUnits(of, on)).toBe(heldUnits(of, today));
      }),
    );
  });
});
