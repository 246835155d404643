import { at } from '../../../api/address';
import type { ApiProblem } from '../../../api/problem';
import { outbox } from '../../../store/outbox.svelte';
import { workplace } from '../../../store/workplace.svelte';
import { say } from '../../../words/language.svelte';
import { listingWords } from '../../../words/listing';

export type Published =
  { readonly result: 'sent' | 'waiting' } | { readonly result: 'proposed' } | { readonly result: 'failed'; readonly problem: ApiProblem };

interface ProductName {
  readonly id: string;
  readonly producerId: string;
  readonly name: string;
}

/** Offers a product at the shops. What an officer offers for the first time becomes a proposal to the producer. */
export async function publish({ id: productId, producerId, name }: ProductName, connectionIds: readonly string[]): Promise<Published> {
  const outcome = await outbox.submit({
    method: 'post' as const,
    address: at('/api/v1/producers/{producerId}/products/{productId}/listings', { producerId, productId }),
    body: { connectionIds: [...connectionIds] },
    what: say(listingWords).what.publish(name),
    producerId,
    whose: workplace.nameOf(producerId) ?? '',
    about: [productId],
  });
  switch (outcome.state) {
    case 'waiting':
      return { result: 'waiting' };
    case 'refused':
      return { result: 'failed', problem: outcome.problem };
    case 'sent':
      return {
        result: typeof outcome.answer === 'object' && outcome.answer !== null && 'proposal' in outcome.answer ? 'proposed' : 'sent',
      };
  }
}

export type Wish = 'pause' | 'resume' | 'withdraw';

interface ListingName {
  readonly id: string;
  readonly productId: string;
}

/** What somebody wants of one listing. */
export function wish(producerId: string, { id: listingId, productId }: ListingName, name: string, wanted: Wish) {
  return outbox.submit({
    method: 'post' as const,
    address: at(`/api/v1/producers/{producerId}/listings/{listingId}/${wanted}`, { producerId, listingId }),
    what: say(listingWords).what[wanted](name),
    producerId,
    whose: workplace.nameOf(producerId) ?? '',
    about: [listingId, productId],
  });
}
