import fs from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Locator, Page, Request } from 'playwright-core';

const PROBE = fs.readFileSync(path.join(__dirname, 'page-probe.js'), 'utf8');
/** So much larger people set their letters on a small phone. */
const LARGE_TEXT = '130%';

/** Puts into the page what looks at it, once for each document. */
async function equip(page: Page): Promise<void> {
  if (await page.evaluate<boolean>('"pageProbe" in globalThis && "axe" in globalThis')) return;
  await page.evaluate(axe.source);
  await page.evaluate(PROBE);
}

async function probe<T = string[]>(page: Page, call: string): Promise<T> {
  await equip(page);
  return page.evaluate<T>(`pageProbe.${call}`);
}

/** What axe names. `colour`: only what depends on the colours, for the second scheme of the same page. */
export async function axeFaults(page: Page, what: 'all' | 'colour' = 'all'): Promise<string[]> {
  await equip(page);
  const options =
    what === 'all'
      ? { resultTypes: ['violations'] }
      : { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast'] } };
  return page.evaluate<string[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  );
}

const underWay = new WeakMap<Page, Set<Request>>();

/** From here on `settled` knows what the page is still waiting for. */
export function watchRequests(page: Page): void {
  const open = new Set<Request>();
  page.on('request', (request) => open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  underWay.set(page, open);
}

/** A browser now and then says nothing about the end of a request; after so long what is drawn counts. */
const SILENCE_MS = 4_000;

/** Waits until the page has all it asked for and has drawn it: nothing that still stands empty. */
export async function settled(page: Page): Promise<void> {
  const open = underWay.get(page) ?? new Set();
  const start = Date.now();
  for (let calm = 0; calm < 2;) {
    const isDrawn = await page.evaluate<boolean>(
      `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(!document.querySelector('.bones') && !!document.querySelector('h1')))))`,
    );
    const waited = Date.now() - start;
    calm = isDrawn && (open.size === 0 || waited > SILENCE_MS) ? calm + 1 : 0;
    if (waited > 30_000) throw new Error(`${page.url()} still waits for ${[...open].map((request) => request.url()).join(', ')}`);
  }
}

/** Goes to another page of the console as a link does, without loading the program anew. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate(`((href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  })(${JSON.stringify(address)})`);
  await page.waitForURL((url) => url.pathname + url.search === address);
  await settled(page);
}

/** What is wider than the window. */
export const widthFaults = (page: Page): Promise<string[]> => probe(page, 'tooWide()');

/** Text that is cut, and what is too wide, as it stands and with larger letters. */
export async function textFaults(page: Page): Promise<string[]> {
  const plain = await probe(page, 'cutText()');
  await page.evaluate(`document.documentElement.style.setProperty('font-size', '${LARGE_TEXT}')`);
  const large = [...(await probe(page, 'cutText()')), ...(await probe(page, 'tooWide()'))];
  await page.evaluate(`document.documentElement.style.removeProperty('font-size')`);
  return [...plain, ...large.filter((fault) => !plain.includes(fault)).map((fault) => `${LARGE_TEXT} letters: ${fault}`)];
}

/** Targets that are too small for a finger. */
export const targetFaults = (page: Page): Promise<string[]> => probe(page, 'smallTargets()');

/** Goes through the page by the tab key alone, from the top: what it misses, what shows no focus, what stands in no order, what only a mouse can use. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const strangers = await probe(page, 'strangers()');
  const presses = await probe<number>(page, 'watchTabs()');
  const keys = await page.context().newCDPSession(page);
  const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  // All at once: the browser takes them one after the other, and nobody waits for each
  await Promise.all(
    Array.from({ length: presses }).flatMap(() => [
      keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...tab }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...tab }),
    ]),
  );
  await keys.detach();
  return [...strangers, ...(await probe(page, 'tabFaults()'))];
}

/** A sheet is opened by key: it takes the focus and keeps it; Escape and its own button close it and give the focus back. */
export async function sheetFaults(page: Page, opener: Locator): Promise<string[]> {
  const faults: string[] = [];
  const sheet = page.locator('dialog[open]');
  for (const close of ['Escape', 'Enter'] as const) {
    await opener.focus();
    await page.evaluate('globalThis.hadFocus = document.activeElement');
    await page.keyboard.press('Enter');
    await sheet.waitFor();
    if (!(await page.evaluate<boolean>(`document.querySelector('dialog[open]').contains(document.activeElement)`)))
      faults.push('the sheet does not take the focus');
    if (close === 'Enter') await sheet.getByRole('button', { name: 'Đóng' }).focus();
    await page.keyboard.press(close);
    await sheet.waitFor({ state: 'detached' });
    if (!(await page.evaluate<boolean>('document.activeElement === globalThis.hadFocus')))
      faults.push(`the focus does not come back after ${close}`);
  }
  return faults;
}

/** Goes on with the tab key until the thing with this name has the focus. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate<string>(
      `((e) => (e?.getAttribute('aria-label') ?? e?.labels?.[0]?.textContent ?? e?.textContent ?? '').trim())(document.activeElement)`,
    );
    if (name.test(text)) return;
  }
  throw new Error(`the tab key does not reach ${name}`);
}
