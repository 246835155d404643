import { v7 as uuid } from 'uuid';
import type { ApiProblem, ProblemBody } from '../api/problem';
import { database } from './database';
import { mergeByField, together } from './merge.rules';
import { remove, type Stored } from './outbox-items';
import type { News } from './outbox-news';
import { madeBy } from './outbox.rules';
import { trueNow } from './program-time';

type Fields = Readonly<Record<string, unknown>>;

const SENT_NOTES_KEPT_DAYS = 14;
const DAY_MS = 86_400_000;

/** The program has done it, or keeps it for review. */
export async function arrived(item: Stored, status: number, answer: unknown): Promise<News> {
  const isHeld = status === 202 && typeof answer === 'object' && answer !== null && 'lateWorkId' in answer;
  await database.transaction('rw', database.outbox, database.files, database.transfers, database.sent, async () => {
    if (isHeld) {
      await database.outbox.update(item.seq, { state: 'held', body: undefined, base: undefined, form: undefined });
      return;
    }
    await rebaseLater(item, answer);
    await remove([item]);
    const { id, author, what, whose, capturedAt } = item;
    await database.sent.put({ id, author, what, whose, capturedAt, sentAt: trueNow().toISOString() });
    await database.sent
      .where('sentAt')
      .below(new Date(trueNow().getTime() - SENT_NOTES_KEPT_DAYS * DAY_MS).toISOString())
      .delete();
  });
  const read =
    item.producerId === null || madeBy(item) === item.producerId
      ? ['/api/v1/']
      : [`/api/v1/producers/${item.producerId}`, '/api/v1/next-steps', '/api/v1/producers?', '/api/v1/officer'];
  return isHeld ? { id: item.id, state: 'waiting' } : { id: item.id, state: 'sent', answer, read };
}

/** The program says no, and why. */
export async function refused({ seq, id }: Stored, problem: ProblemBody): Promise<News> {
  await database.outbox.update(seq, { state: 'refused', problem });
  return { id, state: 'refused', problem };
}

/** Somebody else was quicker: what does not touch the same field goes on top of theirs. */
export async function merged(item: Stored, { body: problem }: ApiProblem): Promise<News> {
  const current = problem.current as Fields | undefined;
  if (!item.base || !current) return refused(item, problem);
  const { version: _, ...mine } = item.body as Fields;
  const part = theirPart(item.url, current);
  const merge = mergeByField(item.base, mine, part);
  const body = { ...merge.mine, version: current.version };
  if (merge.questions.length > 0) {
    const { type, title, status, detail } = problem;
    const asked = { type, title, status, detail, questions: merge.questions, current: part };
    await database.outbox.update(item.seq, { state: 'question', body, problem: asked });
    return { id: item.id, state: 'waiting' };
  }
  if (Object.keys(merge.mine).length === 0) return arrived(item, 200, current);
  const id = uuid();
  await database.outbox.update(item.seq, { id, body, base: part, state: 'waiting', problem: undefined });
  return { id: item.id, becomes: id };
}

/** Later changes of the same thing start from what has just arrived, so that nobody is asked about their own earlier word. */
async function rebaseLater(item: Stored, answer: unknown): Promise<void> {
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

/** A pack is a part of its product, and its problem brings the whole product. */
function theirPart(url: string, current: Fields): Fields {
  const packId = /\/packs\/([^/?]+)/.exec(url)?.[1];
  const pack = packId && (current.packs as Fields[] | undefined)?.find(({ id }) => id === packId);
  return pack ? { ...pack, version: current.version } : current;
}
