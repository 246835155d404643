import type { ApiProblem } from '../../../api/problem';
import { publish } from './publishing';

interface Product {
  readonly id: string;
  readonly producerId: string;
  readonly name: string;
}

/** One product of the run and what became of it. */
export interface Item {
  readonly product: Product;
  readonly result: 'queued' | 'running' | 'sent' | 'proposed' | 'waiting' | 'failed' | 'stopped';
  readonly problem?: ApiProblem;
}

/** Publishing many products, one after the other, so that one that cannot be published holds up no other. */
export class BulkRun {
  items = $state.raw<readonly Item[]>([]);
  isRunning = $state(false);
  private isStopped = false;
  private connectionIds: readonly string[] = [];

  get done(): number {
    return this.items.filter(({ result }) => result !== 'queued' && result !== 'running').length;
  }

  get failed(): readonly Item[] {
    return this.items.filter(({ result }) => result === 'failed' || result === 'stopped');
  }

  async start(products: readonly Product[], connectionIds: readonly string[]): Promise<void> {
    this.connectionIds = connectionIds;
    this.items = products.map((product) => ({ product, result: 'queued' }));
    await this.run();
  }

  /** Those that failed, once more. */
  async again(): Promise<void> {
    for (const { product } of this.failed) this.set({ product, result: 'queued' });
    await this.run();
  }

  stop(): void {
    this.isStopped = true;
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    this.isStopped = false;
    for (const { product, result } of this.items) {
      if (result !== 'queued') continue;
      if (this.isStopped) {
        this.set({ product, result: 'stopped' });
        continue;
      }
      this.set({ product, result: 'running' });
      const answer = await publish(product, this.connectionIds);
      this.set({ product, ...answer });
    }
    this.isRunning = false;
  }

  private set(item: Item): void {
    this.items = this.items.map((each) => (each.product.id === item.product.id ? item : each));
  }
}
