/** Units of one line that can be delivered. */
export interface Accepted {
  readonly lineId: string;
  readonly quantity: number;
}

interface Line {
  readonly lineId: string;
  readonly quantity: number;
}

/** Lines of which nothing can be delivered are left out: the platform takes that as refused. */
export function acceptedOf(units: Readonly<Record<string, number>>): Accepted[] {
  return Object.entries(units).flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : []));
}

/** What becomes of an order of which so much can be delivered. */
export function fateOf(lines: readonly Line[], units: Readonly<Record<string, number>>): 'whole' | 'part' | 'nothing' {
  const left = lines.map(({ lineId, quantity }) => units[lineId] ?? quantity);
  if (left.every((now) => now === 0)) return 'nothing';
  return lines.every(({ quantity }, index) => left[index] === quantity) ? 'whole' : 'part';
}

/** Whether a part of it can be accepted at all: only where the platform confirms line by line, and only of more than one unit. */
export function mayAcceptPart(stage: string, granularity: unknown, lines: readonly Line[]): boolean {
  return stage === 'awaiting-seller' && granularity === 'line' && lines.reduce((sum, { quantity }) => sum + quantity, 0) > 1;
}
