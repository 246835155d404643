import { trueNow } from './program-time';
import { v7 as uuid } from 'uuid';
import { database, type FilledForm, type OutboxItem } from './database';
import { withChoice, type Question } from './merge.rules';
import { fallingWith, nextToSend } from './outbox.rules';

export type Stored = OutboxItem & { seq: number };
type Fields = Readonly<Record<string, unknown>>;

/** Kept until the undo is gone. */
export interface GivenUp {
  readonly count: number;
  undo(): Promise<void>;
}

/** What waits of one author, oldest first. */
export const itemsOf = (author: string): Promise<Stored[]> => database.outbox.where({ author }).sortBy('seq');

/** Takes them out, with their files. */
export async function remove(items: readonly Stored[]): Promise<void> {
  const fileIds = items.flatMap(({ fileId }) => (fileId === undefined ? [] : [fileId]));
  await database.transaction('rw', database.outbox, database.files, database.transfers, async () => {
    await database.outbox.bulkDelete(items.map(({ seq }) => seq));
    await database.files.bulkDelete(fileIds);
    await database.transfers.bulkDelete(fileIds);
  });
}

/**
 * Takes back what was refused before somebody's eyes, and is mended there, with what was kept along with it. Where something else stands on it, all of it stays and
 * waits to be mended.
 */
export async function takeBack(seqs: readonly number[]): Promise<void> {
  const [first, ...rest] = await database.outbox.bulkGet([...seqs]);
  if (!first) return;
  const standing = fallingWith(first, await itemsOf(first.author));
  if (standing.every(({ seq }) => seqs.includes(seq))) await remove([first, ...rest.filter((item) => item !== undefined)]);
}

/** Gives an item up, with its file and with all that stands on it. */
export async function giveUp(item: Stored): Promise<GivenUp> {
  const gone = [item, ...fallingWith(item, await itemsOf(item.author))];
  const fileIds = gone.flatMap(({ fileId }) => (fileId === undefined ? [] : [fileId]));
  const files = (await database.files.bulkGet(fileIds)).filter((file) => file !== undefined);
  const transfers = (await database.transfers.bulkGet(fileIds)).filter((transfer) => transfer !== undefined);
  await remove(gone);
  return {
    count: gone.length,
    undo: async () => {
      await database.transaction('rw', database.outbox, database.files, database.transfers, async () => {
        await database.files.bulkPut(files);
        await database.transfers.bulkPut(transfers);
        await database.outbox.bulkPut(gone.map((one) => ({ ...one })));
      });
    },
  };
}

/** Takes the next one, so that nothing is added to it any more. */
export function takeNext(author: string): Promise<Stored | undefined> {
  return database.transaction('rw', database.outbox, async () => {
    const item = nextToSend(await itemsOf(author));
    if (item) await database.outbox.update(item.seq, { state: 'sending' });
    return item;
  });
}

/**
 * Lays out what was filled in of a refused item as the draft of its form. The item stays, and holds up what stands on it, until the form is sent anew. Answers where
 * the form is.
 */
export async function layOut(item: Stored & { readonly form: FilledForm }): Promise<string> {
  const { href, draft, value } = item.form;
  const isOpen = await database.drafts.get([item.author, draft]); // somebody is at it already
  if (!isOpen) await database.drafts.put({ key: draft, accountId: item.author, value, at: trueNow().toISOString() });
  return href;
}

/** What somebody has to decide about an item: fields that were changed here and elsewhere. */
export function questionsOf(item: OutboxItem): { readonly questions: readonly Question[]; readonly current: Fields } {
  const { questions = [], current = {} } = (item.problem ?? {}) as { questions?: readonly Question[]; current?: Fields };
  return { questions, current };
}

/** Answers its questions: mine or theirs, for each field. */
export async function decide(item: Stored, choices: Readonly<Record<string, 'mine' | 'theirs'>>): Promise<void> {
  const { questions, current } = questionsOf(item);
  const mine = questions.filter(({ field }) => choices[field] === 'mine');
  const body = mine.reduce<Fields>((all, { field, mine: value }) => withChoice(all, field, value), item.body as Fields);
  if (Object.keys(body).every((key) => key === 'version')) await remove([item]);
  else await database.outbox.update(item.seq, { id: uuid(), body, base: current, state: 'waiting', problem: undefined });
}
