import type { Page } from 'playwright-core';
import { newId } from '../../src/shared/kernel';

/** What waits on a phone, as the console keeps it. */
export interface KeptItem {
  readonly author: string;
  readonly producerId: string | null;
  readonly method: string;
  readonly url: string;
  readonly what: string;
  readonly body?: unknown;
  readonly base?: unknown;
  readonly state?: string;
  readonly capturedAt?: string;
  /** Base64 of a JPEG. */
  readonly photo?: string;
  readonly [more: string]: unknown;
}

/** Puts things into the phone's own database, as a form of the console does, and loads the page anew. */
export async function keepOnPhone(page: Page, items: readonly KeptItem[]): Promise<void> {
  const rows = items.map((item) => ({
    ...{ id: newId(), authorName: 'Chị Thử', whose: 'HTX Thử', about: [], state: 'waiting', attempts: 0 },
    capturedAt: new Date().toISOString(),
    ...item,
  }));
  await page.evaluate(
    `(async (rows) => {
      const open = indexedDB.open('len-san');
      const db = await new Promise((done, fail) => { open.onsuccess = () => done(open.result); open.onerror = () => fail(open.error); });
      const stores = [...db.objectStoreNames].filter((name) => ['outbox', 'files', 'transfers'].includes(name));
      const tx = db.transaction(stores, 'readwrite');
      for (const { photo, ...row } of rows) {
        if (photo) {
          const blob = new Blob([Uint8Array.from(atob(photo), (c) => c.charCodeAt(0))], { type: 'image/jpeg' });
          row.fileId = row.id;
          tx.objectStore('files').add({ id: row.id, author: row.author, blob, name: 'anh.jpg', ...(stores.includes('transfers') ? {} : { sentBytes: 0 }) });
          if (stores.includes('transfers')) tx.objectStore('transfers').add({ fileId: row.id, author: row.author, bytes: blob.size, sentBytes: 0 });
        }
        tx.objectStore('outbox').add(row);
      }
      await new Promise((done, fail) => { tx.oncomplete = done; tx.onerror = () => fail(tx.error); });
      db.close();
    })(${JSON.stringify(rows)})`,
  );
  await page.reload();
}

/** What waits there, of everybody. */
export function waitingOnPhone(page: Page): Promise<{ what: string; state: string; problem?: string }[]> {
  return page.evaluate(`(async () => {
    const open = indexedDB.open('len-san');
    const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const all = db.transaction('outbox').objectStore('outbox').getAll();
    const items = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    db.close();
    return items.map(({ what, state, problem }) => ({ what, state, problem: problem && (problem.detail ?? problem.title) }));
  })()`);
}

/** Half-filled forms that are kept there. */
export function draftsOnPhone(page: Page): Promise<{ key: string; value: Record<string, unknown> }[]> {
  return page.evaluate(`(async () => {
    const open = indexedDB.open('len-san');
    const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const all = db.transaction('drafts').objectStore('drafts').getAll();
    const drafts = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    db.close();
    return drafts;
  })()`);
}
