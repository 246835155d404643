import { trueNow } from './program-time';
import { untrack } from 'svelte';
import type { Address, Answer, RouteOf } from '../api/address';
import { call } from '../api/client';
import { problemOf, type ApiProblem } from '../api/problem';
import { database, type KeptAnswer } from './database';
import { session } from './session.svelte';
import { signal } from './signal.svelte';

/** Pages that show something that was just written look again. */
interface Watched {
  readonly url: () => string | null;
  /** How old what is shown is; absent: not known. */
  readonly at?: () => string | undefined;
  readonly load: () => Promise<void>;
}
const readings = new Set<Watched>();

/** Inside a component: has it read again after a write, as long as the component is there. */
export function watch(entry: Watched): void {
  $effect(() => {
    readings.add(entry);
    return () => readings.delete(entry);
  });
}

/** Reads the address again wherever it, or what lies below it, is on the screen. */
export async function readAgain(...prefixes: readonly string[]): Promise<void> {
  const hit = [...readings].filter(({ url }) => prefixes.some((prefix) => url()?.startsWith(prefix) === true));
  await Promise.all(hit.map(({ load }) => load()));
}

/** What was looked at while there was no signal, or while the page lay in the background for longer, is read again. */
const OLD_MS = 60_000;
signal.onReturn(() => void readAgain('/api/'));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return;
  for (const { at, load } of readings) if (trueNow().getTime() - Date.parse(at?.() ?? '') > OLD_MS) void load();
});

const afterThis = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Reads and keeps; what is kept from last time need not be sent again. Throws: ApiProblem. */
async function fetchAndKeep(url: string, kept: KeptAnswer | undefined): Promise<{ body: unknown; at: string }> {
  const { accountId } = session;
  const reply = await call({ method: 'get', url, etag: kept?.etag ?? undefined });
  const at = trueNow().toISOString();
  const answer = reply.status === 304 && kept ? { ...kept, at } : { accountId, url, etag: reply.etag, body: reply.body, at };
  await database.answers.put(answer).catch(() => undefined); // a full device shows what it was told all the same
  return { body: answer.body, at };
}

async function keptAnswer(url: string): Promise<KeptAnswer | undefined> {
  return database.answers.get([session.accountId, url]).catch(() => undefined);
}

/** Reads and keeps without showing: an officer's bag before the road. Throws: ApiProblem. */
export async function readAhead(url: string): Promise<unknown> {
  return (await fetchAndKeep(url, await keptAnswer(url))).body;
}

/**
 * What the program says at an address: at once what is kept from last time, then what it says now. `data` is undefined until something is known;
 * `problem` is set when nothing newer came, and `at` says how old `data` is.
 */
export class Reading<P extends RouteOf<'get'>> {
  data = $state.raw<Answer<P, 'get'>>();
  at = $state<string>();
  problem = $state.raw<ApiProblem>();
  isLoading = $state(true);
  private url: string | null = null;

  constructor(address: () => Address<P> | null) {
    $effect(() => {
      const url = address();
      untrack(() => {
        if (url === this.url) return;
        this.url = url;
        this.data = undefined;
        void this.load();
      });
    });
    watch({ url: () => this.url, at: () => this.at, load: () => this.load() });
  }

  /** Reads again. Throws nothing. */
  async load(): Promise<void> {
    const { url } = this;
    if (url === null) return;
    this.isLoading = true;
    this.problem = undefined;
    const kept = await keptAnswer(url);
    if (url !== this.url) return;
    if (this.data === undefined) {
      if (kept) this.show(kept);
      await afterThis(); // what is kept is drawn before anything is asked
      if (url !== this.url) return;
    }
    try {
      const answer = await fetchAndKeep(url, kept);
      if (url === this.url) this.show(answer);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.body.status === 401) session.hasEnded = true;
      if (url === this.url) this.problem = problem;
    } finally {
      if (url === this.url) this.isLoading = false;
    }
  }

  private show({ body, at }: { body: unknown; at: string }): void {
    this.data = body as Answer<P, 'get'>;
    this.at = at;
  }
}

/** Inside a component: `const products = reading(() => at('/api/v1/producers/{producerId}/products', { producerId }))`. */
export function reading<P extends RouteOf<'get'>>(address: () => Address<P> | null): Reading<P> {
  return new Reading(address);
}
