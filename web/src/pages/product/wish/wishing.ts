import { v7 as uuid } from 'uuid';
import { at } from '../../../api/address';
import { deed, type Deed } from '../../../store/deed';
import { outbox } from '../../../store/outbox.svelte';
import { say } from '../../../words/language.svelte';
import { wishWords } from '../../../words/wish';
import { consentsOf, type Agreement } from './wish.rules';

interface Wished {
  readonly producerId: string;
  readonly whose: string;
  readonly productId: string;
  readonly name: string;
  readonly shops: readonly string[];
  /** null: nothing has to be agreed to any more. */
  readonly agreement: Agreement | null;
}

/** Has the product go on sale at these shops by itself, as soon as it is ready; agrees first to what is still to be agreed to. */
export function wishesOf({ producerId, whose, productId, name, shops, agreement }: Wished): Deed[] {
  const w = say(wishWords);
  const wish = deed({
    ...{ method: 'put' as const, producerId, whose, about: [productId] },
    address: at('/api/v1/producers/{producerId}/products/{productId}/publication-wish', { producerId, productId }),
    body: { connectionIds: [...shops] },
    what: w.what(name),
  });
  if (agreement === null || agreement.texts.length === 0) return [wish];
  const consents = deed({
    ...{ method: 'post' as const, producerId, whose },
    address: at('/api/v1/producers/{producerId}/consents', { producerId }),
    body: consentsOf(agreement, uuid),
    what: w.whatAgree(agreement.texts.length),
  });
  return [consents, wish];
}

/** Wishes it now, or as soon as there is a signal. Throws: ApiProblem device-full, which the person has been told. */
export async function wishPublication(wished: Wished): Promise<void> {
  await outbox.putAll(wishesOf(wished));
}
