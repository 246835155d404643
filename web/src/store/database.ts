import Dexie, { type EntityTable, type Table } from 'dexie';
import type { Method } from '../api/address';
import type { ProblemBody } from '../api/problem';
import type { components } from '../api/schema';

/** What was read last, so that a page opens without a signal. */
export interface KeptAnswer {
  readonly accountId: string;
  readonly url: string;
  readonly etag: string | null;
  readonly body: unknown;
  /** ISO time of the last word of the program that it is so. */
  readonly at: string;
}

/**
 * waiting: to be sent; sending: on the way; refused: the program says no and says why, a person decides; question: the same field was changed elsewhere, too;
 * held: sent, and kept for review because the mandate had ended.
 */
export type ItemState = 'waiting' | 'sending' | 'refused' | 'question' | 'held';

/** One thing that was done here and that the program does not know yet. */
export interface OutboxItem {
  /** Idempotency key. A changed item gets a new one. */
  readonly id: string;
  /** Order of doing. */
  readonly seq?: number;
  /** Account and name of who did it, whoever sends it. */
  readonly author: string;
  readonly authorName: string;
  readonly producerId: string | null;
  readonly method: Exclude<Method, 'get'>;
  readonly url: string;
  readonly body?: unknown;
  /** In Vietnamese, for the list of what waits: `Đăng ký sản phẩm Chè Shan tuyết`. */
  readonly what: string;
  /** Name of the producer it is for. */
  readonly whose: string;
  /** ISO time at which it was done. */
  readonly capturedAt: string;
  /** Things that must come first: ids of what it is about. An item waits behind earlier items with one of the same. */
  readonly about: readonly string[];
  readonly state: ItemState;
  readonly attempts: number;
  readonly problem?: ProblemBody;
  /** For merging by field: what the form started from, see merge.rules.ts. */
  readonly base?: Readonly<Record<string, unknown>>;
  /** Photos and files: the bytes lie in `files`, how far they are in `transfers`. */
  readonly fileId?: string;
  /** What people call its fields, for a question about one: `{ name: 'Tên sản phẩm' }`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The form that it came from, to be mended there when it is refused: its page, the key of its draft, and what was filled in. */
  readonly form?: FilledForm;
}

export interface FilledForm {
  readonly href: string;
  readonly draft: string;
  readonly value: unknown;
}

export interface KeptFile {
  readonly id: string;
  readonly author: string;
  readonly blob: Blob;
  readonly name: string;
}

/** How far a file is. It lies apart from the file, so that a step forward does not write the bytes anew. */
export interface Transfer {
  readonly fileId: string;
  readonly author: string;
  readonly bytes: number;
  readonly sentBytes: number;
  /** Where a resumable upload goes on. */
  readonly uploadUrl?: string;
}

/** A household whose pages were read ahead for the road. */
export interface Packed {
  readonly accountId: string;
  readonly producerId: string;
  readonly name: string;
  /** ISO time at which everything had been read. */
  readonly at: string;
  readonly pages: number;
  readonly photos: number;
  readonly bytes: number;
}

/** What lists show of a product, kept for every product of a producer. */
export type Good = components['schemas']['ProductCardDto'] & { readonly accountId: string; readonly producerId: string };

/** How far the products of a producer are kept. */
export interface GoodsList {
  readonly accountId: string;
  readonly producerId: string;
  /** What to ask for changes since; null: there was no product. */
  readonly asOf: string | null;
  /** Where the first filling goes on; null: it is done. */
  readonly next: string | null;
  /** Tag of the answer to the question that is asked next; null: it was not asked yet. */
  readonly etag: string | null;
  /** ISO time of the last word of the program that it is so. */
  readonly at: string;
}

/** A form that was not sent yet: every keystroke survives a dead battery. */
export interface Draft {
  readonly key: string;
  readonly accountId: string;
  readonly value: unknown;
  readonly at: string;
}

/** What has arrived, to be shown for some days. */
export interface SentNote {
  readonly id: string;
  readonly author: string;
  readonly what: string;
  readonly whose: string;
  readonly capturedAt: string;
  readonly sentAt: string;
}

class ConsoleDatabase extends Dexie {
  declare answers: Table<KeptAnswer, [string, string]>;
  declare outbox: EntityTable<OutboxItem & { seq: number }, 'seq'>;
  declare files: EntityTable<KeptFile, 'id'>;
  declare drafts: Table<Draft, [string, string]>;
  declare sent: EntityTable<SentNote, 'id'>;
  declare transfers: EntityTable<Transfer, 'fileId'>;
  declare bag: Table<Packed, [string, string]>;
  declare goods: Table<Good, [string, string]>;
  declare goodsLists: Table<GoodsList, [string, string]>;

  constructor() {
    super('len-san');
    this.version(1).stores({
      answers: '[accountId+url], accountId, at',
      outbox: '++seq, &id, author, producerId, state',
      files: 'id, author',
      drafts: '[accountId+key], accountId',
      sent: 'id, author, sentAt',
    });
    // What waits outlives every new version of the console: a version adds, and takes over what lies here.
    this.version(2)
      .stores({ transfers: 'fileId, author', bag: '[accountId+producerId], accountId' })
      .upgrade(async (tx) => {
        await tx.table<KeptFile & Partial<Transfer>, string>('files').each(async ({ id, author, blob, uploadUrl, sentBytes = 0 }) => {
          await tx
            .table('transfers')
            .put({ fileId: id, author, bytes: blob.size, sentBytes, ...(uploadUrl === undefined ? {} : { uploadUrl }) });
        });
      });
    this.version(3).stores({ goods: '[accountId+id], [accountId+producerId], accountId', goodsLists: '[accountId+producerId], accountId' });
    this.on('versionchange', () => {
      // A newer console in another tab must not wait for this one. What is typed here goes on being kept: a version only adds.
      this.close({ disableAutoOpen: false });
      dispatchEvent(new Event('len-san:old'));
    });
  }
}

export const database = new ConsoleDatabase();
