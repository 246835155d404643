/** What the program said of a stock. */
export interface Told {
  readonly onHand: number | null;
  readonly promised: number;
}

/** A write that waits on this device. */
export interface Waiting {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly state: string;
}

export interface Believed {
  /** null: never counted. */
  readonly onHand: number | null;
  /** Whether something of it was not sent yet. */
  readonly isWaiting: boolean;
}

/** What lies in the store as far as this device knows: what the program said last, with what was done here since and not sent yet. `without`: ids of writes counted elsewhere. */
export function believed(told: Told | undefined, stockUrl: string, items: readonly Waiting[], without: ReadonlySet<string>): Believed {
  let onHand = told?.onHand ?? null;
  let isWaiting = false;
  for (const { id, method, url, body, state } of items) {
    if (!isOf(url, stockUrl) || (state !== 'waiting' && state !== 'sending') || without.has(id)) continue;
    isWaiting = true;
    const write = (body ?? {}) as { onHand?: number; change?: number };
    if (method === 'put') onHand = write.onHand ?? onHand;
    else if (onHand !== null) onHand += write.change ?? 0;
  }
  return { onHand, isWaiting };
}

const isOf = (url: string, stockUrl: string): boolean => url === stockUrl || url === `${stockUrl}/adjustments`;

/** Whether one more may be taken away: what was promised to buyers stays. */
export function mayTake(onHand: number | null, promised: number): boolean {
  return onHand !== null && onHand > promised;
}

/** `+3`, `−2` with the long sign. */
export function signed(change: number): string {
  return change < 0 ? `−${-change}` : `+${change}`;
}
