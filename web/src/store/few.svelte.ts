const PAGE = 48;

/** A long list that is all here, shown a part at a time: a cheap telephone takes seconds to draw a thousand cards. Goes into `<More of=…>`. */
export class FewAtFirst<T> {
  readonly isLoadingMore = false;
  readonly moreProblem = undefined;
  private open = $state(PAGE);

  constructor(private readonly list: () => readonly T[]) {}

  readonly all = $derived.by(() => this.list());
  readonly now = $derived(this.all.slice(0, this.open));
  readonly hasMore = $derived(this.all.length > this.open);

  async more(): Promise<void> {
    this.open += PAGE;
  }
}
