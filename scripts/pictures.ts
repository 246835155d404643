import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser';

/** The pictures of the README, taken of a running demonstration (`npm run demo` in another window). Needs a Chromium. */
const SHOPS = [
  { name: 'voso-thuc-hanh', url: 'http://127.0.0.1:4010/', width: 1280, height: 820 },
  { name: 'postmart-thuc-hanh', url: 'http://127.0.0.1:4020/', width: 390, height: 820 },
];
const PROGRAM = 'http://127.0.0.1:3000';
const PASSWORD = 'len-san-minh-hoa';
/** The console as these people see it. `:own` is the first producer that they work for. */
const CONSOLE = [
  { name: 'viec-can-lam', phone: '+84900000003', path: '/', width: 390 },
  { name: 'san-pham', phone: '+84900000003', path: '/c/:own/san-pham', width: 390 },
  { name: 'kho', phone: '+84900000003', path: '/c/:own/kho', width: 390 },
  { name: 'don-hang', phone: '+84900000003', path: '/c/:own/don-hang', width: 390 },
  { name: 'ho-cua-toi', phone: '+84900000002', path: '/ho', width: 390 },
  { name: 'do-phu', phone: '+84900000008', path: '/tinh/do-phu', width: 1280 },
];

const folder = path.resolve(__dirname, '../docs/pictures');
const save = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.close();
};

async function signIn(browser: Browser, phone: string, width: number): Promise<{ page: Page; own: string }> {
  const context = await browser.newContext({ viewport: { width, height: 820 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const page = await context.newPage();
  await page.goto(`${PROGRAM}/app/?phone=${encodeURIComponent(phone)}`);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Vào', exact: true }).click();
  await page.getByRole('navigation', { name: 'Trang chính' }).waitFor();
  const who = (await (await context.request.get(`${PROGRAM}/api/v1/session`)).json()) as { producers: { id: string }[] };
  return { page, own: who.producers[0]?.id ?? '' };
}

async function main(): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const { name, url, width, height } of SHOPS) {
      const page = await browser.newPage({ viewport: { width, height }, locale: 'vi-VN' });
      await page.goto(url, { waitUntil: 'load' });
      await save(page, name);
    }
    for (const { name, phone, path: address, width } of CONSOLE) {
      const { page, own } = await signIn(browser, phone, width);
      await page.goto(`${PROGRAM}/app${address.replace(':own', own)}`, { waitUntil: 'networkidle' });
      await page.locator('.bones').first().waitFor({ state: 'detached' });
      await save(page, name);
    }
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
