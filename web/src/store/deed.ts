import { v7 as uuid } from 'uuid';
import type { Address, Body, Method, RouteOf } from '../api/address';
import { database, type FilledForm, type OutboxItem } from './database';
import { together } from './merge.rules';
import { remove, type Stored } from './outbox-items';
import { aboutOf, isAnewOf } from './outbox.rules';
import { trueNow } from './program-time';
import { makeRoomAndTell } from './room';
import { session } from './session.svelte';

export type Write = Exclude<Method, 'get'>;
export type Fields = Readonly<Record<string, unknown>>;

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
  /** Takes the place of one to the same address that waits. What was refused and makes the same thing is replaced anyhow. */
  readonly isAnew?: boolean;
}

/** One of several that are kept together: `outbox.submit(first, [deed({ … })])`. */
export const deed = <M extends Write, P extends RouteOf<M>>(one: Deed<M, P>): Deed => one as unknown as Deed;

/** The id under which its outcome is told, and its place, which stays. */
export type Kept = Pick<Stored, 'id' | 'seq'>;

/** Keeps all of them or none, in their order. Answers where they lie. Throws: ApiProblem device-full, which the person has been told. */
export async function keepDeeds(deeds: readonly Deed[]): Promise<readonly Kept[]> {
  const author = session.who;
  if (!author) throw new Error('nobody is signed in');
  const { outbox, files, transfers } = database;
  const all = await makeRoomAndTell(() =>
    database.transaction('rw', outbox, files, transfers, async () => {
      const kept: Kept[] = [];
      for (const one of deeds) kept.push(await keep(one, author));
      return kept;
    }),
  );
  void navigator.storage?.persist?.(); // what waits must not be cleaned away; a browser may refuse
  return all;
}

async function keep(one: Deed, author: { readonly accountId: string; readonly name: string }): Promise<Kept> {
  const { method, address: url, producerId, what, whose, base, labels, form, file, isAnew } = one;
  const body = one.body as Fields | undefined;
  const id = one.id ?? uuid();
  const open = await database.outbox.where({ author: author.accountId }).sortBy('seq');
  const edit = base && open.find((item) => item.state === 'waiting' && item.url === url && item.base !== undefined);
  if (edit) {
    await database.outbox.update(edit.seq, { id, body: together(edit.body as Fields, body ?? {}), what, form });
    return { id, seq: edit.seq };
  }
  const old = open.find((item) => isAnewOf({ method, url, body, isAnew }, item));
  const fileId = file && uuid();
  const item: OutboxItem = {
    ...{ id, method, url, body, producerId, what, whose, fileId, base, labels, form },
    ...{ about: aboutOf({ method, url, body, producerId, about: one.about ?? [] }), state: 'waiting', attempts: 0 },
    ...{ author: author.accountId, authorName: author.name, capturedAt: trueNow().toISOString() },
  };
  if (file && fileId !== undefined) {
    await database.files.add({ id: fileId, author: author.accountId, blob: file, name: file.name ?? 'anh.jpg' });
    await database.transfers.add({ fileId, author: author.accountId, bytes: file.size, sentBytes: 0 });
  }
  if (old) await remove([old]);
  // in the place of the old one: what waits behind it goes on waiting behind this
  return { id, seq: await database.outbox.add(old ? ({ ...item, seq: old.seq } satisfies Stored) : item) };
}
