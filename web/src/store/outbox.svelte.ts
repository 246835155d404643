import { liveQuery } from 'dexie';
import { v7 as uuid } from 'uuid';
import type { Address, Body, Method, RouteOf } from '../api/address';
import { call, type Reply } from '../api/client';
import { ApiProblem, problemOf, type ProblemBody } from '../api/problem';
import { alone } from './alone';
import { trueNow } from './program-time';
import { database, type FilledForm, type OutboxItem } from './database';
import { mergeByField, together, withChoice, type Question } from './merge.rules';
import { aboutOf, fallingWith, judge, madeBy, nextToSend, pauseMs } from './outbox.rules';
import { readAgain } from './reading.svelte';
import { makeRoomAndTell } from './room';
import { session } from './session.svelte';
import { signal } from './signal.svelte';

type Write = Exclude<Method, 'get'>;
type Fields = Readonly<Record<string, unknown>>;
export type Stored = OutboxItem & { seq: number };

/** What is done here: where it goes, and what people read about it while it waits. */
export interface Deed<M extends Write = Write, P extends RouteOf<M> = RouteOf<M>> {
  readonly method: M;
  readonly address: Address<P>;
  readonly body?: Body<P, M>;
  /** In Vietnamese, what is done: `Đếm lại kho: 20 hộp`. */
  readonly what: string;
  readonly producerId: string | null;
  readonly whose: string;
  /** Ids of what else it is about than those in its address; it waits for earlier items about the same. */
  readonly about?: readonly string[];
  /** What the form started from: makes changes merge by field. The body then carries `version`. */
  readonly base?: Fields;
  /** What people call its fields, for when somebody is asked about one: `{ name: 'Tên sản phẩm' }`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Where it can be filled in again when it is refused later. */
  readonly form?: FilledForm;
  /** To `…/uploads` it goes in parts and becomes a photo of the product in `body.productId`; to any other address as the file of a form. */
  readonly file?: Blob & { readonly name?: string };
  /** Made by the page that wants to know this item again; absent: made here. */
  readonly id?: string;
}

/** sent: the program has done it; waiting: it will be sent; refused: it said no, and nothing is kept. */
export type Outcome<B = unknown> =
  | { readonly state: 'sent'; readonly answer: B | undefined }
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly problem: ApiProblem };

/** What one page tells the others. */
type News =
  | { readonly id: string; readonly state: 'sent'; readonly answer: unknown; readonly read: readonly string[] }
  | { readonly id: string; readonly state: 'waiting' }
  | { readonly id: string; readonly state: 'refused'; readonly problem: ProblemBody }
  | { readonly id: string; readonly becomes: string };

/** Kept until the undo is gone. */
export interface GivenUp {
  readonly count: number;
  undo(): Promise<void>;
}

/** A form waits so long for the program; afterwards it says that the thing will be sent. */
const AT_ONCE_MS = 8_000;
const SENT_NOTES_KEPT_DAYS = 14;
const DAY_MS = 86_400_000;

class Outbox {
  /** Everything that waits on this device, oldest first, of every author. */
  items = $state.raw<readonly Stored[]>([]);
  /** True while something travels. */
  isSending = $state(false);
  private readonly watchers = new Map<string, (outcome: Outcome) => void>();
  private readonly otherPages = new BroadcastChannel('len-san-outbox');
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
    liveQuery(() => database.outbox.orderBy('seq').toArray()).subscribe((items) => (this.items = items));
    this.otherPages.onmessage = ({ data }: MessageEvent<News>) => this.hear(data);
    signal.onReturn(() => this.sendNow());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.wake());
    this.wake();
  }

  /** Puts it into the outbox and sends it as soon as there is a signal. Throws: ApiProblem device-full, which the person has been told. */
  async put<M extends Write, P extends RouteOf<M>>(deed: Deed<M, P>): Promise<string> {
    const id = await this.store(deed as unknown as Deed);
    this.wake();
    return id;
  }

  /** The same, and waits a little for the answer, for a person who sits in front of it. A refusal is told and not kept. Throws nothing. */
  async submit<M extends Write, P extends RouteOf<M>, B = unknown>(deed: Deed<M, P>): Promise<Outcome<B>> {
    let id: string;
    try {
      id = await this.store(deed as unknown as Deed);
    } catch (error) {
      return { state: 'refused', problem: problemOf(error) };
    }
    return new Promise((resolve) => {
      const done = (outcome: Outcome): void => {
        clearTimeout(timer);
        for (const [key, watcher] of this.watchers) if (watcher === done) this.watchers.delete(key);
        resolve(outcome as Outcome<B>);
      };
      const timer = setTimeout(() => done({ state: 'waiting' }), signal.isThere ? AT_ONCE_MS : 0);
      this.watchers.set(id, done);
      this.wake();
    });
  }

  /** Tries a refused item again. */
  async retry(item: Stored): Promise<void> {
    await database.outbox.update(item.seq, { state: 'waiting', attempts: 0, problem: undefined });
    this.sendNow();
  }

  /** Gives an item up, with its file and with all that stands on what it would have made. */
  async giveUp(item: Stored): Promise<GivenUp> {
    const gone = [item, ...fallingWith(item, await this.of(item.author))];
    const fileIds = gone.flatMap(({ fileId }) => (fileId === undefined ? [] : [fileId]));
    const files = (await database.files.bulkGet(fileIds)).filter((file) => file !== undefined);
    const transfers = (await database.transfers.bulkGet(fileIds)).filter((transfer) => transfer !== undefined);
    await this.remove(gone);
    this.wake();
    return {
      count: gone.length,
      undo: async () => {
        await database.transaction('rw', database.outbox, database.files, database.transfers, async () => {
          await database.files.bulkPut(files);
          await database.transfers.bulkPut(transfers);
          await database.outbox.bulkPut(gone.map((one) => ({ ...one })));
        });
        this.wake();
      },
    };
  }

  /** Takes a refused item out, to be filled in again: its form finds what was filled in as its draft. Answers where the form is. */
  async reopen(item: Stored & { readonly form: FilledForm }): Promise<string> {
    const { href, draft, value } = item.form;
    await database.transaction('rw', database.outbox, database.files, database.transfers, database.drafts, async () => {
      await database.drafts.put({ key: draft, accountId: item.author, value, at: new Date().toISOString() });
      await this.remove([item]);
    });
    return href;
  }

  /** Answers the questions: mine or theirs, for each field. Then it travels on. */
  async decide(item: Stored, choices: Readonly<Record<string, 'mine' | 'theirs'>>): Promise<void> {
    const { questions, current } = questionsOf(item);
    const mine = questions.filter(({ field }) => choices[field] === 'mine');
    const body = mine.reduce<Fields>((all, { field, mine: value }) => withChoice(all, field, value), item.body as Fields);
    if (Object.keys(body).every((key) => key === 'version')) await this.remove([item]);
    else await database.outbox.update(item.seq, { id: uuid(), body, base: current, state: 'waiting', problem: undefined });
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

  private of(author: string): Promise<Stored[]> {
    return database.outbox.where({ author }).sortBy('seq');
  }

  private async store(deed: Deed): Promise<string> {
    const author = session.who;
    if (!author) throw new Error('nobody is signed in');
    const { method, address: url, producerId, what, whose, base, labels, form } = deed;
    const body = deed.body as Fields | undefined;
    const id = deed.id ?? uuid();
    const fileId = deed.file && uuid();
    const about = aboutOf({ method, url, body, producerId, about: deed.about ?? [] });
    await makeRoomAndTell(() =>
      database.transaction('rw', database.outbox, database.files, database.transfers, async () => {
        const earlier = base && (await this.waitingEdit(author.accountId, url));
        if (earlier) {
          await database.outbox.update(earlier.seq, { id, body: together(earlier.body as Fields, body ?? {}), what, form });
          return;
        }
        if (deed.file && fileId !== undefined) {
          await database.files.add({ id: fileId, author: author.accountId, blob: deed.file, name: deed.file.name ?? 'anh.jpg' });
          await database.transfers.add({ fileId, author: author.accountId, bytes: deed.file.size, sentBytes: 0 });
        }
        await database.outbox.add({
          ...{ id, method, url, body, producerId, what, whose, fileId, base, labels, form, about },
          ...{ author: author.accountId, authorName: author.name, capturedAt: trueNow().toISOString() },
          ...{ state: 'waiting', attempts: 0 },
        });
      }),
    );
    void navigator.storage?.persist?.(); // what waits must not be cleaned away; a browser may refuse
    return id;
  }

  private waitingEdit(author: string, url: string): Promise<Stored | undefined> {
    return database.outbox
      .where({ author })
      .filter((item) => item.state === 'waiting' && item.url === url && item.base !== undefined)
      .first();
  }

  private async remove(items: readonly Stored[]): Promise<void> {
    const fileIds = items.flatMap(({ fileId }) => (fileId === undefined ? [] : [fileId]));
    await database.transaction('rw', database.outbox, database.files, database.transfers, async () => {
      await database.outbox.bulkDelete(items.map(({ seq }) => seq));
      await database.files.bulkDelete(fileIds);
      await database.transfers.bulkDelete(fileIds);
    });
  }

  /** Takes the next one, so that nothing is added to it any more. */
  private take(): Promise<Stored | undefined> {
    return database.transaction('rw', database.outbox, async () => {
      const item = nextToSend(await this.of(session.accountId));
      if (item) await database.outbox.update(item.seq, { state: 'sending' });
      return item;
    });
  }

  private async sendNext(): Promise<'on' | 'rest'> {
    const item = session.hasEnded ? undefined : await this.take();
    if (!item) return 'rest';
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
    await database.transaction('rw', database.outbox, database.files, database.transfers, database.sent, async () => {
      if (isHeld) {
        await database.outbox.update(item.seq, { state: 'held', body: undefined, base: undefined, form: undefined });
        return;
      }
      await this.rebaseLater(item, answer);
      await this.remove([item]);
      const { id, author, what, whose, capturedAt } = item;
      await database.sent.put({ id, author, what, whose, capturedAt, sentAt: trueNow().toISOString() });
      await database.sent
        .where('sentAt')
        .below(new Date(Date.now() - SENT_NOTES_KEPT_DAYS * DAY_MS).toISOString())
        .delete();
    });
    const read =
      item.producerId === null || madeBy(item) === item.producerId
        ? ['/api/v1/']
        : [`/api/v1/producers/${item.producerId}`, '/api/v1/next-steps', '/api/v1/producers?', '/api/v1/officer'];
    this.tell(isHeld ? { id: item.id, state: 'waiting' } : { id: item.id, state: 'sent', answer, read });
    if (madeBy(item) === item.producerId && item.producerId !== null) void session.refresh(); // one more to work for
  }

  /** Later changes of the same thing start from what has just arrived, so that nobody is asked about their own earlier word. */
  private async rebaseLater(item: Stored, answer: unknown): Promise<void> {
    if (item.base === undefined) return;
    const version = (answer as { version?: unknown } | undefined)?.version;
    const { version: _, ...said } = item.body as Fields;
    await database.outbox
      .where({ author: item.author })
      .filter((later) => later.seq > item.seq && later.url === item.url && later.base !== undefined)
      .modify((later) => {
        const changed = later as { base?: Fields; body?: unknown };
        changed.base = together(later.base ?? {}, said);
        if (typeof version === 'number') changed.body = { ...(later.body as Fields), version };
      });
  }

  private async notTaken(item: Stored, problem: ApiProblem): Promise<'on' | 'rest'> {
    const { body } = problem;
    const verdict = judge(body, item.attempts);
    switch (verdict) {
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
      case 'merge':
        return this.merge(item, problem);
      case 'refused':
        await database.outbox.update(item.seq, { state: 'refused', problem: body });
        this.tell({ id: item.id, state: 'refused', problem: body });
        return 'on';
    }
    this.tell({ id: item.id, state: 'waiting' });
    return 'rest';
  }

  /** Somebody else was quicker: what does not touch the same field goes on top of theirs. */
  private async merge(item: Stored, problem: ApiProblem): Promise<'on'> {
    const current = problem.body.current as Fields | undefined;
    if (!item.base || !current) {
      await database.outbox.update(item.seq, { state: 'refused', problem: problem.body });
      this.tell({ id: item.id, state: 'refused', problem: problem.body });
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
      this.tell({ id: item.id, state: 'waiting' });
    } else if (Object.keys(merge.mine).length === 0) await this.arrived(item, 200, current);
    else {
      const id = uuid();
      this.tell({ id: item.id, becomes: id });
      await database.outbox.update(item.seq, { id, body, base: part, state: 'waiting', problem: undefined });
    }
    return 'on';
  }

  /** Tells every page of this device, this one first. */
  private tell(news: News): void {
    this.hear(news);
    this.otherPages.postMessage(news);
  }

  private hear(news: News): void {
    const watcher = this.watchers.get(news.id);
    if ('becomes' in news) {
      this.watchers.delete(news.id);
      if (watcher) this.watchers.set(news.becomes, watcher);
      return;
    }
    if (news.state === 'sent') void readAgain(...news.read);
    if (news.state !== 'refused' || !watcher) return watcher?.(news.state === 'refused' ? { state: 'waiting' } : news);
    void database.outbox.where({ id: news.id }).first((item) => item && this.remove([item])); // somebody sits in front of it and mends it there
    watcher({ state: 'refused', problem: new ApiProblem(news.problem) });
  }
}

/** What somebody has to decide about an item: fields that were changed here and elsewhere. */
export function questionsOf(item: OutboxItem): { readonly questions: readonly Question[]; readonly current: Fields } {
  const { questions = [], current = {} } = (item.problem ?? {}) as { questions?: readonly Question[]; current?: Fields };
  return { questions, current };
}

/** A pack is a part of its product, and its problem brings the whole product. */
function theirPart(url: string, current: Fields): Fields {
  const packId = /\/packs\/([^/?]+)/.exec(url)?.[1];
  const pack = packId && (current.packs as Fields[] | undefined)?.find(({ id }) => id === packId);
  return pack ? { ...pack, version: current.version } : current;
}

export const outbox = new Outbox();
