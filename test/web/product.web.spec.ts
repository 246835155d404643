import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { DESKTOP, faultsOf, openConsole, PHONE, readyForOffline } from '../support/console';
import type { Person } from '../support/app';
import { card, openMarket, until, type Market } from '../support/market';
import { HONEY } from '../support/papers';

const PACK = { unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 120_000 };

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
  it('[CC1] a gap of readiness leads to the field that mends it, and is gone', async () => {
    const { person, producerId, home } = await producer();
    const { ingredients: _, ...attributes } = HONEY;
    const made = await person.post(`${home}/products`, { name: 'Mật ong hoa nhãn', ocopSet: 4, attributes, packs: [PACK] });
    const page = await openConsole(browser, market.app.url, person);
    await page.goto(`${market.app.url}/app/c/${producerId}/san-pham/${made.body.id}`);
    await page.getByText('Chưa ghi: Thành phần.', { exact: true }).waitFor();
    const before = await page.getByRole('progressbar', { name: 'Voso' }).getAttribute('aria-valuenow');
    await page.getByRole('link', { name: 'Bổ sung: Chưa ghi: Thành phần.' }).click();
    const field = page.getByLabel('Thành phần', { exact: true });
    await field.waitFor();
    const id = await field.getAttribute('id');
    await until('the field has the focus', async () => (await page.evaluate('document.activeElement?.id')) === id);
    await page.keyboard.type('Mật ong 100 %');
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click();
    await page.getByText('Đã lưu.').waitFor();
    await page.getByRole('link', { name: 'Quay lại' }).click();
    await page.getByRole('progressbar', { name: 'Voso' }).waitFor();
    await page.getByText('Chưa ghi: Thành phần.', { exact: true }).waitFor({ state: 'detached' });
    const after = await page.getByRole('progressbar', { name: 'Voso' }).getAttribute('aria-valuenow');
    expect(Number(after)).toBeGreaterThan(Number(before));
    await page.context().close();
  });

  it('[OL3] what one changes without a signal and another meanwhile with one both stay, and a page closed on the way loses nothing', async () => {
    const { person, producerId, home } = await producer();
    const made = await person.post(`${home}/products`, { name: 'Mật ong bạc hà', ocopSet: 4, packs: [PACK] });
    const product = `${home}/products/${made.body.id}`;
    const page = await openConsole(browser, market.app.url, person);
    await readyForOffline(page);
    await page.goto(`${market.app.url}/app/c/${producerId}/san-pham`);
    await page.getByRole('link', { name: /Mật ong bạc hà/ }).waitFor();
    const form = `${market.app.url}/app/c/${producerId}/san-pham/${made.body.id}/thong-tin`;
    await page.goto(form);
    await page.getByLabel('Mô tả cho người mua').waitFor();
    await page.context().setOffline(true);
    await page.getByLabel('Mô tả cho người mua').fill('Mật hoa bạc hà cao nguyên đá.');
    await page.getByText('Thay đổi đang giữ trên máy, chưa gửi.').waitFor();
    await page.goto(`${market.app.url}/app/c/${producerId}/san-pham`); // as somebody who is called away
    await page.getByRole('link', { name: /Mật ong bạc hà/ }).waitFor();
    await page.goto(form);
    await until('what was typed is there again', async () =>
      (await page.getByLabel('Mô tả cho người mua').inputValue()).startsWith('Mật hoa'),
    );
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click();
    await page.getByText('Có thay đổi đang chờ gửi').waitFor();

    await person.call('PATCH', product, { body: { version: made.body.version, name: 'Mật ong bạc hà Mèo Vạc' } });
    await page.context().setOffline(false);
    const merged = await until('both changes are there', async () => {
      const { body } = await person.get(product);
      return body.description !== '' && body;
    });
    expect(merged).toMatchObject({
      name: 'Mật ong bạc hà Mèo Vạc',
      description: 'Mật hoa bạc hà cao nguyên đá.',
      version: made.body.version + 2,
    });
    await page.context().close();
  });

  it('[UI1] no page of a product has a fault, small and light or wide and dark', async () => {
    const { person, producerId, home } = await producer();
    const made = await person.post(`${home}/products`, {
      name: 'Mật ong vải thiều Lục Ngạn',
      ocopSet: 4,
      attributes: HONEY,
      packs: [PACK],
    });
    const page = await openConsole(browser, market.app.url, person);
    const of = `san-pham/${made.body.id}`;
    const pages = [
      ...['san-pham', 'san-pham/moi', 'giay-to', 'nhap-bang'],
      ...[of, `${of}/thong-tin`, `${of}/anh`, `${of}/quy-cach`, `${of}/lo`, `${of}/san/voso`, `${of}/lich-su`, `${of}/giay-to`],
    ];
    for (const path of pages) {
      await page.goto(`${market.app.url}/app/c/${producerId}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      for (const [size, colorScheme] of [[PHONE, 'light'] as const, [DESKTOP, 'dark'] as const]) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        expect([path, colorScheme, ...(await faultsOf(page))]).toEqual([path, colorScheme]);
      }
    }
    await page.context().close();
  });
});
