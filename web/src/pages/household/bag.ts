import { trueNow } from '../../store/program-time';
import { at } from '../../api/address';
import { problemOf } from '../../api/problem';
import { database, type Good } from '../../store/database';
import { keepInStep } from '../../store/goods.svelte';
import { readAhead } from '../../store/reading.svelte';
import { session } from '../../store/session.svelte';
import { addressesOf, addressesOfProduct } from './household.rules';

/** Requests at a time: a bad line carries few. */
const SIDE_BY_SIDE = 3;

interface Counts {
  pages: number;
  photos: number;
  bytes: number;
  isComplete: boolean;
}

interface Goods {
  readonly id: string;
  readonly photoIds: readonly string[];
}

/** Reads once what every household needs: lists of places, texts that are agreed to, own mandates. Throws: ApiProblem. */
export async function packCommon(provinceCodes: readonly string[]): Promise<void> {
  const lists = [
    at('/api/v1/reference/ocop-sets'),
    at('/api/v1/reference/provinces'),
    at('/api/v1/consent-texts'),
    at('/api/v1/platforms'),
  ];
  const own = [at('/api/v1/mandates'), at('/api/v1/officer/areas')];
  const steps = [
    { mine: true, limit: 20 },
    { mine: true, limit: 20, oneEach: true },
  ].map((query) => at('/api/v1/next-steps', {}, query));
  const places = [...new Set(provinceCodes)].map((code) => at('/api/v1/reference/provinces/{code}/communes', { code }));
  for (const address of [...lists, ...own, ...steps, ...places]) await readAhead(address);
}

/** Reads a household ahead, with its products and small pictures. Answers whether all of it came; only then it is in the bag. */
export async function pack(producerId: string, name: string): Promise<boolean> {
  const counts: Counts = { pages: 0, photos: 0, bytes: 0, isComplete: true };
  const goods = await goodsOf(producerId, counts);
  await each(addressesOf(producerId), (url) => page(url, counts));
  const answers = await each(
    goods.flatMap(({ id }) => addressesOfProduct(producerId, id)),
    (url) => page(url, counts),
  );
  const products = answers.filter((answer): answer is Goods => isGoods(answer as Partial<Goods> | undefined));
  const photos = [...new Set(products.flatMap(({ photoIds }) => photoIds))];
  await each(photos, (photoId) => picture(at('/api/v1/producers/{producerId}/photos/{photoId}/preview', { producerId, photoId }), counts));
  const { isComplete, pages, photos: pictures, bytes } = counts;
  if (isComplete)
    await database.bag.put({
      ...{ accountId: session.accountId, producerId, name, at: trueNow().toISOString() },
      ...{ pages, photos: pictures, bytes },
    });
  return isComplete;
}

const isGoods = (one: Partial<Goods> | undefined): boolean => typeof one?.id === 'string' && Array.isArray(one.photoIds);

/** What lists show of its products, in step with the program. */
async function goodsOf(producerId: string, counts: Counts): Promise<readonly Good[]> {
  try {
    await keepInStep(producerId);
  } catch (error) {
    note(error, counts);
  }
  const goods = await database.goods.where({ accountId: session.accountId, producerId }).toArray();
  counts.pages += 1;
  counts.bytes += JSON.stringify(goods).length;
  return goods;
}

/** What one may not see is not missing. */
function note(error: unknown, counts: Counts): void {
  const { isSilence, body } = problemOf(error);
  if (isSilence || body.status === 429 || body.status >= 500) counts.isComplete = false;
}

async function page(url: string, counts: Counts): Promise<unknown> {
  try {
    const body = await readAhead(url);
    counts.pages += 1;
    counts.bytes += JSON.stringify(body).length;
    return body;
  } catch (error) {
    note(error, counts);
    return undefined;
  }
}

/** Into the cache out of which pictures are shown without a signal. */
async function picture(url: string, counts: Counts): Promise<void> {
  try {
    const cache = 'caches' in window ? await caches.open('photos') : undefined;
    const known = await cache?.match(url);
    const answer = known ?? (await fetch(url));
    if (!answer.ok) return;
    if (!known) await cache?.put(url, answer.clone());
    counts.bytes += (await answer.blob()).size;
    counts.photos += 1;
  } catch {
    counts.isComplete = false;
  }
}

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = [...items];
  const run = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, run));
  return results;
}
