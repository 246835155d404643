import type { Method, RouteOf } from '../api/address';
import { toasts } from '../parts/toast.svelte';
import { say } from '../words/language.svelte';
import { shellWords } from '../words/shell';
import type { Deed } from './deed';
import type { Outcome } from './outbox-news';
import { outbox } from './outbox.svelte';

/** Does it and tells the outcome at the foot of the page: done, kept until there is a signal, or the program's own words of refusal. */
export async function doing<M extends Exclude<Method, 'get'>, P extends RouteOf<M>>(deed: Deed<M, P>, done?: string): Promise<Outcome> {
  const outcome = await outbox.submit(deed);
  const { state } = say(shellWords);
  switch (outcome.state) {
    case 'sent':
      toasts.say(done ?? state.saved);
      break;
    case 'waiting':
      toasts.say(state.willBeSent, 'info');
      break;
    case 'refused':
      toasts.say(outcome.problem.message, 'bad');
      break;
  }
  return outcome;
}
