import { at, type Address } from '../../../api/address';
import type { components } from '../../../api/schema';
import { toasts } from '../../../parts/toast.svelte';
import { outbox } from '../../../store/outbox.svelte';
import { workplace } from '../../../store/workplace.svelte';
import { say } from '../../../words/language.svelte';
import { orderWords } from '../../../words/order';
import type { Act } from './order.rules';
import type { Accepted } from './part.rules';

type Order = components['schemas']['OrderDto'];

/** Asks for something to be done with an order and says what became of it. Answers whether it was taken. */
export async function act(
  producerId: string,
  order: Pick<Order, 'id' | 'platformOrderId'>,
  kind: Act,
  more: { readonly reason?: string; readonly accepted?: readonly Accepted[] } = {},
): Promise<boolean> {
  const w = say(orderWords);
  const deed = {
    method: 'post' as const,
    producerId,
    whose: workplace.nameOf(producerId) ?? '',
    about: [order.id],
    what: w.what[kind](order.platformOrderId),
  };
  const ids = { producerId, orderId: order.id };
  const outcome = await (kind === 'refuse' || kind === 'cancel'
    ? outbox.submit({
        ...deed,
        address: at(`/api/v1/producers/{producerId}/orders/{orderId}/${kind}`, ids),
        body: { reason: more.reason ?? '' },
      })
    : kind === 'confirm'
      ? outbox.submit({
          ...deed,
          address: at('/api/v1/producers/{producerId}/orders/{orderId}/confirm', ids),
          body: more.accepted ? { accepted: [...more.accepted] } : {},
        })
      : outbox.submit({ ...deed, address: at(`/api/v1/producers/{producerId}/orders/{orderId}/${kind}`, ids) }));
  if (outcome.state === 'refused') {
    toasts.say(outcome.problem.message, 'bad');
    return false;
  }
  toasts.say(outcome.state === 'sent' ? w.asked : w.waits, 'info');
  return true;
}

export const labelOf = (producerId: string, orderId: string): Address =>
  at('/api/v1/producers/{producerId}/orders/{orderId}/label', { producerId, orderId });
