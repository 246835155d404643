import type { ApiProblem } from '../../api/problem';
import type { Method, RouteOf } from '../../api/address';
import { toasts } from '../../parts/toast.svelte';
import type { Deed } from '../../store/deed';
import { outbox } from '../../store/outbox.svelte';
import { say } from '../../words/language.svelte';
import { productWords } from '../../words/product';

/** Does it, with what goes along with it, now or as soon as there is a signal, and says which. Answers what was wrong, or undefined when it is done or will be. */
export async function save<M extends Exclude<Method, 'get'>, P extends RouteOf<M>>(
  first: Deed<M, P>,
  done?: string,
  rest: readonly Deed[] = [],
): Promise<ApiProblem | undefined> {
  const outcome = await outbox.submit(first, rest);
  const { form } = say(productWords);
  if (outcome.state === 'refused') return outcome.problem;
  toasts.say(outcome.state === 'waiting' ? form.savedWaiting : (done ?? form.savedSent));
  return undefined;
}
