import { trueNow } from './program-time';
import { untrack } from 'svelte';
import type { Address, Answer, RouteOf } from '../api/address';
import { problemOf, type ApiProblem } from '../api/problem';
import { database } from './database';
import { readAhead, watch } from './reading.svelte';
import { session } from './session.svelte';

interface OnePage<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
/** Routes that answer page by page. */
export type ListRoute = {
  [P in RouteOf<'get'>]: Answer<P, 'get'> extends { items: readonly unknown[]; next?: string } ? P : never;
}[RouteOf<'get'>];
export type ItemOf<P extends ListRoute> = Answer<P, 'get'> extends { items: readonly (infer T)[] } ? T : never;

/** So many pages are read without being asked for: 1,000 entries of 100. */
const ALL = 10;

/**
 * A list over several pages, kept as `reading` keeps one answer: at once what was there last, then what the program says now. Goes into `<Loaded of=…>`, which
 * then gets the entries of all pages that are open.
 */
export class Paging<P extends ListRoute> {
  data = $state.raw<readonly ItemOf<P>[]>();
  hasMore = $state(false);
  at = $state<string>();
  problem = $state.raw<ApiProblem>();
  isLoading = $state(true);
  isLoadingMore = $state(false);
  moreProblem = $state.raw<ApiProblem>();
  private url: string | null = null;
  private open: number;

  constructor(address: () => Address<P> | null, { isWhole = false }: { isWhole?: boolean } = {}) {
    const first = isWhole ? ALL : 1;
    this.open = first;
    $effect(() => {
      const url = address();
      untrack(() => {
        if (url === this.url) return;
        this.url = url;
        this.data = undefined;
        this.open = first;
        void this.load();
      });
    });
    watch({ url: () => this.url, load: () => this.load() });
  }

  /** Reads what is open again. Throws nothing. */
  async load(): Promise<void> {
    const { url } = this;
    if (url === null) return;
    this.isLoading = true;
    this.problem = undefined;
    if (this.data === undefined) {
      const kept = await this.walk(url, async (page) => (await database.answers.get([session.accountId, page]))?.body);
      if (kept && url === this.url && this.data === undefined) this.show(kept, undefined);
    }
    try {
      const now = await this.walk(url, readAhead);
      if (now && url === this.url) this.show(now, trueNow().toISOString());
    } catch (error) {
      const problem = problemOf(error);
      if (problem.body.status === 401) session.hasEnded = true;
      if (url !== this.url) return;
      this.problem = problem;
      this.at = (await database.answers.get([session.accountId, url]))?.at;
    } finally {
      if (url === this.url) this.isLoading = false;
    }
  }

  /** Reads the next page. Throws nothing. */
  async more(): Promise<void> {
    const { url } = this;
    if (url === null || this.isLoadingMore) return;
    this.isLoadingMore = true;
    this.moreProblem = undefined;
    this.open += 1;
    try {
      const now = await this.walk(url, readAhead);
      if (now && url === this.url) this.show(now, trueNow().toISOString());
    } catch (error) {
      this.open -= 1;
      this.moreProblem = problemOf(error);
    } finally {
      this.isLoadingMore = false;
    }
  }

  /** The pages that are open, one after the other; undefined: not even the first is there. */
  private async walk(url: string, read: (page: string) => Promise<unknown>): Promise<OnePage<ItemOf<P>> | undefined> {
    const items: ItemOf<P>[] = [];
    let next: string | undefined;
    for (let n = 0; n < this.open; n += 1) {
      const page = (await read(n === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next ?? '')}`)) as
        OnePage<ItemOf<P>> | undefined;
      if (!page) return n === 0 ? undefined : { items, next };
      items.push(...page.items);
      next = page.next;
      if (next === undefined) break;
    }
    return { items, next };
  }

  private show({ items, next }: OnePage<ItemOf<P>>, at: string | undefined): void {
    this.data = items;
    this.hasMore = next !== undefined;
    if (at !== undefined) this.at = at;
  }
}

/**
 * Inside a component: `const orders = paging(() => at('/api/v1/producers/{producerId}/orders', { producerId }))`, then `<Loaded of={orders}>` and
 * `<More of={orders} />`. `isWhole`: all pages at once, up to ten.
 */
export function paging<P extends ListRoute>(address: () => Address<P> | null, options?: { isWhole?: boolean }): Paging<P> {
  return new Paging(address, options);
}
