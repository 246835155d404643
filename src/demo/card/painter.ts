import { fork, type ChildProcess } from 'node:child_process';
import type { CardFacts } from './card.rules';

interface Answer {
  readonly number: number;
  readonly bytes?: Uint8Array;
  readonly failure?: string;
}

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/** Has cards drawn by another process, which is started for the first of them. */
export class Painter {
  private child: ChildProcess | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  /** `execArgv`: how Node is started, for sources that are not compiled. */
  constructor(private readonly execArgv: readonly string[] = []) {}

  /** Throws: Error when it cannot be drawn. */
  draw(facts: CardFacts): Promise<Uint8Array> {
    const child = (this.child ??= this.start());
    const number = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      child.send({ number, facts });
    });
  }

  stop(): void {
    this.child?.kill();
    this.child = null;
  }

  private start(): ChildProcess {
    const child = fork(require.resolve('./card-process'), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...this.execArgv],
    });
    child.on('message', (message) => {
      const { number, bytes, failure } = message as Answer; // nothing else is sent there
      const wish = this.waiting.get(number);
      this.waiting.delete(number);
      if (bytes) wish?.resolve(bytes);
      else wish?.reject(new Error(`a card cannot be drawn: ${failure}`));
    });
    child.once('exit', () => {
      for (const wish of this.waiting.values()) wish.reject(new Error('the process that draws cards has ended'));
      this.waiting.clear();
    });
    return child;
  }
}
