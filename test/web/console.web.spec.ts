import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { openConsole, readyForOffline } from '../support/console';
import { openMarket, type Market } from '../support/market';

describe('the console', () => {
  let market: Market;
  let browser: Browser;
  beforeAll(async () => {
    market = await openMarket();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  it('[UI4] opens without a signal, with what was there last', async () => {
    const person = await market.app.person('producer');
    const producerId = await market.app.producer(person);
    const page = await openConsole(browser, market.app.url, person);
    await readyForOffline(page);
    await page.goto(`${market.app.url}/app/c/${producerId}/san-pham`);
    await page.getByText('Chưa có sản phẩm nào.').waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'Sản phẩm' }).waitFor();
    await page.getByText('Chưa có mạng.').waitFor();
    await page.getByText('Chưa có sản phẩm nào.').waitFor();
    await page.context().close();
  });

  it('[UI2] the first page asks for less than 100 kB of script and style, packed', async () => {
    const packed = { 'accept-encoding': 'gzip' };
    const page = await (await fetch(`${market.app.url}/app/`)).text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(1);
    const sizes = await Promise.all(
      addresses.map(async (address) => {
        const answer = await fetch(`${market.app.url}${address}`, { headers: packed, method: 'HEAD' });
        expect([address, answer.status]).toEqual([address, 200]);
        return Number(answer.headers.get('content-length'));
      }),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    process.stdout.write(`first load: ${bytes} bytes of script and style in ${sizes.length} files\n`);
    expect(bytes).toBeLessThan(100_000);
  });
});
