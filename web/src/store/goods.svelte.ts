import { trueNow } from './program-time';
import { liveQuery } from 'dexie';
import { untrack } from 'svelte';
import { at } from '../api/address';
import { call } from '../api/client';
import { problemOf, type ApiProblem } from '../api/problem';
import type { components } from '../api/schema';
import { alone } from './alone';
import { database, type Good, type GoodsList } from './database';
import { renewed } from './goods.rules';
import { watch } from './reading.svelte';
import { makeRoom } from './room';
import { session } from './session.svelte';

type CardPage = components['schemas']['ProductCardPage'];

const PAGE = 100;
const FIRST = { asOf: null, next: null, etag: null } as const;

/**
 * Brings the products of a producer that are kept here in step with the program: all of them the first time, a page at a time and going on where it broke off; then
 * only what changed. Throws: ApiProblem.
 */
export async function keepInStep(producerId: string): Promise<void> {
  const { accountId } = session;
  await alone(`len-san-goods-${producerId}`, () => new Kept(accountId, producerId).step());
}

/** The products of one producer, as one account sees them. */
class Kept {
  constructor(
    private readonly accountId: string,
    private readonly producerId: string,
  ) {}

  async step(): Promise<void> {
    const list = await database.goodsLists.get([this.accountId, this.producerId]);
    const total = !list || list.next !== null ? await this.fill(list) : await this.changes(list);
    if (total !== null && total !== (await this.all().count())) await this.replace();
  }

  private all() {
    return database.goods.where({ accountId: this.accountId, producerId: this.producerId });
  }

  /** All of them for the first time; each page is kept at once. */
  private async fill(list: GoodsList | undefined): Promise<number | null> {
    let { asOf, next }: Pick<GoodsList, 'asOf' | 'next'> = list ?? FIRST;
    for (;;) {
      const { body } = await this.read({ cursor: next ?? undefined });
      asOf ??= body?.asOf ?? null;
      next = body?.next ?? null;
      await this.put(body?.items ?? [], { asOf, next, etag: null });
      if (next === null) return body?.total ?? null;
    }
  }

  /** What changed since the last time. Nothing: an answer without a word. */
  private async changes({ asOf, etag, at: _, ...list }: GoodsList): Promise<number | null> {
    const since = { changedSince: asOf ?? undefined };
    const first = await this.read(since, etag ?? undefined);
    if (!first.body) {
      await this.put([], { ...list, asOf, etag });
      return null;
    }
    const items = [...first.body.items];
    for (let next = first.body.next; next !== undefined;) {
      const { body } = await this.read({ ...since, cursor: next });
      items.push(...(body?.items ?? []));
      next = body?.next;
    }
    const newer = first.body.asOf ?? null;
    await this.put(items, { asOf: newer, next: null, etag: newer === asOf && first.body.next === undefined ? first.etag : null });
    return first.body.total;
  }

  /** Some are gone, and nobody says which: what is no longer among all of them goes. */
  private async replace(): Promise<void> {
    const items: CardPage['items'] = [];
    let asOf: string | null = null;
    for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
      const { body } = await this.read({ cursor: next });
      if (isFirst) asOf = body?.asOf ?? null;
      items.push(...(body?.items ?? []));
      next = body?.next;
    }
    await this.put(items, { asOf, next: null, etag: null }, { isAll: true });
  }

  private async read(
    query: { readonly cursor?: string; readonly changedSince?: string },
    etag?: string,
  ): Promise<{ body: CardPage | undefined; etag: string | null }> {
    const url = at('/api/v1/producers/{producerId}/product-cards', { producerId: this.producerId }, { limit: PAGE, ...query });
    const reply = await call({ method: 'get', url, etag });
    return { body: reply.status === 304 ? undefined : (reply.body as CardPage), etag: reply.etag };
  }

  private async put(items: CardPage['items'], list: Pick<GoodsList, 'asOf' | 'next' | 'etag'>, { isAll = false } = {}): Promise<void> {
    const { accountId, producerId } = this;
    await makeRoom(() =>
      database.transaction('rw', database.goods, database.goodsLists, async () => {
        if (isAll) await this.all().delete();
        await database.goods.bulkPut(items.map((item) => ({ ...item, accountId, producerId })));
        await database.goodsLists.put({ ...list, accountId, producerId, at: trueNow().toISOString() });
      }),
    );
  }
}

/** The products of a producer: at once what is kept here, then in step with the program. Goes into `<Loaded of=…>`. */
export class Goods {
  data = $state.raw<readonly Good[]>();
  at = $state<string>();
  problem = $state.raw<ApiProblem>();
  isLoading = $state(true);

  constructor(private readonly producerId: () => string) {
    $effect(() => {
      const id = producerId();
      untrack(() => {
        this.data = undefined;
        void this.load();
      });
      const watching = liveQuery(() => kept(session.accountId, id)).subscribe({
        next: (now) => now && this.show(now),
        error: () => undefined, // the device's own storage did not answer
      });
      return () => watching.unsubscribe();
    });
    watch({
      url: () => at('/api/v1/producers/{producerId}/product-cards', { producerId: producerId() }),
      at: () => this.at,
      load: () => this.load(),
    });
  }

  /** Looks what is new. Throws nothing. */
  async load(): Promise<void> {
    const id = this.producerId();
    this.isLoading = true;
    this.problem = undefined;
    try {
      await keepInStep(id);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.body.status === 401) session.hasEnded = true;
      if (id === this.producerId()) this.problem = problem;
    } finally {
      if (id === this.producerId()) this.isLoading = false;
    }
  }

  private show({ goods, at: told }: { goods: readonly Good[]; at: string }): void {
    this.data = renewed(this.data ?? [], goods);
    this.at = told;
  }
}

async function kept(accountId: string, producerId: string): Promise<{ goods: readonly Good[]; at: string } | undefined> {
  const list = await database.goodsLists.get([accountId, producerId]);
  return list && { goods: await database.goods.where({ accountId, producerId }).toArray(), at: list.at };
}

/** Inside a component: `const goods = keptGoods(() => producerId)`. */
export function keptGoods(producerId: () => string): Goods {
  return new Goods(producerId);
}
