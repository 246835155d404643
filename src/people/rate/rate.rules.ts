import ipaddr from 'ipaddr.js';

const UNSAFE: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** What a request takes out of an allowance. Writes cost a transaction, reading costs a query; a part of a file is sent by the hundred. */
export function costOf(method: string, route: string): number {
  if (!UNSAFE.has(method) || route.endsWith('/uploads/:uploadId')) return 1;
  return 3;
}

/** Whom an address stands for: with IPv6 a house has a whole /64, so that each of its 2⁶⁴ addresses is no stranger of its own. */
export function placeOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv4
    ? parsed.toString()
    : `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`;
}

/** An allowance is taken out of the database in pieces of this part of it: one statement in some fifty requests, and so much at most is too much or too little for each process. */
const PIECES = 50;

export function pieceOf(allowance: number): number {
  return Math.max(1, Math.floor(allowance / PIECES));
}
