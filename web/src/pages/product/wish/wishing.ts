import { v7 as uuid } from 'uuid';
import { at } from '../../../api/address';
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
export async function wishPublication({ producerId, whose, productId, name, shops, agreement }: Wished): Promise<void> {
  const w = say(wishWords);
  if (agreement !== null && agreement.texts.length > 0)
    await outbox.put({
      ...{ method: 'post' as const, producerId, whose },
      address: at('/api/v1/producers/{producerId}/consents', { producerId }),
      body: consentsOf(agreement, uuid),
      what: w.whatAgree(agreement.texts.length),
    });
  await outbox.put({
    ...{ method: 'put' as const, producerId, whose, about: [productId] },
    address: at('/api/v1/producers/{producerId}/products/{productId}/publication-wish', { producerId, productId }),
    body: { connectionIds: [...shops] },
    what: w.what(name),
  });
}
