import { judgeMandates, type Mandated, type Right } from '../mandate/mandate.rules';

/** How long after it was done work may arrive and still be kept for the producer to decide. */
export const LATE_DAYS = 30;
/** Pieces of one officer that wait for one producer: a month of visits. */
export const MOST_WAITING = 500;
const DAY_MS = 86_400_000;

/** Never kept: where money goes, and who may act, is said by the producer alone and at that moment. What has no key or is no JSON cannot be done later. */
const NEVER = /\/(mandates|consents|late-work|members|uploads|acts|proposals)(\/|$)/;

export function mayWait(route: string, body: unknown): boolean {
  if (/^(GET|HEAD|OPTIONS) /.test(route) || NEVER.test(route)) return false;
  return typeof body !== 'object' || body === null || !('bankAccount' in body);
}

/**
 * The mandate under which something was done that arrives when the mandate has ended; null when it is refused like everything else: it was done after the end,
 * before the beginning, without the right, in the future, or too long ago.
 */
export function mandateThen(
  mandates: readonly Mandated[],
  right: Right,
  { capturedAt, now }: { readonly capturedAt: Date | undefined; readonly now: Date },
): string | null {
  if (capturedAt === undefined || capturedAt > now) return null;
  if (now.getTime() - capturedAt.getTime() > LATE_DAYS * DAY_MS) return null;
  const answer = judgeMandates(mandates, right, capturedAt);
  return answer.is === 'granted' ? answer.mandateId : null;
}
