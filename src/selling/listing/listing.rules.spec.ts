import { nextStep, type ListingFacts } from './listing.rules';

const live: ListingFacts = {
  wanted: 'live',
  wantedVersionId: 'v1',
  sentVersionId: 'v1',
  sendingVersionId: null,
  isBound: true,
  seen: 'live',
  granted: 5,
};

describe('the next step of a listing', () => {
  // A listing that was never told a quantity (never counted, or nothing left) is hidden at once: there is nothing to take back.
  it('hides only what the platform may not sell any more', () => {
    expect(nextStep({ ...live, wanted: 'hidden' })).toBe('wait-for-stock');
    expect(nextStep({ ...live, wanted: 'hidden', granted: 0 })).toBe('hide');
  });

  it.each([
    ['a lost reply is looked up', { isBound: false, seen: 'none', sentVersionId: null, sendingVersionId: 'v1' }, 'look-up'],
    ['also when nobody wants it any more', { isBound: false, seen: 'none', sendingVersionId: 'v1', wanted: 'gone' }, 'look-up'],
    ['new content is sent', { wantedVersionId: 'v2' }, 'edit'],
    ['refused content is not sent again', { seen: 'rejected' }, 'nothing'],
    ['but other content is', { seen: 'rejected', wantedVersionId: 'v2' }, 'edit'],
    ['what was hidden is shown', { seen: 'hidden' }, 'show'],
    ['but never with content that was replaced meanwhile', { seen: 'hidden', wantedVersionId: 'v2' }, 'edit'],
    ['what is gone stays gone', { seen: 'deleted' }, 'nothing'],
    ['a draft is nobody’s business', { wantedVersionId: null }, 'nothing'],
  ] as const)('%s', (_what, change, step) => {
    expect(nextStep({ ...live, ...change })).toBe(step);
  });
});
