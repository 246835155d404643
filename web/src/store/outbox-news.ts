import { ApiProblem, type ProblemBody } from '../api/problem';

/** sent: the program has done it; waiting: it will be sent; refused: it said no, and nothing is kept. */
export type Outcome<B = unknown> =
  | { readonly state: 'sent'; readonly answer: B | undefined }
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly problem: ApiProblem };

/** What became of an item. `read`: what is to be read anew. */
export type News =
  | { readonly id: string; readonly state: 'sent'; readonly answer: unknown; readonly read: readonly string[] }
  | { readonly id: string; readonly state: 'waiting' }
  | { readonly id: string; readonly state: 'refused'; readonly problem: ProblemBody }
  | { readonly id: string; readonly becomes: string };

/** Tells what becomes of items to every page of this device: the one that sends is often not the one in front of which somebody sits. */
export class OutboxNews {
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();
  private readonly otherPages = new BroadcastChannel('len-san-outbox');

  /** `read`: reads anew what lies below those addresses. */
  constructor(private readonly read: (addresses: readonly string[]) => void) {
    this.otherPages.onmessage = ({ data }: MessageEvent<News>) => this.take(data);
  }

  /** Tells every page, this one first. */
  tell(news: News): void {
    this.take(news);
    this.otherPages.postMessage(news);
  }

  /** What becomes of it, if that is known within so many ms. */
  outcomeOf<B>(id: string, withinMs: number): Promise<Outcome<B>> {
    return new Promise((resolve) => {
      const done = (outcome: Outcome): void => {
        clearTimeout(timer);
        for (const [key, waiter] of this.waiting) if (waiter === done) this.waiting.delete(key);
        resolve(outcome as Outcome<B>);
      };
      const timer = setTimeout(() => done({ state: 'waiting' }), withinMs);
      this.waiting.set(id, done);
    });
  }

  private take(news: News): void {
    const waiter = this.waiting.get(news.id);
    if ('becomes' in news) {
      this.waiting.delete(news.id);
      if (waiter) this.waiting.set(news.becomes, waiter);
      return;
    }
    if (news.state === 'sent') this.read(news.read);
    waiter?.(news.state === 'refused' ? { state: 'refused', problem: new ApiProblem(news.problem) } : news);
  }
}
