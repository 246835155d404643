import fixture from './fixtures/stages.json';
import { cancelledBy, needsHistory, showsDeparture, stageOf } from './stage.rules';

describe('the stage of an order', () => {
  it.each(fixture.cases)('$orderState with parcel status $status is $stage', ({ stage, ...facts }) => {
    expect(stageOf({ ...facts, hadLeft: false })).toBe(stage);
  });

  it('a parcel cancelled under way is on its way back, not in the store', () => {
    const facts = { orderState: 'BUYER_CANCELED', status: 22, hasParcel: true };

    expect(needsHistory(facts)).toBe(true);
    expect(stageOf({ ...facts, hadLeft: showsDeparture([0, 1, 6, 10, 22]) })).toBe('returning');
    expect(stageOf({ ...facts, hadLeft: showsDeparture([0, 1, 4, 5, 8, 22]) })).toBe('cancelled');
  });

  it('asks for the history of no other order', () => {
    expect(needsHistory({ orderState: 'BUYER_CANCELED', status: 22, hasParcel: false })).toBe(false);
    expect(needsHistory({ orderState: 'SELLER_CANCELED', status: 9, hasParcel: true })).toBe(false);
    expect(needsHistory({ orderState: 'SELLER_CANCELED', status: 29, hasParcel: true })).toBe(true);
    expect(needsHistory({ orderState: 'SHIPPING', status: 21, hasParcel: true })).toBe(false);
  });

  it('tells the buyer, the seller and the passed deadline apart', () => {
    const confirmBy = new Date('2026-11-23T04:00:00Z');
    const before = { hasParcel: false, confirmBy, changedAt: new Date('2026-11-22T04:00:00Z') };

    expect(cancelledBy('cancelled', 'BUYER_CANCELED', before)).toBe('buyer');
    expect(cancelledBy('cancelled', 'SELLER_CANCELED', before)).toBe('seller');
    expect(cancelledBy('cancelled', 'SELLER_CANCELED', { ...before, changedAt: confirmBy })).toBe('platform');
    expect(cancelledBy('cancelled', 'SELLER_CANCELED', { ...before, changedAt: confirmBy, hasParcel: true })).toBe('seller');
    expect(cancelledBy('returning', 'BUYER_CANCELED', before)).toBeUndefined();
  });
});
