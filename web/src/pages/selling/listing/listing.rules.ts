export type State = 'draft' | 'queued' | 'review' | 'live' | 'rejected' | 'paused' | 'withdrawn';
export type Shown = State | 'held' | 'stopped' | 'none';

export interface ListingFacts {
  readonly id: string;
  readonly productId: string;
  readonly connectionId: string;
  readonly shopName: string;
  readonly state: State;
  readonly wanted: 'live' | 'hidden' | 'gone';
  readonly heldBecause: string | null;
  readonly stoppedBecause: string | null;
}

/** What the chip says: the reason why the rules hold it back, or nobody may send it, counts more than where it stands. */
export function shownState({ state, wanted, heldBecause, stoppedBecause }: ListingFacts): Shown {
  if (wanted === 'live' && stoppedBecause !== null) return 'stopped';
  if (wanted === 'live' && heldBecause !== null) return 'held';
  return state;
}

export function toneOf(state: Shown): 'plain' | 'good' | 'warn' | 'bad' | 'info' {
  switch (state) {
    case 'live':
      return 'good';
    case 'queued':
    case 'review':
      return 'info';
    case 'held':
    case 'stopped':
    case 'paused':
      return 'warn';
    case 'rejected':
      return 'bad';
    case 'draft':
    case 'withdrawn':
    case 'none':
      return 'plain';
  }
}

/** The pack that is nearest to the shelf speaks for the shop, unless another needs a person. */
const RANK: readonly Shown[] = ['rejected', 'stopped', 'held', 'live', 'review', 'queued', 'paused', 'draft', 'withdrawn', 'none'];
const rank = (listing: ListingFacts): number => RANK.indexOf(shownState(listing));

export interface AtShop<L> {
  readonly connectionId: string;
  readonly shopName: string;
  readonly state: Shown;
  readonly listings: readonly L[];
}

/** The listings of each product, shop by shop, by the names of the shops. */
export function byProduct<L extends ListingFacts>(listings: readonly L[]): ReadonlyMap<string, readonly AtShop<L>[]> {
  const found = new Map<string, Map<string, L[]>>();
  for (const listing of listings) {
    const shops = found.get(listing.productId) ?? new Map<string, L[]>();
    shops.set(listing.connectionId, [...(shops.get(listing.connectionId) ?? []), listing]);
    found.set(listing.productId, shops);
  }
  return new Map(
    [...found].map(([productId, shops]) => [
      productId,
      [...shops]
        .map(([connectionId, own]) => {
          const [first] = [...own].sort((a, b) => rank(a) - rank(b));
          return { connectionId, listings: own, shopName: first?.shopName ?? '', state: first ? shownState(first) : ('none' as const) };
        })
        .sort((a, b) => a.shopName.localeCompare(b.shopName, 'vi')),
    ]),
  );
}

export const FILTERS = ['all', 'live', 'look', 'none'] as const;
export type Filter = (typeof FILTERS)[number];

/** Whether a product with this at its shops belongs under the filter. */
export function passes(shops: readonly Pick<AtShop<unknown>, 'state'>[], filter: Filter): boolean {
  const has = (...states: readonly Shown[]): boolean => shops.some(({ state }) => states.includes(state));
  switch (filter) {
    case 'all':
      return true;
    case 'live':
      return has('live');
    case 'look':
      return has('rejected', 'held', 'stopped');
    case 'none':
      return !has('live', 'review', 'queued', 'rejected', 'held', 'stopped', 'paused');
  }
}
