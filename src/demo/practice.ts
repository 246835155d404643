import { fork } from 'node:child_process';
import { PRACTICE_CODES, PRACTICE_SHOPS, perPractice, type PerPractice, type PracticeCode } from '../sandbox/practice';
import type { PracticeMessage } from './practice-process';

export type PlatformCode = PracticeCode;
export const PLATFORMS = PRACTICE_CODES;
export const PLATFORM_NAMES = perPractice((code) => PRACTICE_SHOPS[code].title);

/** What a practice platform shows of itself. */
export interface PracticeState {
  readonly products: readonly { readonly sku: string; readonly onSale: boolean; readonly sellable: number }[];
  readonly orders: readonly {
    readonly id: string;
    readonly cancelledBy: string | null;
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  }[];
}

export interface PracticePlatforms {
  readonly urls: PerPractice<string>;
  /** Where the practice phones are; absent: nobody runs them. */
  readonly phonesUrl?: string;
  /** Rejects when they end without being asked to. */
  readonly ended: Promise<never>;
  stop(): Promise<void>;
}

/** Practice platforms that somebody else runs. */
export function joinPractice(urls: PerPractice<string>): PracticePlatforms {
  return { urls, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}

/** Both practice platforms and the practice phones in a process of their own, as real ones would be. Throws: Error with its words when they do not start. */
export async function startPractice(stateDir: string, ports: PerPractice<number>, phonesPort: number): Promise<PracticePlatforms> {
  const child = fork(
    require.resolve('./practice-process'),
    [stateDir, String(phonesPort), ...PLATFORMS.map((code) => String(ports[code]))],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const message = await new Promise<PracticeMessage>((resolve) => {
    child.once('message', (told) => resolve(told as PracticeMessage)); // nothing else is sent there
    void exited.then(() => resolve({ kind: 'failed', text: 'ended at once' }));
  });
  if (message.kind === 'failed') {
    child.kill();
    throw new Error(message.text);
  }
  let isStopping = false;
  const ended = new Promise<never>((_, reject) => {
    void exited.then(() => {
      if (!isStopping) reject(new Error('Sàn thực hành đã dừng bất ngờ / the practice platforms have ended'));
    });
  });
  ended.catch(() => undefined); // whoever listens is told; nobody has to
  return {
    urls: message.urls,
    phonesUrl: message.phonesUrl,
    ended,
    async stop() {
      isStopping = true;
      if (child.connected) child.send('stop');
      await exited;
    },
  };
}

/** The controls of one practice platform. */
export class PracticeControl {
  constructor(readonly url: string) {}

  state(): Promise<PracticeState> {
    return this.ask<PracticeState>('/__sim/state');
  }

  text(path: string): Promise<string> {
    return fetch(`${this.url}/__sim${path}`).then((answer) => answer.text());
  }

  post(path: string, body: unknown): Promise<unknown> {
    return this.ask(`/__sim${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  private async ask<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as T; // our own practice platform, whose answers the types above describe
  }
}
