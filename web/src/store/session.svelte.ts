import type { components } from '../api/schema';
import { call, get, send } from '../api/client';
import { at } from '../api/address';
import { problemOf } from '../api/problem';
import { database } from './database';
import { signal } from './signal.svelte';

export type Who = components['schemas']['WhoDto'];

const KEY = 'len-san.who';
/** Somebody signed out without a signal: the program still has to be told. */
const GOODBYE = 'len-san.goodbye';

function remembered(): Who | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Who | null;
  } catch {
    return null;
  }
}

/** Who is signed in on this device, known without a signal as well. */
class Session {
  who = $state<Who | null>(remembered());
  /** The program no longer knows the session: reading goes on from what is kept, sending waits for signing in again. */
  hasEnded = $state(false);

  constructor() {
    addEventListener('storage', ({ key }) => {
      if (key !== KEY) return; // another page of this device signed in or out
      const who = remembered();
      if (who?.accountId !== this.who?.accountId) this.hasEnded = false;
      this.who = who;
    });
    signal.onReturn(() => void this.sayGoodbye());
    void this.sayGoodbye();
  }

  get accountId(): string {
    return this.who?.accountId ?? '';
  }

  /** Asks the program who is signed in. Without a signal what was known stays. Throws nothing. */
  async refresh(): Promise<void> {
    try {
      this.take(await get(at('/api/v1/session')));
    } catch (error) {
      if (problemOf(error).body.status !== 401) return;
      this.hasEnded = true;
    }
  }

  take(who: Who): void {
    this.who = who;
    this.hasEnded = false;
    localStorage.removeItem(GOODBYE);
    localStorage.setItem(KEY, JSON.stringify(who));
  }

  /** Ends the session and takes what was read from the device; what waits to be sent stays, for its author. */
  async end(): Promise<void> {
    const { accountId } = this;
    try {
      await send('delete', at('/api/v1/session'));
    } catch (error) {
      const { isSilence, body } = problemOf(error);
      if (!isSilence && body.status !== 401) throw error;
      if (isSilence) localStorage.setItem(GOODBYE, accountId);
    }
    this.who = null;
    this.hasEnded = false;
    localStorage.removeItem(KEY);
    const { answers, drafts, bag, goods, goodsLists } = database;
    for (const table of [answers, drafts, bag, goods, goodsLists]) await table.where({ accountId }).delete();
    await caches.delete('photos').catch(() => false); // no caches outside secure contexts
  }

  /** A phone that is handed on must not keep a session that its owner has left. It names its owner, so that it never ends the session of the next one. */
  private async sayGoodbye(): Promise<void> {
    const author = localStorage.getItem(GOODBYE);
    if (author === null || this.who) return;
    try {
      await call({ method: 'delete', url: at('/api/v1/session'), author });
    } catch (error) {
      const { status } = problemOf(error).body;
      if (status !== 401 && status !== 409) return; // at the next signal
    }
    localStorage.removeItem(GOODBYE);
  }
}

export const session = new Session();
