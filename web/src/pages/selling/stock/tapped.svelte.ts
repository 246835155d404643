import { v7 as uuid } from 'uuid';
import { at } from '../../../api/address';
import type { ApiProblem } from '../../../api/problem';
import type { components } from '../../../api/schema';
import { outbox } from '../../../store/outbox.svelte';
import { workplace } from '../../../store/workplace.svelte';
import { believed, type Believed } from './stock.rules';

type Stock = components['schemas']['StockDto'];
type Known = Pick<Stock, 'onHand' | 'promised'>;

/** Taps in a row travel as one change. */
const IN_A_ROW_MS = 1_400;

interface Told {
  /** A change went on its way. */
  readonly changed: (change: number) => void;
  readonly refused: (problem: ApiProblem) => void;
  /** What people read while it waits. */
  readonly whatOf: (change: number) => string;
}

/** The − and + of one product: shown with each tap, sent as one change when the tapping stops. */
export class Tapped {
  /** Tapped, not yet in the outbox. */
  pending = $state(0);
  /** In the outbox by this page, and not yet in what the program says. */
  private batches = $state.raw<readonly { readonly id: string; readonly change: number }[]>([]);
  private settled = $state.raw<ReadonlySet<string>>(new Set());
  /** What the program answered last to a change of this page, until the reading says more. */
  private answered = $state.raw<{ readonly stock: Known; readonly over: Known | undefined }>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly producerId: string,
    private readonly productId: string,
    private readonly read: () => Known | undefined,
    private readonly tell: Told,
  ) {}

  get url(): string {
    return at('/api/v1/producers/{producerId}/products/{productId}/stock', { producerId: this.producerId, productId: this.productId });
  }

  /** What the program said last. */
  get told(): Known | undefined {
    const read = this.read();
    return this.answered && this.answered.over === read ? this.answered.stock : read;
  }

  get now(): Believed {
    const known = believed(this.told, this.url, outbox.mine, new Set([...this.settled, ...this.batches.map(({ id }) => id)]));
    const here = this.pending + this.batches.reduce((sum, { change }) => sum + change, 0);
    return { onHand: known.onHand === null ? null : known.onHand + here, isWaiting: known.isWaiting || here !== 0 };
  }

  tap(change: 1 | -1): void {
    this.pending += change;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), IN_A_ROW_MS);
  }

  /** Puts what was tapped into the outbox now: when the tapping stops, and when the page is left. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const change = this.pending;
    this.pending = 0;
    if (change !== 0) await this.change(change);
  }

  /** One change of its own, such as taking one back. */
  async change(change: number): Promise<void> {
    const id = uuid();
    const { producerId, productId } = this;
    this.batches = [...this.batches, { id, change }];
    this.tell.changed(change);
    const outcome = await outbox.submit<'post', '/api/v1/producers/{producerId}/products/{productId}/stock/adjustments', Stock>({
      ...{ id, method: 'post', producerId, whose: workplace.nameOf(producerId) ?? '', about: [productId] },
      address: at('/api/v1/producers/{producerId}/products/{productId}/stock/adjustments', { producerId, productId }),
      body: { change },
      what: this.tell.whatOf(change),
    });
    if (outcome.state === 'sent') {
      this.settled = new Set([...this.settled, id]);
      if (outcome.answer) this.answered = { stock: outcome.answer, over: this.read() };
    }
    this.batches = this.batches.filter((batch) => batch.id !== id);
    if (outcome.state === 'refused') this.tell.refused(outcome.problem);
  }
}
