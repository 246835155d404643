import { liveQuery } from 'dexie';
import type { RouteOf } from '../api/address';
import { call, type Reply } from '../api/client';
import { problemOf, type ApiProblem } from '../api/problem';
import { alone } from './alone';
import { database, type FilledForm } from './database';
import { deed, keepDeeds, type Deed, type Write } from './deed';
import * as items from './outbox-items';
import type { GivenUp, Stored } from './outbox-items';
import { OutboxNews, type News, type Outcome } from './outbox-news';
import { arrived, merged, refused } from './outbox-reply';
import { judge, madeBy, pauseMs } from './outbox.rules';
import { readAgain } from './reading.svelte';
import { session } from './session.svelte';
import { signal } from './signal.svelte';

/** A form waits so long for the program; afterwards it says that the thing will be sent. */
const AT_ONCE_MS = 8_000;

/**
 * Whatever is done here and the program does not know yet. It is kept on the device first (deed.ts), sent one by one, oldest first, whenever there is a signal, and
 * what the program answers is worked in (outbox-reply.ts) and told to every page (outbox-news.ts).
 */
class Outbox {
  /** Everything that waits on this device, oldest first, of every author. */
  items = $state.raw<readonly Stored[]>([]);
  /** True while something travels. */
  isSending = $state(false);
  private readonly news = new OutboxNews((addresses) => void readAgain(...addresses));
  private isRunning = false;
  private isWanted = false;
  private silences = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Own items, of who is signed in. */
  get mine(): readonly Stored[] {
    return this.items.filter((item) => item.author === session.accountId);
  }

  /** Starts watching: once, when the page opens. */
  start(): void {
    liveQuery(() => database.outbox.orderBy('seq').toArray()).subscribe((all) => (this.items = all));
    signal.onReturn(() => this.sendNow());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.wake());
    this.wake();
  }

  /** Puts it into the outbox and sends it as soon as there is a signal. Throws: ApiProblem device-full, which the person has been told. */
  async put<M extends Write, P extends RouteOf<M>>(one: Deed<M, P>): Promise<void> {
    await this.putAll([deed(one)]);
  }

  /** The same with several: all of them or none. */
  async putAll(deeds: readonly Deed[]): Promise<void> {
    await keepDeeds(deeds);
    this.wake();
  }

  /**
   * The same, and waits a little for the answer to the first, for a person who sits in front of it. A refusal is told, and nothing is kept of it and of what stands
   * on it. Throws nothing.
   */
  async submit<M extends Write, P extends RouteOf<M>, B = unknown>(first: Deed<M, P>, rest: readonly Deed[] = []): Promise<Outcome<B>> {
    try {
      const kept = await keepDeeds([deed(first), ...rest]);
      const told = this.news.outcomeOf<B>(kept[0]?.id ?? '', signal.isThere ? AT_ONCE_MS : 0);
      this.wake();
      const outcome = await told;
      if (outcome.state === 'refused') await items.takeBack(kept.map(({ seq }) => seq));
      return outcome;
    } catch (error) {
      return { state: 'refused', problem: problemOf(error) };
    }
  }

  /** Tries a refused item again. */
  async retry(item: Stored): Promise<void> {
    await database.outbox.update(item.seq, { state: 'waiting', attempts: 0, problem: undefined });
    this.sendNow();
  }

  /** Gives an item up, with its file and with all that stands on what it would have made. */
  async giveUp(item: Stored): Promise<GivenUp> {
    const given = await items.giveUp(item);
    this.wake();
    return { count: given.count, undo: () => given.undo().then(() => this.wake()) };
  }

  /** Lays a refused item out to be mended in its form. Answers where that is. */
  async reopen(item: Stored & { readonly form: FilledForm }): Promise<string> {
    return items.layOut(item);
  }

  /** Answers the questions: mine or theirs, for each field. Then it travels on. */
  async decide(item: Stored, choices: Readonly<Record<string, 'mine' | 'theirs'>>): Promise<void> {
    await items.decide(item, choices);
    this.sendNow();
  }

  /** Sends what can be sent, at once. */
  sendNow(): void {
    this.silences = 0;
    this.wake();
  }

  /** Sends what can be sent. */
  wake(): void {
    clearTimeout(this.timer);
    this.isWanted = true;
    if (!this.isRunning) void this.run();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.isWanted) {
        this.isWanted = false;
        if (!session.who || session.hasEnded) return;
        await alone('len-san-outbox', async () => {
          this.isSending = true;
          while ((await this.sendNext()) === 'on');
        });
        this.isSending = false;
      }
    } catch {
      this.later(); // the device's own storage did not answer: nothing is lost, it is tried again
    } finally {
      this.isSending = false;
      this.isRunning = false;
    }
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), pauseMs(++this.silences));
  }

  private async sendNext(): Promise<'on' | 'rest'> {
    const item = session.hasEnded ? undefined : await items.takeNext(session.accountId);
    if (!item) return 'rest';
    try {
      const { status, body } = await deliver(item);
      this.silences = 0;
      await this.isThere(item, await arrived(item, status, body));
      return 'on';
    } catch (error) {
      return this.notTaken(item, problemOf(error));
    }
  }

  private async isThere(item: Stored, news: News): Promise<void> {
    this.news.tell(news);
    if (madeBy(item) === item.producerId && item.producerId !== null) void session.refresh(); // one more to work for
  }

  private async notTaken(item: Stored, problem: ApiProblem): Promise<'on' | 'rest'> {
    const { body } = problem;
    switch (judge(body, item.attempts)) {
      case 'merge':
        this.news.tell(await merged(item, problem));
        return 'on';
      case 'refused':
        this.news.tell(await refused(item, body));
        return 'on';
      case 'again-later':
        await database.outbox.update(item.seq, { state: 'waiting', attempts: item.attempts + (body.status >= 500 ? 1 : 0) });
        this.later();
        break;
      case 'sign-in':
        session.hasEnded = true;
        await database.outbox.update(item.seq, { state: 'waiting' });
        break;
      case 'other-person': // signed in on another page of this device
        await database.outbox.update(item.seq, { state: 'waiting' });
        await session.refresh();
        this.later();
        break;
    }
    this.news.tell({ id: item.id, state: 'waiting' });
    return 'rest';
  }
}

async function deliver(item: Stored): Promise<Reply> {
  if (item.fileId !== undefined) {
    const { sendFile } = await import('./sending-files');
    return sendFile(item);
  }
  const { method, url, body, id: key, capturedAt, author } = item;
  return call({ method, url, body, key, capturedAt, author });
}

export const outbox = new Outbox();
