import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { DESKTOP, faultsOf, openConsole, PHONE, readyForOffline } from '../support/console';
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

  it.each([
    ['phone', 'light', PHONE],
    ['desktop', 'dark', DESKTOP],
  ] as const)('[UI1] on a %s in %s: signing in and the first page have no fault', async (_, colorScheme, size) => {
    const person = await market.app.person('producer');
    await market.app.producer(person);
    const page = await openConsole(browser, market.app.url, person, { size, colorScheme });
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
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
});
