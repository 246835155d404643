import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Person } from '../support/app';
import { openBrowser } from '../support/browser';
import { faultsOf, openConsole, PHONE, readyForOffline } from '../support/console';
import { openLine } from '../support/lines';
import { card, openMarket, until, type Market } from '../support/market';
import { givePapers, HONEY } from '../support/papers';
import { noisyJpeg } from '../support/photo-files';
import { Transactions } from '../../src/shared/db';

/** Where a picture of each step goes; nowhere unless `PICTURES=<folder>` is set. */
const PICTURES = process.env.PICTURES;

/** The main job as people do it, by hand of a browser on a small phone, from a hamlet without a signal to a parcel with its label. */
describe('the story of one product', () => {
  let market: Market;
  let browser: Browser;
  let officer: Person;
  beforeAll(async () => {
    market = await openMarket();
    browser = await openBrowser();
    officer = await market.app.person('officer');
    await market.operator.call('PUT', `/api/v1/accounts/${officer.accountId}/areas`, { body: { areas: [{ provinceCode: '08' }] } });
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  let step = 0;
  async function picture(page: Page, name: string): Promise<void> {
    step += 1;
    expect([name, ...(await faultsOf(page))]).toEqual([name]);
    if (PICTURES === undefined) return;
    fs.mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${String(step).padStart(2, '0')}-${name}.png`) });
  }
  const button = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();
  const link = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('link', { name, exact: true }).first().click();

  /** The officer's part: a household and its product with four photos, all of it without a signal; then it arrives, once. */
  async function visit(): Promise<{ producerId: string; productId: string; home: string }> {
    const line = await openLine(Number(new URL(market.app.url).port));
    try {
      const base = `http://127.0.0.1:${line.port}`;
      const page = await openConsole(browser, base, officer);
      await readyForOffline(page);
      await page.goto(`${base}/app/ho/moi`);
      await page.getByLabel('Xã, phường').fill('meo vac');
      await page.getByRole('list', { name: 'Chọn một xã' }).getByRole('button').first().waitFor();
      await page.waitForLoadState('networkidle'); // the texts to be read aloud are on the telephone, too
      line.cut(true);
      await page.reload();
      await page.getByRole('combobox').first().selectOption('household-business');
      await page.getByLabel('Tên hộ').fill('Hộ Sùng Thị Mỷ');
      await page.getByLabel('Xã, phường').fill('meo vac');
      await page.getByRole('list', { name: 'Chọn một xã' }).getByRole('button').first().click();
      await picture(page, 'dang-ky-ho-khong-co-mang');
      await button(page, 'Tiếp');
      for (const what of [/Lưu hồ sơ bán hàng/, /Cán bộ làm thay/, /Voso/, /Postmart/])
        await page.getByRole('checkbox', { name: what }).check();
      await picture(page, 'doc-cho-chu-ho-nghe');
      await button(page, 'Tiếp');
      await page
        .getByLabel('Ảnh giấy đã ký')
        .setInputFiles({ name: 'giay.jpg', mimeType: 'image/jpeg', buffer: await noisyJpeg(500, 700, 80) });
      await page.getByRole('img', { name: 'Ảnh giấy đã ký' }).waitFor();
      await button(page, 'Tiếp');
      await button(page, 'Đăng ký hộ');
      await page.getByText('Đã ghi trên máy này.').waitFor();

      await link(page, 'Thêm sản phẩm cho hộ này');
      await link(page, 'Đăng ký sản phẩm');
      await page.getByLabel(/^Tên sản phẩm/).fill('Mật ong bạc hà Mèo Vạc');
      await button(page, 'Tiếp');
      await button(page, 'chai');
      await button(page, '500 g');
      await page.getByLabel(/^Giá một chai/).fill('350k');
      await button(page, 'Tiếp');
      const photos = await Promise.all(
        [1, 2, 3, 4].map(async (n) => ({ name: `anh-${n}.jpg`, mimeType: 'image/jpeg', buffer: await card() })),
      );
      await page.getByLabel('Chọn ảnh có sẵn').setInputFiles(photos);
      await page.getByAltText(/^Ảnh 4 của/).waitFor();
      await picture(page, 'chup-anh-san-pham');
      await button(page, 'Lưu sản phẩm');
      await page.getByText('sẽ tự gửi khi có mạng').first().waitFor();
      await page.goto(`${base}/app/cho-gui`);
      await page.getByText('Mật ong bạc hà Mèo Vạc').first().waitFor();
      await picture(page, 'cho-gui');

      line.cut(false);
      await page.evaluate('dispatchEvent(new Event("online"))');
      const product = await until('household, product and photos have arrived', async () => {
        const { items: producers } = (await officer.get('/api/v1/producers')).body;
        if (!producers[0]) return null;
        const { items } = (await officer.get(`/api/v1/producers/${producers[0].id}/products`)).body;
        return items[0]?.photoIds.length === 4 ? { count: [producers.length, items.length], ...items[0] } : null;
      });
      expect(product.count).toEqual([1, 1]);
      const home = `/api/v1/producers/${product.producerId}`;
      await page.context().close();
      return { producerId: product.producerId, productId: product.id, home };
    } finally {
      line.close();
    }
  }

  it('[UI4] [MJ2] a household is registered in a hamlet without a signal, its honey is sold on Voso, and Postmart shows less', async () => {
    const { producerId, productId, home } = await visit();
    const productHome = `${home}/products/${productId}`;

    // What is on paper: label data, test report, certificate. The province looks at the certificate itself.
    const { body: product } = await officer.get(productHome);
    const changed = await officer.call('PATCH', productHome, {
      body: {
        version: product.version,
        attributes: HONEY,
        shelfLifeDays: 365,
        description: 'Mật ong hoa bạc hà cao nguyên đá, thu hoạch tháng 11 và 12.',
      },
    });
    expect(changed.status).toBe(200);
    await givePapers(market.app.app.get(Transactions).reader, [productId]);
    const certificate = {
      stars: 4,
      number: 'QD-SUNG-MY',
      issuedBy: 'UBND tỉnh Tuyên Quang',
      issuedOn: '2025-03-12',
      expiresOn: '2028-03-11',
    };
    expect((await officer.post(`${productHome}/certificates`, certificate)).status).toBe(201);
    const office = await openConsole(browser, market.app.url, market.office);
    await office.goto(`${market.app.url}/app/tinh/giay`);
    const paper = office.getByRole('listitem').filter({ hasText: 'QD-SUNG-MY' });
    await paper.waitFor();
    await picture(office, 'tinh-xac-nhan-giay');
    await paper.getByRole('button', { name: 'Xác nhận' }).click();
    await paper.waitFor({ state: 'detached' });
    await office.context().close();

    // The household has a login of its own by now: it counts its store and puts its honey on sale.
    const owner = await market.app.person('producer');
    expect((await market.operator.call('PUT', `${home}/members/${owner.accountId}`)).status).toBeLessThan(300);
    const page = await openConsole(browser, market.app.url, owner);
    await page.goto(`${market.app.url}/app/c/${producerId}/kho`);
    await button(page, 'Đếm kho');
    await page.getByLabel('Hiện có trong kho').fill('20');
    await button(page, 'Ghi số này');
    await page.getByText('20', { exact: true }).waitFor();
    await picture(page, 'dem-kho');
    await page.goto(`${market.app.url}/app/c/${producerId}/tin-dang/${productId}`);
    await button(page, 'Đăng bán');
    await button(page, 'Đăng bán ngay');
    const sku = String(product.packs[0].sku);
    await market.live({ producerId, productId, sku, home });
    await page.goto(`${market.app.url}/app/c/${producerId}/tin-dang/${productId}`);
    await page.getByText('Đang bán').nth(1).waitFor();
    await picture(page, 'dang-ban-tren-hai-san');

    const before = await market.sellable('postmart', sku);
    const shop = await (await browser.newContext({ viewport: PHONE, locale: 'vi-VN' })).newPage();
    await shop.goto(`${market.sandbox.voso.url}/?q=${encodeURIComponent('Mèo Vạc')}`);
    await shop.locator('.card', { hasText: 'Mật ong bạc hà Mèo Vạc' }).first().click();
    await shop.getByLabel('Số lượng').fill('4');
    await button(shop, 'Mua');
    await shop.waitForURL(/don-hang/);
    await picture(shop, 'nguoi-mua-tren-voso');
    await shop.context().close();
    await until('Postmart shows less', async () => Number(await market.sellable('postmart', sku)) < Number(before));

    await page.goto(`${market.app.url}/app/c/${producerId}/don-hang`);
    await page.getByRole('timer').first().waitFor();
    await picture(page, 'don-hang-den');
    const [order] = await market.rows<{ id: string }>('select platform_order_id as id from market_order');
    await page.getByText(`Đơn ${order?.id ?? ''}`).click();
    await page.getByText('Người nhận').waitFor();
    await button(page, 'Nhận đơn');
    await button(page, /Đóng gói xong, gọi bưu tá/);
    const print = page.getByRole('button', { name: 'In nhãn gửi hàng' });
    await print.waitFor();
    await picture(page, 'dong-goi-xong');
    const [answer] = await Promise.all([page.waitForResponse(/\/label$/), print.click()]);
    expect(answer.status()).toBe(200);
    const label = await page.request.get(answer.url());
    expect((await label.body()).byteLength).toBeGreaterThan(500);
    await page.context().close();
  });
});
