import { at } from '../../../api/address';
import type { ApiProblem } from '../../../api/problem';
import { outbox } from '../../../store/outbox.svelte';
import { workplace } from '../../../store/workplace.svelte';
import { say } from '../../../words/language.svelte';
import { productWords } from '../../../words/product';
import type { Value } from '../details.rules';
import type { Product } from '../pending.rules';

/** What was filled in of the product itself, and where it is to be sold. */
export interface Answers {
  attributes: Record<string, Value>;
  shelfLifeDays: number | null;
  shops: string[];
}

/** What the program does not have yet goes to it. `isDone`: there was something. */
export async function saveAnswers(
  known: Product,
  { attributes, shelfLifeDays }: Answers,
): Promise<{ readonly problem?: ApiProblem; readonly isWaiting: boolean; readonly isDone: boolean }> {
  const fresh = Object.entries(attributes).filter(([code, value]) => value !== null && value !== '' && known.attributes[code] !== value);
  const days = shelfLifeDays === known.shelfLifeDays ? null : shelfLifeDays;
  if (fresh.length === 0 && days === null) return { isWaiting: false, isDone: false };
  const outcome = await outbox.submit({
    ...{ method: 'patch' as const, producerId: known.producerId, whose: workplace.nameOf(known.producerId) ?? '', about: [known.id] },
    address: at('/api/v1/producers/{producerId}/products/{productId}', { producerId: known.producerId, productId: known.id }),
    body: {
      version: known.version,
      ...(fresh.length === 0 ? {} : { attributes: Object.fromEntries(fresh) }),
      ...(days === null ? {} : { shelfLifeDays: days }),
    },
    base: { ...known },
    what: say(productWords).form.what(known.name),
  });
  return outcome.state === 'refused'
    ? { problem: outcome.problem, isWaiting: false, isDone: true }
    : { isWaiting: outcome.state === 'waiting', isDone: true };
}
