import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { faultsOf, openConsole, readyForOffline } from '../support/console';
import type { Person } from '../support/app';
import { card, openMarket, until, type Market } from '../support/market';

describe('products in the console', () => {
  let market: Market;
  let browser: Browser;
  let photos: { name: string; mimeType: string; buffer: Buffer }[];
  beforeAll(async () => {
    market = await openMarket();
    browser = await openBrowser();
    const bytes = await Promise.all([1, 2, 3, 4].map(() => card()));
    photos = bytes.map((buffer, index) => ({ name: `anh-${index + 1}.jpg`, mimeType: 'image/jpeg', buffer }));
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  async function producer(): Promise<{ person: Person; producerId: string; home: string }> {
    const person = await market.app.person('producer');
    const producerId = await market.app.producer(person);
    return { person, producerId, home: `/api/v1/producers/${producerId}` };
  }

  /** Counts what a thumb does, from the first page after signing in to a product with four photos that is kept. */
  async function registerByHand(page: Page): Promise<{ taps: number; typed: number; fields: number }> {
    let [taps, typed, fields] = [0, 0, 0];
    const tap = async (name: string | RegExp): Promise<void> => {
      taps += 1;
      await page
        .getByRole('button', { name, exact: true })
        .or(page.getByRole('link', { name, exact: true }))
        .first()
        .click();
    };
    const type = async (label: RegExp, text: string): Promise<void> => {
      [taps, typed, fields] = [taps + 1, typed + text.length, fields + 1];
      await page.getByLabel(label).fill(text);
    };
    await tap('Sản phẩm');
    await tap('Đăng ký sản phẩm');
    await type(/^Tên sản phẩm/, 'Mật ong rừng Ba Chẽ');
    await page.getByRole('button', { name: 'Mật ong, nông sản khác', pressed: true }).waitFor(); // found by the name
    await tap('Tiếp');
    await tap('chai');
    await tap('500 g');
    await type(/^Giá một chai/, '180k');
    await tap('Tiếp');
    taps += 2; // to the gallery and back with four of them
    await page.getByLabel('Chọn ảnh có sẵn').setInputFiles(photos);
    await page.getByAltText(/^Ảnh 4 của/).waitFor();
    await tap('Lưu sản phẩm');
    return { taps, typed, fields };
  }

  it('[UI3] [OL2] a product with four photos is registered without a signal by two typed fields, and arrives once', async () => {
    const { person, producerId, home } = await producer();
    const page = await openConsole(browser, market.app.url, person);
    await readyForOffline(page);
    await page.context().setOffline(true);

    const { taps, typed, fields } = await registerByHand(page);
    // A first-time user types a letter in a second and thinks five seconds before each tap: 23 + 12 × 5 s, far below three minutes
    expect(fields).toBe(2);
    expect(taps).toBeLessThanOrEqual(12);
    expect(typed + 5 * taps).toBeLessThan(120);

    await page.getByText('sẽ tự gửi khi có mạng').first().waitFor();
    await page.getByAltText(/^Ảnh 4 của Mật ong rừng/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sản phẩm', exact: true }).click();
    await page.getByText('4 ảnh đang chờ gửi').waitFor();
    expect((await person.get(`${home}/products`)).body.items).toEqual([]);

    await page.context().setOffline(false);
    const arrived = await until('the product has its four photos', async () => {
      const { items } = (await person.get(`${home}/products`)).body;
      return items[0]?.photoIds.length === 4 && items;
    });
    expect(arrived).toHaveLength(1);
    expect(arrived[0]).toMatchObject({
      name: 'Mật ong rừng Ba Chẽ',
      ocopSet: 4,
      packs: [{ unit: 'chai', weightGrams: 500, priceVnd: 180_000 }],
    });
    await page.getByText('4 ảnh đang chờ gửi').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Mật ong rừng/ }).waitFor();
    expect(producerId).toBe(arrived[0].producerId);
    await page.context().close();
  });
});
