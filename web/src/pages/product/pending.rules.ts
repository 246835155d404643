import type { components } from '../../api/schema';
import type { Good } from '../../store/database';

export type Product = components['schemas']['ProductDto'];
export type Pack = components['schemas']['PackDto'];
type CreateProduct = components['schemas']['CreateProduct'];
type CreatePack = components['schemas']['CreatePack'];

/** What of an item of the outbox matters here. */
export interface Waiting {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly state: string;
  readonly producerId: string | null;
  readonly fileId?: string;
  readonly capturedAt: string;
}

/** Something that will not be done, or is done already, is not shown as coming. */
const isComing = ({ state }: Waiting): boolean => state !== 'held';

/** Products that were registered here and that the program does not know yet, newest first. */
export function registeredHere(
  items: readonly Waiting[],
  producerId: string,
): (CreateProduct & { id: string; state: string; itemId: string; photos: number })[] {
  return items
    .filter((item) => item.method === 'post' && item.url === `/api/v1/producers/${producerId}/products`)
    .map((item) => {
      const body = item.body as CreateProduct & { id: string }; // made by the register page, always with an id
      return { ...body, state: item.state, itemId: item.id, photos: photosOf(items, body.id).length };
    })
    .reverse();
}

/** Photos that wait to be added to the product. */
export const photosOf = (items: readonly Waiting[], productId: string): Waiting[] =>
  items.filter(({ fileId, body }) => fileId !== undefined && (body as { productId?: string } | undefined)?.productId === productId);

/** What of a product changes by what waits here. */
interface Changeable {
  readonly id: string;
  readonly producerId: string;
  readonly attributes: Product['attributes'];
  readonly packs: readonly { readonly id: string }[];
  readonly photoIds: readonly string[];
}

/** The product as it will be once everything that waits here has arrived. */
export function asWillBe<P extends Changeable>(
  product: P,
  items: readonly Waiting[],
): { readonly product: P; readonly isWaiting: boolean } {
  const home = `/api/v1/producers/${product.producerId}/products/${product.id}`;
  const own = items.filter((item) => isComing(item) && (item.url === home || item.url.startsWith(`${home}/`)));
  const after = own.reduce((now, item) => applied(now, item, home), product);
  return { product: after, isWaiting: own.length + photosOf(items, product.id).length > 0 };
}

/** The same of what lists show of it. */
export function cardAsWillBe(good: Good, items: readonly Waiting[]): { readonly good: Good; readonly isWaiting: boolean } {
  const photoIds = good.coverPhotoId === null ? [] : [good.coverPhotoId];
  const { product, isWaiting } = asWillBe({ ...good, photoIds, attributes: {} }, items);
  return { good: { ...product, coverPhotoId: product.photoIds[0] ?? null }, isWaiting };
}

function applied<P extends Changeable>(product: P, { method, url, body }: Waiting, home: string): P {
  const part = url.slice(home.length);
  const fields = (body ?? {}) as Partial<Product>;
  if (part === '' && method === 'patch') {
    const { version: _, attributes, ...rest } = fields;
    const merged = Object.entries({ ...product.attributes, ...attributes }).filter(([, value]) => value !== null);
    return { ...product, ...rest, attributes: Object.fromEntries(merged) };
  }
  if (part === '/photos' && method === 'put') return { ...product, photoIds: fields.photoIds ?? product.photoIds };
  if (part === '/packs' && method === 'post') {
    const pack = body as CreatePack & { id: string };
    return { ...product, packs: [...product.packs.filter(({ id }) => id !== pack.id), { factor: 1, gtin: null, sku: '', ...pack }] };
  }
  const packId = /^\/packs\/([^/]+)$/.exec(part)?.[1];
  if (packId !== undefined && method === 'patch') {
    const { version: _, ...change } = body as Partial<Pack> & { version?: number };
    return { ...product, packs: product.packs.map((pack) => (pack.id === packId ? { ...pack, ...change } : pack)) };
  }
  return product;
}
