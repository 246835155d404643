import type { components } from '../api/schema';
import { get, send } from '../api/client';
import { at } from '../api/address';
import { problemOf } from '../api/problem';
import { database } from './database';

export type Who = components['schemas']['WhoDto'];

const KEY = 'len-san.who';

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
    }
    this.who = null;
    this.hasEnded = false;
    localStorage.removeItem(KEY);
    await database.answers.where({ accountId }).delete();
    await database.drafts.where({ accountId }).delete();
    await caches.delete('photos').catch(() => false); // no caches outside secure contexts
  }
}

export const session = new Session();
