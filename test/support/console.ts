import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PASSWORD, type Person } from './app';
import { axeFaults, widthFaults } from './page-checks';

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 850 };

export interface ConsoleOptions {
  readonly size?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** A context that goes on where another one was: the same browser, started again. */
  readonly context?: BrowserContext;
}

/** The console in a browser of its own, signed in by hand as that person. `base` is the program's address. */
export async function openConsole(browser: Browser, base: string, person: Person, options: ConsoleOptions = {}): Promise<Page> {
  const { size = PHONE, colorScheme = 'light' } = options;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: size,
      colorScheme,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
      hasTouch: size.width < 600,
    }));
  const page = await context.newPage();
  await page.goto(`${base}/app/`);
  await signIn(page, person);
  return page;
}

/** On a page that asks who is there. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Số điện thoại').fill(person.phone);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Vào', exact: true }).click();
  await page.getByRole('navigation', { name: 'Trang chính' }).waitFor();
}

/** From the second visit on the service worker answers: waits until it does. */
export async function readyForOffline(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.reload();
  await page.evaluate(`new Promise((done) => {
    if (navigator.serviceWorker.controller) done();
    else navigator.serviceWorker.addEventListener('controllerchange', () => done());
  })`);
}

/** Faults that axe names, and whatever does not fit the width: empty when the page is fit for everybody. All pages, in every light: pages.web.spec.ts. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await axeFaults(page)), ...(await widthFaults(page))];
}
