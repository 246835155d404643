import { trueNow } from './program-time';
import { untrack } from 'svelte';
import { problemOf } from '../api/problem';
import { database, type Draft as Entry } from './database';
import { toasts } from '../parts/toast.svelte';
import { makeRoom, makeRoomAndTell } from './room';
import { session } from './session.svelte';

/** Between the last keystroke and the device's memory. */
const REST_MS = 250;

const open = new Set<() => Promise<void>>();

/** Keeps what was typed a moment ago: before the page is loaded anew. */
export async function keepDraftsNow(): Promise<void> {
  await Promise.all([...open].map((save) => save()));
}

/**
 * A form that survives a dead battery: kept on the device while it is filled in, gone when it was sent. The value holds what JSON holds; files lie beside it as
 * `keepBeside`. Nothing is kept while the form is as it was at first.
 */
export class Draft<T extends object> {
  value = $state() as T; // set in the constructor
  /** The device was asked; before that the form must not be typed into. */
  isReady = $state(false);
  /** Something of an earlier time is in it. */
  isOld = $state(false);
  /** What is typed lies on the device: only now a page may say so. */
  isKept = $state(false);
  private key = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unsaved: T | undefined;
  private hasWarned = false;

  constructor(
    key: () => string,
    private readonly start: () => T,
  ) {
    this.value = start();
    $effect(() => {
      const now = key();
      untrack(() => void this.open(now));
      return () => void this.save();
    });
    $effect(() => {
      const snapshot = $state.snapshot(this.value) as T; // JSON in, JSON out
      if (!this.isReady) return;
      this.unsaved = snapshot;
      this.isKept = false;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.save(), REST_MS);
    });
    $effect(() => {
      const save = (): Promise<void> => this.save();
      open.add(save);
      const leave = (): void => this.leave();
      document.addEventListener('visibilitychange', leave);
      return () => {
        open.delete(save);
        document.removeEventListener('visibilitychange', leave);
      };
    });
  }

  /** It was sent, or given up: the form is as at first. */
  async clear(): Promise<void> {
    clearTimeout(this.timer);
    this.unsaved = undefined;
    this.value = this.start();
    this.isOld = false;
    await database.drafts
      .where('[accountId+key]')
      .between([session.accountId, this.key], [session.accountId, `${this.key}/\uffff`])
      .delete();
  }

  private async open(key: string): Promise<void> {
    this.isReady = false;
    this.key = key;
    const kept = await database.drafts.get([session.accountId, key]);
    if (key !== this.key) return;
    this.isOld = kept !== undefined;
    this.value = kept ? { ...this.start(), ...(kept.value as T) } : this.start();
    this.isReady = true;
  }

  /** The page may be gone in a moment: written in one go, because a transaction that waits for its page to end it goes with the page. */
  private leave(): void {
    const { unsaved: value, key } = this;
    const { accountId } = session;
    if (document.visibilityState === 'visible' || !database.isOpen() || value === undefined || accountId === '') return void this.save();
    const writing = database.backendDB().transaction('drafts', 'readwrite');
    writing.objectStore('drafts').put({ key, accountId, value, at: trueNow().toISOString() } satisfies Entry);
    writing.commit();
    void this.save(); // what is empty goes, and what had no room is told
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    const { unsaved: value, key } = this;
    const { accountId } = session;
    this.unsaved = undefined;
    if (value === undefined || accountId === '') return;
    const isEmpty = JSON.stringify(value) === JSON.stringify(this.start());
    try {
      if (isEmpty) await database.drafts.delete([accountId, key]);
      else await makeRoom(() => database.drafts.put({ key, accountId, value, at: trueNow().toISOString() }));
      this.isKept = this.unsaved === undefined && !isEmpty;
    } catch (error) {
      const { message } = problemOf(error);
      if (!this.hasWarned) toasts.say(message, 'bad'); // once: the next keystroke tries again
      this.hasWarned = true;
    }
  }
}

/** A file that belongs to a draft. */
export interface FileBeside {
  readonly id: string;
  readonly file: File;
}

/** Files of a draft, in the order in which they were taken. */
export async function filesBeside(draftKey: string): Promise<FileBeside[]> {
  const { accountId } = session;
  const kept = await database.drafts
    .where('[accountId+key]')
    .between([accountId, `${draftKey}/`], [accountId, `${draftKey}/\uffff`])
    .toArray();
  return kept.map(({ key, value }) => ({ id: key.slice(draftKey.length + 1), file: value as File }));
}

/** Answers whether there was room on the device; when there was not, the person has been told. */
export async function keepBeside(draftKey: string, { id, file }: FileBeside): Promise<boolean> {
  const beside = { key: `${draftKey}/${id}`, accountId: session.accountId, value: file, at: trueNow().toISOString() };
  try {
    await makeRoomAndTell(() => database.drafts.put(beside));
    return true;
  } catch (error) {
    if (problemOf(error).code === 'device-full') return false;
    throw error;
  }
}

export async function dropBeside(draftKey: string, id: string): Promise<void> {
  await database.drafts.delete([session.accountId, `${draftKey}/${id}`]);
}
