import { liveQuery } from 'dexie';
import { v7 as uuid } from 'uuid';
import type { Address, Body, Method, RouteOf } from '../api/address';
import { call, type Reply } from '../api/client';
import { ApiProblem, problemOf } from '../api/problem';
import { database, type OutboxItem } from './database';
import { mergeByField, together, withChoice } from './merge.rules';
import { judge, nextToSend, pauseMs } from './outbox.rules';
import { readAgain } from './reading.svelte';
import { session } from './session.svelte';

type Write = Exclude<Method, 'get'>;
type Fields = Readonly<Record<string, unknown>>;
type Stored = OutboxItem & { seq: number };

/** What is done here: where it goes, and what people read about it while it waits. */
export interface Deed<M extends Write = Write, P extends RouteOf<M> = RouteOf<M>> {
  readonly method: M;
  readonly address: Address<P>;
  readonly body?: Body<P, M>;
  /** In Vietnamese, what is done: `Đếm lại kho: 20 hộp`. */
  readonly what: string;
  readonly producerId: string | null;
  readonly whose: string;
  /** Ids of what it is about; it waits for earlier items about the same. */
  readonly about?: readonly string[];
  /** What the form started from: makes changes merge by field. The body then carries `version`. */
  readonly base?: Fields;
  readonly file?: Blob & { readonly name?: string };
  /** Made by the page that wants to know this item again; absent: made here. */
  readonly id?: string;
}

/** sent: the program has done it; waiting: it will be sent; refused: it said no, and nothing is kept. */
export type Outcome<B = unknown> =
  | { readonly state: 'sent'; readonly answer: B | undefined }
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly problem: ApiProblem };

/** A form waits so long for the program; afterwards it says that the thing will be sent. */
const AT_ONCE_MS = 8_000;
const SENT_NOTES_KEPT_DAYS = 14;

class Outbox {
  /** Everything that waits on this device, oldest first, of every author. */
  items = $state.raw<readonly Stored[]>([]);
  /** True while something travels. */
  isSending = $state(false);
  private readonly watchers = new Map<string, (outcome: Outcome) => void>();
  private silences = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Own items, of who is signed in. */
  get mine(): readonly Stored[] {
    return this.items.filter((item) => item.author === session.accountId);
  }

  /** Starts watching: once, when the page opens. */
  start(): void {
    liveQuery(() => database.outbox.orderBy('seq').toArray()).subscribe((items) => (this.items = items));
    addEventListener('online', () => this.wake());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.wake());
    this.wake();
  }

  /** Puts it into the outbox and sends it as soon as there is a signal. Throws nothing. */
  async put<M extends Write, P extends RouteOf<M>>(deed: Deed<M, P>): Promise<string> {
    return this.store(deed as unknown as Deed);
  }

  /** The same, and waits a little for the answer, for a person who sits in front of it. A refusal is told and not kept. */
  async submit<M extends Write, P extends RouteOf<M>, B = unknown>(deed: Deed<M, P>): Promise<Outcome<B>> {
    const id = await this.store(deed as unknown as Deed);
    return new Promise((resolve) => {
      const done = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.watchers.delete(id);
        resolve(outcome as Outcome<B>);
      };
      const timer = setTimeout(() => done({ state: 'waiting' }), AT_ONCE_MS);
      this.watchers.set(id, done);
      this.wake();
    });
  }

  /** Tries a refused item again. */
  async retry(item: Stored): Promise<void> {
    await database.outbox.update(item.seq, { state: 'waiting', attempts: 0, problem: undefined });
    this.wake();
  }

  /** Gives an item up, with its file. */
  async drop(item: Stored): Promise<void> {
    await database.transaction('rw', database.outbox, database.files, async () => {
      await database.outbox.delete(item.seq);
      if (item.fileId !== undefined) await database.files.delete(item.fileId);
    });
    this.wake();
  }

  /** Answers the question about one field: mine or theirs. With the last one the item travels on. */
  async choose(item: Stored, field: string, choice: 'mine' | 'theirs'): Promise<void> {
    const { questions = [], current = {} } = (item.problem ?? {}) as { questions?: { field: string; mine: unknown }[]; current?: Fields };
    const question = questions.find((each) => each.field === field);
    const left = questions.filter((each) => each.field !== field);
    const body = choice === 'mine' && question ? withChoice(item.body as Fields, field, question.mine) : (item.body as Fields);
    if (left.length > 0) await database.outbox.update(item.seq, { body, problem: { ...item.problem!, questions: left } });
    else if (Object.keys(body).every((key) => key === 'version')) await this.drop(item);
    else await database.outbox.update(item.seq, { id: uuid(), body, base: current, state: 'waiting', problem: undefined });
    this.wake();
  }

  /** Sends what can be sent. */
  wake(): void {
    clearTimeout(this.timer);
    void this.flush();
  }

  private async store(deed: Deed): Promise<string> {
    const author = session.who;
    if (!author) throw new Error('nobody is signed in');
    const { method, address: url, producerId, what, whose, base } = deed;
    const body = deed.body as Fields | undefined;
    const id = deed.id ?? uuid();
    await database.transaction('rw', database.outbox, database.files, async () => {
      const earlier =
        base &&
        (await database.outbox
          .where({ author: author.accountId })
          .filter((item) => item.state === 'waiting' && item.url === url && item.base !== undefined)
          .first());
      if (earlier) {
        await database.outbox.update(earlier.seq, { id, body: together(earlier.body as Fields, body ?? {}), what });
        return;
      }
      const fileId = deed.file && uuid();
      if (deed.file && fileId !== undefined)
        await database.files.add({
          id: fileId,
          author: author.accountId,
          blob: deed.file,
          name: deed.file.name ?? 'anh.jpg',
          sentBytes: 0,
        });
      await database.outbox.add({
        ...{ id, method, url, body, producerId, what, whose, fileId, base },
        ...{ author: author.accountId, authorName: author.name, about: deed.about ?? [], capturedAt: new Date().toISOString() },
        ...{ state: 'waiting', attempts: 0 },
      });
    });
    void navigator.storage?.persist?.(); // what waits must not be cleaned away; a browser may refuse
    this.wake();
    return id;
  }

  /** One page at a time sends, over all tabs. */
  private async flush(): Promise<void> {
    if (!session.who || session.hasEnded || this.isSending) return;
    this.isSending = true;
    try {
      await alone(async () => {
        while ((await this.sendNext()) === 'on');
      });
    } finally {
      this.isSending = false;
    }
  }

  private async sendNext(): Promise<'on' | 'rest'> {
    const author = session.accountId;
    const item = nextToSend(await database.outbox.where({ author }).sortBy('seq'));
    if (!item || session.hasEnded) return 'rest';
    await database.outbox.update(item.seq, { state: 'sending' });
    try {
      const { status, body } = await this.deliver(item);
      this.silences = 0;
      await this.arrived(item, status, body);
      return 'on';
    } catch (error) {
      return this.notTaken(item, problemOf(error));
    }
  }

  private async deliver(item: Stored): Promise<Reply> {
    if (item.fileId !== undefined) {
      const { sendFile } = await import('./sending-files');
      return sendFile(item);
    }
    const { method, url, body, id: key, capturedAt, author } = item;
    return call({ method, url, body, key, capturedAt, author });
  }

  private async arrived(item: Stored, status: number, answer: unknown): Promise<void> {
    const isHeld = status === 202 && typeof answer === 'object' && answer !== null && 'lateWorkId' in answer;
    const now = new Date();
    const oldest = new Date(now.getTime() - SENT_NOTES_KEPT_DAYS * 86_400_000).toISOString();
    await database.transaction('rw', database.outbox, database.files, database.sent, async () => {
      if (isHeld) await database.outbox.update(item.seq, { state: 'held', body: undefined });
      else await database.outbox.delete(item.seq);
      if (item.fileId !== undefined) await database.files.delete(item.fileId);
      const { id, author, what, whose, capturedAt } = item;
      await database.sent.put({ id, author, what, whose, capturedAt, sentAt: now.toISOString() });
      await database.sent.where('sentAt').below(oldest).delete();
    });
    this.watchers.get(item.id)?.(isHeld ? { state: 'waiting' } : { state: 'sent', answer });
    void readAgain(
      ...(item.producerId === null ? ['/api/v1/'] : [`/api/v1/producers/${item.producerId}`, '/api/v1/next-steps', '/api/v1/producers?']),
    );
  }

  private async notTaken(item: Stored, problem: ApiProblem): Promise<'on' | 'rest'> {
    const verdict = judge(problem.body, item.attempts);
    const watcher = this.watchers.get(item.id);
    switch (verdict) {
      case 'again-later':
        await database.outbox.update(item.seq, { state: 'waiting', attempts: item.attempts + (problem.body.status >= 500 ? 1 : 0) });
        watcher?.({ state: 'waiting' });
        this.timer = setTimeout(() => this.wake(), pauseMs(++this.silences));
        return 'rest';
      case 'sign-in':
        session.hasEnded = true;
        await database.outbox.update(item.seq, { state: 'waiting' });
        watcher?.({ state: 'waiting' });
        return 'rest';
      case 'merge':
        return this.merge(item, problem);
      case 'refused':
        if (watcher) {
          await this.drop(item);
          watcher({ state: 'refused', problem });
        } else await database.outbox.update(item.seq, { state: 'refused', problem: problem.body });
        return 'on';
    }
  }

  /** Somebody else was quicker: what does not touch the same field goes on top of theirs. */
  private async merge(item: Stored, problem: ApiProblem): Promise<'on'> {
    const current = problem.body.current as Fields | undefined;
    if (!item.base || !current) {
      await database.outbox.update(item.seq, { state: 'refused', problem: problem.body });
      this.watchers.get(item.id)?.({ state: 'waiting' });
      return 'on';
    }
    const { version: _, ...mine } = item.body as Fields;
    const part = theirPart(item.url, current);
    const merge = mergeByField(item.base, mine, part);
    const body = { ...merge.mine, version: current.version };
    if (merge.questions.length > 0) {
      const { type, title, status, detail } = problem.body;
      await database.outbox.update(item.seq, {
        state: 'question',
        body,
        problem: { type, title, status, detail, questions: merge.questions, current: part },
      });
      this.watchers.get(item.id)?.({ state: 'waiting' });
    } else if (Object.keys(merge.mine).length === 0) await this.arrived(item, 200, current);
    else {
      const id = uuid();
      const watcher = this.watchers.get(item.id);
      if (watcher) this.watchers.set(id, watcher);
      this.watchers.delete(item.id);
      await database.outbox.update(item.seq, { id, body, base: part, state: 'waiting', problem: undefined });
    }
    return 'on';
  }
}

/** A pack is a part of its product, and its problem brings the whole product. */
function theirPart(url: string, current: Fields): Fields {
  const packId = /\/packs\/([^/?]+)/.exec(url)?.[1];
  const pack = packId && (current.packs as Fields[] | undefined)?.find(({ id }) => id === packId);
  return pack ? { ...pack, version: current.version } : current;
}

async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work(); // not over plain http: two tabs may then send the same, which is one by its key
  await navigator.locks.request('len-san-outbox', work);
}

export const outbox = new Outbox();
