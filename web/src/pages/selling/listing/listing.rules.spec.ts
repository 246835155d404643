import { byProduct, passes, shownState, type ListingFacts } from './listing.rules';

const listing = (id: string, more: Partial<ListingFacts> = {}): ListingFacts => ({
  ...{ id, productId: 'p', connectionId: 'v', shopName: 'Voso', state: 'live', wanted: 'live', heldBecause: null, stoppedBecause: null },
  ...more,
});

describe('listings', () => {
  it('why it is not sent counts more than where it stands', () => {
    expect(shownState(listing('a', { state: 'queued', stoppedBecause: 'hết uỷ quyền' }))).toBe('stopped');
    expect(shownState(listing('a', { state: 'paused', heldBecause: 'hết mùa' }))).toBe('held');
    expect(shownState(listing('a', { state: 'paused', wanted: 'hidden', heldBecause: 'hết mùa' }))).toBe('paused');
  });

  it('of several packs the one that needs a person speaks, else the one on sale', () => {
    const shops = byProduct([
      listing('a', { state: 'queued' }),
      listing('b'),
      listing('c', { connectionId: 'm', shopName: 'Postmart' }),
      listing('d', { connectionId: 'm', shopName: 'Postmart', state: 'rejected' }),
    ]).get('p');
    expect(shops?.map(({ shopName, state, listings }) => [shopName, state, listings.length])).toEqual([
      ['Postmart', 'rejected', 2],
      ['Voso', 'live', 2],
    ]);
  });

  it('filters', () => {
    expect(passes([], 'none')).toBe(true);
    expect(passes([{ state: 'withdrawn' }], 'none')).toBe(true);
    expect(passes([{ state: 'paused' }], 'none')).toBe(false);
    expect(passes([{ state: 'live' }, { state: 'rejected' }], 'look')).toBe(true);
    expect(passes([{ state: 'live' }], 'look')).toBe(false);
  });
});
