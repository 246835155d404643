/** A leaky bucket. Source of the numbers: Haravan (80 calls, 4 leak out each second). */
export interface Bucket {
  readonly level: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export const BUCKET_SIZE = 80;
const LEAK_PER_SECOND = 4;

/** One more call at `now`. A refused call adds nothing; `waitSeconds` is then when there is room again. */
export function pour(bucket: Bucket | undefined, now: number): { bucket: Bucket; isFull: boolean; waitSeconds: number } {
  const leaked = bucket ? Math.max(0, bucket.level - ((now - bucket.at) / 1000) * LEAK_PER_SECOND) : 0;
  const isFull = leaked + 1 > BUCKET_SIZE;
  const level = isFull ? leaked : leaked + 1;
  return {
    bucket: { level, at: now },
    isFull,
    waitSeconds: isFull ? Math.max(1, Math.ceil((leaked + 1 - BUCKET_SIZE) / LEAK_PER_SECOND)) : 0,
  };
}
