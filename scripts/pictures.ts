import fs from 'node:fs';
import path from 'node:path';
import { openBrowser } from '../test/support/browser';

/** The pictures of the README, taken of a running demonstration (`npm run demo` in another window). Needs a Chromium. */
const PICTURES = [
  { name: 'voso-thuc-hanh', url: 'http://127.0.0.1:4010/', width: 1280, height: 820 },
  { name: 'postmart-thuc-hanh', url: 'http://127.0.0.1:4020/', width: 390, height: 820 },
];

async function main(): Promise<void> {
  const folder = path.resolve(__dirname, '../docs/pictures');
  fs.mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const { name, url, width, height } of PICTURES) {
      const page = await browser.newPage({ viewport: { width, height }, locale: 'vi-VN' });
      await page.goto(url, { waitUntil: 'load' });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
