import type { OrderRule } from '../../catalog';
import type { OrderStage, RemoteOrder } from '../../platform';
import { mayAct } from './order.rules';

/** What the law says against carrying out an order that is paid so; null: nothing. */
export function forbiddenBecause(payment: RemoteOrder['payment'], rules: readonly OrderRule[]): string | null {
  if (payment === 'paid') return null;
  return rules.find(({ asked }) => asked.includes('cashless'))?.textVi ?? null;
}

/** How an order is turned away from where it stands; null: its goods have left, and a person has to see to it. */
export function actAgainst(stage: OrderStage): 'refuse' | 'cancel' | null {
  if (mayAct(stage, 'refuse')) return 'refuse';
  return mayAct(stage, 'cancel') ? 'cancel' : null;
}

/** What platforms take of a reason. */
const REASON_CHARS = 100;

export function reasonFor(forbidden: string): string {
  return [...forbidden].slice(0, REASON_CHARS).join('');
}
