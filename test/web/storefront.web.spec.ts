import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { axeFaults } from '../support/page-checks';
import { openMarket, type Goods, type Market, type PlatformCode } from '../support/market';

describe('the practice shops in a browser', () => {
  let market: Market;
  let browser: Browser;
  let honey: Goods;
  beforeAll(async () => {
    market = await openMarket();
    browser = await openBrowser();
    honey = await market.listed(20);
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  async function shop(platform: PlatformCode, width: number, use: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'vi-VN' });
    try {
      const page = await context.newPage();
      await page.goto(market.sandbox[platform].url);
      await use(page, context);
    } finally {
      await context.close();
    }
  }

  it('[MJ2] a buyer buys on one, and the page of the other shows less without being loaded again', async () => {
    await shop('postmart', 1280, async (other) => {
      const stock = other.locator('.card', { hasText: honey.sku.slice(3) }).first();
      await expect(stock.innerText()).resolves.toMatch(/\b10\b/);
      await shop('voso', 1280, async (page) => {
        await page.locator('.card', { hasText: honey.sku.slice(3) }).click();
        await page.getByLabel('Số lượng').fill('4');
        await page.getByRole('button', { name: 'Mua', exact: true }).click();
        await page
          .getByText(/Chờ duyệt/)
          .first()
          .waitFor();
      });
      await stock.getByText(/\b8\b/).waitFor({ timeout: 15_000 });
    });
  });

  it.each(['voso', 'postmart'] as const)(
    '%s fits a small phone, says that it is practice, and has no accessibility fault',
    async (platform) => {
      await shop(platform, 360, async (page) => {
        const visit = async (): Promise<void> => {
          await page
            .getByRole('complementary')
            .getByText(/thực hành/i)
            .waitFor();
          const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
          expect(overflow).toBeLessThanOrEqual(0);
          expect(await axeFaults(page)).toEqual([]);
        };
        await visit();
        await page.locator('.card').first().click();
        await visit();
        await page.getByRole('button', { name: 'Mua', exact: true }).click();
        await page.waitForURL(/don-hang/);
        await visit();
        await page.goto(`${market.sandbox[platform].url}/?q=khong-co-hang-nay`);
        await page.getByText('Không tìm thấy sản phẩm nào').waitFor();
        await visit();
      });
    },
  );
});
