import type { Browser, Page } from 'playwright-core';
import type { Json, Person } from '../support/app';
import { openBrowser } from '../support/browser';
import { DESKTOP, faultsOf, openConsole, readyForOffline } from '../support/console';
import { tabTo } from '../support/page-checks';
import { openMarket, until, type Goods, type Market } from '../support/market';

describe('selling in the console', () => {
  let market: Market;
  let browser: Browser;
  let owner: Person;
  let goods: Goods;
  beforeAll(async () => {
    [market, browser] = await Promise.all([openMarket(), openBrowser()]);
    owner = await market.app.person('producer');
    goods = await market.register(40, { owner });
    await market.publish(goods);
    await market.live(goods);
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  const to = (page: Page, path: string, of: Goods = goods): Promise<unknown> =>
    page.goto(`${market.app.url}/app/c/${of.producerId}${path}`);
  const shown = (): Promise<number[]> =>
    Promise.all(market.platforms.map(async (platform) => Number(await market.sellable(platform, goods.sku))));

  it('[UI6] an order is accepted, handed over and its label printed, by keyboard alone', async () => {
    const bought = await market.buy('voso', goods, 2);
    const known = await until('the order in our books', () => market.order('voso', bought!));
    const page = await openConsole(browser, market.app.url, owner, { size: DESKTOP });
    await to(page, '/don-hang');
    await page.getByText(`Đơn ${bought}`).waitFor();
    await page
      .getByRole('timer')
      .getByText(/^Còn 23 giờ/)
      .waitFor();
    await tabTo(page, new RegExp(`Đơn ${bought}`));
    await page.keyboard.press('Enter');
    await page.getByText('Người nhận').waitFor();
    await tabTo(page, /^Nhận đơn$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Đóng gói xong, gọi bưu tá' }).waitFor();
    await tabTo(page, /Đóng gói xong, gọi bưu tá/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'In nhãn gửi hàng' }).waitFor();
    await market.orderAt('voso', bought!, 'ready-to-ship');
    await tabTo(page, /In nhãn gửi hàng/);
    const [answer] = await Promise.all([page.waitForResponse(/\/label$/), page.keyboard.press('Enter')]);
    expect(answer.status()).toBe(200);
    await page.getByRole('link', { name: 'Mở nhãn' }).waitFor();
    const label = await page.request.get(`${market.app.url}${goods.home}/orders/${known.id}/label`);
    expect((await label.body()).byteLength).toBeGreaterThan(500);
    await page.context().close();
  });

  it('[UI6] of an order a part is accepted, line by line, and what becomes of the rest is said first', async () => {
    const bought = await market.buy('postmart', goods, 3);
    await until('the order in our books', () => market.order('postmart', bought!));
    const page = await openConsole(browser, market.app.url, owner);
    await to(page, '/don-hang');
    await page.getByText(`Đơn ${bought}`).click();
    await page.getByRole('button', { name: 'Chỉ giao được một phần' }).click();
    await page.getByText('Giao đủ như khách đặt.').waitFor();
    for (let n = 0; n < 3; n += 1) await page.getByRole('button', { name: /^Bớt một:/ }).click();
    await page.getByText('hãy từ chối cả đơn').waitFor();
    expect(await page.getByRole('button', { name: 'Nhận cả đơn' }).isDisabled()).toBe(true);
    for (let n = 0; n < 2; n += 1) await page.getByRole('button', { name: /^Thêm một:/ }).click();
    await page.getByText(/Phần bớt đi \(350\.000.₫\) bị huỷ ngay/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Nhận phần giao được' }).click();
    await market.orderAt('postmart', bought!, 'ready-to-ship');
    await page.getByText('nhận 2').waitFor();
    await page.context().close();
  });

  it('[UI6] an order is refused with a reason', async () => {
    const bought = await market.buy('postmart', goods, 1);
    await until('the order in our books', () => market.order('postmart', bought!));
    const page = await openConsole(browser, market.app.url, owner);
    await to(page, '/don-hang');
    await page.getByText(`Đơn ${bought}`).click();
    await page.getByRole('button', { name: 'Từ chối' }).click();
    await page.getByLabel('Lý do khác').check();
    await page.getByRole('button', { name: 'Gửi từ chối' }).click();
    await page.getByText('Viết lý do, nhiều nhất 100 chữ.').waitFor();
    await page.getByLabel('Hết hàng').check();
    await page.getByRole('button', { name: 'Gửi từ chối' }).click();
    await market.orderAt('postmart', bought!, 'cancelled');
    await page.getByText('Đã huỷ').first().waitFor();
    await page.context().close();
  });

  it('stock changed without a signal is there at once, arrives once, and both platforms fall', async () => {
    await market.quiet();
    const [pool] = await market.rows<{ n: number }>('select on_hand as n from pool where product_id = $1', [goods.productId]);
    const onHand = Number(pool?.n);
    const before = await shown();
    const page = await openConsole(browser, market.app.url, owner);
    await readyForOffline(page);
    await to(page, '/kho');
    const less = page.getByRole('button', { name: /^Bớt một/ });
    await less.waitFor();
    await page.context().setOffline(true);
    for (let n = 0; n < 4; n += 1) await less.click();
    await page.getByText(String(onHand - 4), { exact: true }).waitFor();
    await page.getByText('Đang chờ gửi').waitFor();
    await page.reload();
    await page.getByText(String(onHand - 4), { exact: true }).waitFor();
    await page.context().setOffline(false);
    const moves = await until('the change in the books', async () => {
      const found = await market.rows<{ change: number }>(
        `select m.on_hand_change as change from stock_move m join pool p on p.id = m.pool_id where p.product_id = $1 and m.kind = 'adjusted'`,
        [goods.productId],
      );
      return found.length > 0 && found;
    });
    expect(moves).toEqual([{ change: -4 }]);
    await until('both platforms with less', async () => {
      const now = await shown();
      if (now.every((units, index) => units < before[index]!)) return true;
      throw new Error(`${String(before)} before, ${String(now)} now`);
    });
    await page.getByText('Đang chờ gửi').waitFor({ state: 'detached' });
    expect(await page.getByText(String(onHand - 4), { exact: true }).count()).toBe(1);
    await page.context().close();
  });

  it('what was never counted is said to be so, and counting takes one number', async () => {
    const fresh = await market.register(null, { owner });
    const page = await openConsole(browser, market.app.url, owner);
    await to(page, '/kho', fresh);
    await page.getByText('Chưa đếm', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Đếm kho' }).click();
    await page.getByLabel('Hiện có trong kho').fill('nhiều');
    await page.getByRole('button', { name: 'Ghi số này' }).click();
    await page.getByText('Nhập một số từ 0 đến 10.000.000.').waitFor();
    await page.getByLabel('Hiện có trong kho').fill('17');
    await page.getByRole('button', { name: 'Ghi số này' }).click();
    await page.getByText('17', { exact: true }).waitFor();
    await page.context().close();
  });

  it('[UI5] next steps stand in the order in which they are due, each with a way to its page', async () => {
    const bought = await market.buy('voso', goods, 1);
    await until('the order in our books', () => market.order('voso', bought!));
    const { body } = await owner.get<Json>(`${goods.home}/next-steps?mine=true`);
    const told = (body.items as { whatVi: string; deadline: string | null }[]).map(({ whatVi }) => whatVi);
    expect(told[0]).toContain(bought);
    const page = await openConsole(browser, market.app.url, owner);
    await to(page, '');
    await page.getByText(told[0]!).waitFor();
    expect(await page.locator('.what').allTextContents()).toEqual(told);
    await page.getByRole('link', { name: `Xem đơn: ${told[0]}` }).click();
    await page.getByRole('heading', { name: `Đơn ${bought}` }).waitFor();
    await page.context().close();
  });

  it('[UI8] many products are published at once; what failed says why', async () => {
    const ready = await market.register(5, { owner, name: 'Mật ong sẵn sàng' });
    const bare = await owner.post(`${ready.home}/products`, {
      name: 'Mật ong chưa có ảnh',
      ocopSet: 4,
      packs: [
        { sku: `THIEU-${ready.sku}`, unit: 'chai', factor: 1, weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 90_000 },
      ],
    });
    expect(bare.status).toBe(201);
    const page = await openConsole(browser, market.app.url, owner);
    await to(page, '/dang-ban', ready);
    await page.getByRole('button', { name: 'Chọn tất cả' }).click();
    await page.getByRole('button', { name: 'Đăng bán 2 sản phẩm' }).click();
    await page.getByText('1 đã gửi, 1 chưa được.').waitFor();
    const failed = page.getByRole('listitem').filter({ hasText: 'Mật ong chưa có ảnh' });
    await failed.getByText('Chưa được').waitFor();
    expect(await failed.textContent()).toMatch(/ảnh/);
    await market.live(ready);
    await failed.getByRole('link', { name: 'Sửa' }).click();
    await page.getByText('chưa bán được').first().waitFor();
    await page.context().close();
  });

  it('[N6] why a product is not on sale stands shop by shop, first things first, each with a way to mend it', async () => {
    const home = `/api/v1/producers/${await market.app.producer(owner, '08')}`;
    const packs = [{ sku: 'N6', unit: 'chai', factor: 1, weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 90_000 }];
    const bare = (await owner.post(`${home}/products`, { name: 'Mật ong mới', ocopSet: 4, packs })).body;
    const { body } = await owner.get<Json>(`${home}/products/${bare.id}/why-not-live`);
    const page = await openConsole(browser, market.app.url, owner);
    await page.goto(`${market.app.url}/app/c/${bare.producerId}/tin-dang/${bare.id}`);
    await page.getByText(body.summaryVi).waitFor();
    expect(await page.locator('ol > li > span:first-child').allTextContents()).toEqual(
      (body.shops as Json[]).flatMap(({ blockers }) => blockers.map(({ messageVi }: Json) => messageVi)),
    );
    await page
      .getByRole('link', { name: /^Sửa: .*ảnh/ })
      .first()
      .click();
    await page.waitForURL(/\/giay-to\?o=label-image$/);
    await page.context().close();
  });

  it('an officer’s first publication waits for the producer, and the page says so', async () => {
    const officer = await market.app.person('officer');
    const helped = await market.register(5, { owner: officer });
    const page = await openConsole(browser, market.app.url, officer);
    await to(page, `/tin-dang/${helped.productId}`, helped);
    await page.getByRole('button', { name: 'Đăng bán', exact: true }).click();
    await page.getByRole('button', { name: 'Đăng bán ngay' }).click();
    await page.getByText('Lần đăng đầu tiên cần chủ thể đồng ý.').waitFor();
    await page.context().close();
  });

  it('[N18] an officer sees one step for each household, the first of each', async () => {
    const officer = await market.app.person('officer');
    const homes = [await market.app.producer(officer, '08'), await market.app.producer(officer, '08')];
    const { body } = await officer.get<Json>('/api/v1/next-steps?mine=true&oneEach=true');
    expect(body.items.map(({ producerId }: Json) => producerId).sort()).toEqual(homes.sort());
    const page = await openConsole(browser, market.app.url, officer);
    await page.getByRole('button', { name: 'Mỗi hộ một việc' }).click();
    await page.getByText(body.items[1].producerName).waitFor();
    expect(await page.locator('.what').allTextContents()).toEqual(body.items.map(({ whatVi }: Json) => whatVi));
    await page.context().close();
  });

  it('a listing is paused, with a way back, and shown to be so', async () => {
    const page = await openConsole(browser, market.app.url, owner);
    await to(page, `/tin-dang/${goods.productId}`);
    await page.getByRole('button', { name: 'Tạm dừng' }).first().click();
    await page.getByText('Đã tạm dừng.').waitFor();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await page.getByText('Đã bán tiếp.').waitFor();
    await page.getByRole('button', { name: 'Diễn biến' }).first().click();
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    await page.context().close();
  });

  it('[UI7] the chart of orders by week holds the numbers of its table, and both those of the program', async () => {
    const { body } = await owner.get<Json>(`${goods.home}/figures/orders-by-week?weeks=12`);
    const told = (body.items as Json[]).map(({ week, packs }) => `${week} ${packs}`);
    expect(body.items.reduce((sum: number, { packs }: Json) => sum + packs, 0)).toBeGreaterThan(0);
    const page = await openConsole(browser, market.app.url, owner, { size: DESKTOP });
    await to(page, '/so-lieu');
    await page.getByRole('button', { name: 'Số gói' }).click();
    await page.getByRole('img', { name: /^Biểu đồ cột: Số gói/ }).waitFor();
    const valuesOf = (kind: string): Promise<string[]> =>
      page.$$eval(kind, (found) => found.map((e) => `${e.getAttribute('data-week')} ${e.getAttribute('data-value')}`));
    expect(await valuesOf('rect')).toEqual(told);
    expect(await valuesOf('td[data-week]')).toEqual(told);
    await page.getByRole('img', { name: /^Biểu đồ đường 30 ngày/ }).waitFor();
    await page.context().close();
  });

  it('[OF8] the pick list says how many of each to take, and for which orders; it prints', async () => {
    const bought = await market.buy('postmart', goods, 3);
    const { id } = await until('the order in our books', () => market.order('postmart', bought!));
    await owner.post(`${goods.home}/orders/${id}/confirm`, {});
    await market.orderAt('postmart', bought!, 'ready-to-ship');
    const { body } = await owner.get<Json>(`${goods.home}/pick-list`);
    const page = await openConsole(browser, market.app.url, owner);
    await to(page, '/soan-hang');
    await page.getByRole('link', { name: bought! }).waitFor();
    expect(await page.locator('.big').allTextContents()).toEqual(body.packs.map(({ quantity }: Json) => String(quantity)));
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('link', { name: bought! }).isVisible()).toBe(true);
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(1_000);
    await page.context().close();
  });
});
