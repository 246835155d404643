import type { components } from '../../api/schema';

type Mandate = components['schemas']['MandateDto'];
type ConsentText = components['schemas']['ConsentTextDto'];

/** Without what nobody can be registered by an officer: that the data are kept, and that the officer acts. */
const NEEDED: readonly string[] = ['register-profile', 'officer-acts-for-me'];
/** What is asked at the door; the rest of the purposes has its own moment. */
const ASKED: readonly string[] = [...NEEDED, 'order-fulfilment', 'publish-on-platform'];

/** The texts that are read at the door, the needed ones first. */
export function textsToRead<T extends Pick<ConsentText, 'purpose'>>(
  texts: readonly T[],
): { readonly text: T; readonly isNeeded: boolean }[] {
  return texts
    .filter(({ purpose }) => ASKED.includes(purpose))
    .map((text) => ({ text, isNeeded: NEEDED.includes(text.purpose) }))
    .sort((a, b) => ASKED.indexOf(a.text.purpose) - ASKED.indexOf(b.text.purpose));
}

/** The one mandate of each producer that tells most: one that counts before one that does not, then the one that lasts longest. */
export function mandateOfEach<M extends Pick<Mandate, 'producerId' | 'counts' | 'validUntil'>>(mandates: readonly M[]): Map<string, M> {
  const best = new Map<string, M>();
  for (const mandate of mandates) {
    const known = best.get(mandate.producerId);
    const isBetter = !known || (mandate.counts !== known.counts ? mandate.counts : mandate.validUntil > known.validUntil);
    if (isBetter) best.set(mandate.producerId, mandate);
  }
  return best;
}

const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;

/** How many days what was read ahead may still be relied on; 0: fill again. */
export function daysGood(at: string, now: number): number {
  return Math.max(0, Math.ceil(WEEK_DAYS - (now - Date.parse(at)) / DAY_MS));
}

const HOME = '/api/v1/producers';

/** What is read of a household before the road: the addresses that its pages ask for, to the letter. */
export function addressesOf(producerId: string): readonly string[] {
  const home = `${HOME}/${producerId}`;
  const goods = ['listings?limit=100', 'shops'];
  const orders = ['orders?limit=20', 'orders?limit=100&stage=awaiting-seller', 'orders?limit=100&stage=confirmed'];
  const papers = ['documents?limit=50', 'reminders', 'consents', 'mandates', 'proposals', 'receipts', 'late-work?state=waiting'];
  const lists = [...goods, ...orders, ...papers, 'next-steps?mine=true&limit=20'];
  return [home, ...lists.map((list) => `${home}/${list}`)];
}

/** And of each of its products. */
export function addressesOfProduct(producerId: string, productId: string): readonly string[] {
  const product = `${HOME}/${producerId}/products/${productId}`;
  const selling = ['readiness', 'why-not-live', 'photos/check', 'duplicates'];
  const store = ['stock', 'stock/moves?limit=20', 'lots'];
  const papers = ['documents?limit=100', 'certificates'];
  return [product, ...[...selling, ...store, ...papers].map((part) => `${product}/${part}`)];
}
