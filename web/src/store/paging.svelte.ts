import type { Address, Answer, RouteOf } from '../api/address';
import { get } from '../api/client';
import { problemOf, type ApiProblem } from '../api/problem';
import { reading, type Reading } from './reading.svelte';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

type ItemOf<A> = A extends { items: readonly (infer T)[] } ? T : never;

/** A list that is read page by page. The first page is kept for times without a signal; the others are read when somebody asks for more. */
class Paging<P extends RouteOf<'get'>> {
  private readonly first: Reading<P>;
  private further = $state.raw<{ of: string; items: readonly ItemOf<Answer<P, 'get'>>[]; next: string | undefined }>();
  isLoadingMore = $state(false);
  moreProblem = $state.raw<ApiProblem>();

  constructor(private readonly address: () => Address<P> | null) {
    this.first = reading(address);
  }

  private get page(): PageOf<ItemOf<Answer<P, 'get'>>> | undefined {
    return this.first.data as PageOf<ItemOf<Answer<P, 'get'>>> | undefined; // only lists are given to paging()
  }

  /** What `<Loaded of={…}>` wants: undefined until something is known. */
  get data(): readonly ItemOf<Answer<P, 'get'>>[] | undefined {
    const page = this.page;
    return page && [...page.items, ...(this.further?.of === this.mark ? this.further.items : [])];
  }

  get at(): string | undefined {
    return this.first.at;
  }

  get problem(): ApiProblem | undefined {
    return this.first.problem;
  }

  get isLoading(): boolean {
    return this.first.isLoading;
  }

  get hasMore(): boolean {
    return (this.further?.of === this.mark ? this.further.next : this.page?.next) !== undefined;
  }

  /** Reads again from the start. */
  async load(): Promise<void> {
    this.further = undefined;
    await this.first.load();
  }

  /** Reads the next page. Throws nothing. */
  async more(): Promise<void> {
    const address = this.address();
    const { mark } = this;
    const known = this.further?.of === mark ? this.further : { of: mark, items: [], next: this.page?.next };
    if (address === null || known.next === undefined || this.isLoadingMore) return;
    this.isLoadingMore = true;
    this.moreProblem = undefined;
    try {
      const url = `${address}${address.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(known.next)}`;
      const { items, next } = (await get(url as Address<P>)) as unknown as PageOf<ItemOf<Answer<P, 'get'>>>;
      if (mark === this.mark) this.further = { of: mark, items: [...known.items, ...items], next };
    } catch (error) {
      this.moreProblem = problemOf(error);
    } finally {
      this.isLoadingMore = false;
    }
  }

  /** Which first page the further ones belong to. */
  private get mark(): string {
    return `${this.address() ?? ''} ${this.at ?? ''}`;
  }
}

/** Inside a component: `const orders = paging(() => at('/api/v1/producers/{producerId}/orders', { producerId }))`, then `<Loaded of={orders}>` and `<More of={orders} />`. */
export function paging<P extends RouteOf<'get'>>(address: () => Address<P> | null): Paging<P> {
  return new Paging(address);
}
