const PAGE = 48;
/** A telephone's screen. */
const SLICE = 5;

/**
 * A long list that is all here, shown a part at a time: a cheap telephone takes seconds to draw a thousand cards. What is shown is drawn a few cards at a time, too,
 * with time for a finger between. Goes into `<More of=…>`; made inside a component.
 */
export class FewAtFirst<T> {
  readonly isLoadingMore = false;
  readonly moreProblem = undefined;
  private open = $state(PAGE);
  private drawn = $state(SLICE);

  constructor(private readonly list: () => readonly T[]) {
    $effect(() => {
      if (this.drawn >= Math.min(this.open, this.all.length)) return;
      const timer = setTimeout(() => (this.drawn += SLICE));
      return () => clearTimeout(timer);
    });
  }

  readonly all = $derived.by(() => this.list());
  readonly now = $derived(this.all.slice(0, Math.min(this.open, this.drawn)));
  readonly hasMore = $derived(this.all.length > this.open && this.drawn >= this.open);

  async more(): Promise<void> {
    this.open += PAGE;
  }
}
