/** A listing that draws on a pool, as far as its share is concerned. All quantities are packs unless said otherwise. */
export interface Sharer {
  readonly listingId: string;
  /** Units of the pool in one pack. */
  readonly factor: number;
  /** What the platform may still sell as far as we have accounted for it. */
  readonly granted: number;
  /** False for a listing that cannot sell (paused, rejected, locked): it gets nothing. */
  readonly takesPart: boolean;
  /** Its part beside the weights of the others; 0: nothing. */
  readonly weight: number;
}

/**
 * Splits what is free over the listings that take part, by their weights. Units: `available` in pool units, the answer in packs per listing.
 * What is left over after whole shares goes round pack by pack, to those first that whole packs leave furthest from their due; where all weights are equal, to those that
 * hold most now, so that the last unit stays where it is and is not moved to and fro.
 * The sum of packs × factor never exceeds `available`, and less than the smallest pack is left.
 */
export function splitByWeight(available: number, sharers: readonly Sharer[]): ReadonlyMap<string, number> {
  const shares = new Map(sharers.map((sharer) => [sharer.listingId, 0]));
  const sharing = sharers.filter(({ takesPart, weight }) => takesPart && weight > 0);
  if (sharing.length === 0 || available <= 0) return shares;
  const total = sharing.reduce((sum, { weight }) => sum + weight, 0);
  const isEven = sharing.every(({ weight }) => weight === sharing[0]?.weight);
  const takers = sharing
    .map((sharer) => {
      const packs = Math.floor((available * sharer.weight) / (total * sharer.factor));
      return { ...sharer, packs, rest: isEven ? 0 : available * sharer.weight - packs * sharer.factor * total };
    })
    .sort((a, b) => b.rest - a.rest || b.granted * b.factor - a.granted * a.factor || (a.listingId < b.listingId ? -1 : 1));
  let left = available;
  for (const { listingId, factor, packs } of takers) {
    shares.set(listingId, packs);
    left -= packs * factor;
  }
  const smallest = Math.min(...takers.map(({ factor }) => factor));
  while (left >= smallest) {
    const fitting = takers.filter(({ factor }) => factor <= left);
    const round = Math.max(1, Math.floor(left / fitting.reduce((sum, { factor }) => sum + factor, 0)));
    for (const { listingId, factor } of fitting) {
      const packs = Math.min(round, Math.floor(left / factor));
      shares.set(listingId, (shares.get(listingId) ?? 0) + packs);
      left -= packs * factor;
    }
  }
  return shares;
}

/**
 * Whether a share is worth changing on the platform. Lowering always is: other platforms wait for the units. Raising a platform that must be frozen for it
 * (its number means "sellable") interrupts its buyers, so small raises wait until they are a tenth of the share or it has run out.
 */
export function shareIsDue(granted: number, target: number, mustFreeze: boolean): boolean {
  if (target <= granted) return target < granted;
  if (!mustFreeze || granted === 0) return true;
  return target - granted >= Math.max(2, Math.ceil(target * 0.1));
}
