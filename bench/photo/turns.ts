/** Uploads that are under way side by side. */
const AT_ONCE = 4;

export interface PhotoOrder {
  readonly databaseUrl: string;
  readonly folder: string;
  /** The photo that all are copies of. */
  readonly file: string;
  /** Number of the first photo. */
  readonly from: number;
  readonly seconds: number;
}

export interface PhotoReport {
  readonly photos: number;
  readonly renditions: number;
  readonly perSecond: number;
}

/** Works on photo after photo for the time given. */
export async function inTurns({ from, seconds }: PhotoOrder, work: (number: number) => Promise<number>): Promise<PhotoReport> {
  let next = from;
  let renditions = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  const hand = async (): Promise<void> => {
    while (performance.now() < end) {
      const made = await work(next++);
      renditions += made; // not in one line: `+=` would add to what it was before the wait
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  const photos = next - from;
  return { photos, renditions, perSecond: photos / ((performance.now() - started) / 1000) };
}
