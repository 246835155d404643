import { v7 as uuid } from 'uuid';
import { at } from '../../../api/address';
import type { components } from '../../../api/schema';
import type { FileBeside } from '../../../store/draft.svelte';
import { deed, type Deed } from '../../../store/deed';
import type { Outcome } from '../../../store/outbox-news';
import { outbox } from '../../../store/outbox.svelte';
import { say } from '../../../words/language.svelte';
import { productWords } from '../../../words/product';
import { stockWords } from '../../../words/stock';
import { wishesOf } from '../wish/wishing';
import type { Agreement } from '../wish/wish.rules';

export interface Registered {
  readonly producerId: string;
  readonly whose: string;
  readonly product: components['schemas']['CreateProduct'] & { readonly id: string };
  /** What the label says, where it is not known yet whether the program asks that of the set: said apart, so that a refusal costs nothing else. */
  readonly label: Readonly<Record<string, string>>;
  readonly photos: readonly FileBeside[];
  /** null: not counted. */
  readonly stock: number | null;
  readonly shops: readonly string[];
  readonly agreement: Agreement | null;
}

/** Registers the product with what goes along with it: photos, what lies in the store, and where it is to be sold. All of it is kept or nothing, without a signal as well. */
export async function register({ producerId, whose, product, label, photos, stock, shops, agreement }: Registered): Promise<Outcome> {
  const w = say(productWords);
  const { id: productId, name } = product;
  const shared = { producerId, whose, about: [productId] };
  const said = deed({
    ...{ method: 'patch' as const, ...shared },
    address: at('/api/v1/producers/{producerId}/products/{productId}', { producerId, productId }),
    body: { version: 1, attributes: { ...label } },
    base: { version: 1, attributes: {} },
    what: w.form.what(name),
  });
  const counted = (onHand: number): Deed =>
    deed({
      ...{ method: 'put' as const, ...shared },
      address: at('/api/v1/producers/{producerId}/products/{productId}/stock', { producerId, productId }),
      body: { onHand },
      what: say(stockWords).whatCount(name, onHand),
    });
  const taken = photos.map(({ file }) =>
    deed({
      ...{ method: 'post' as const, ...shared, file },
      address: at('/api/v1/producers/{producerId}/uploads', { producerId }),
      body: { productId } as never, // not the body of a request: which product the photo is of, see store/sending-files
      what: w.register.whatPhoto(name),
    }),
  );
  return outbox.submit(
    {
      ...{ method: 'post' as const, ...shared },
      address: at('/api/v1/producers/{producerId}/products', { producerId }),
      body: product,
      what: w.register.what(name),
    },
    [
      ...(Object.keys(label).length > 0 ? [said] : []),
      ...(stock === null ? [] : [counted(stock)]),
      ...taken,
      ...(shops.length > 0 ? wishesOf({ producerId, whose, productId, name, shops, agreement }) : []),
    ],
  );
}

/** Made once for a form, so that sending it twice makes one product. */
export const newIds = (): { productId: string; packId: string } => ({ productId: uuid(), packId: uuid() });
